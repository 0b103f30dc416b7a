package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.FitColumns;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** The parameters of the bloggers that are shown, from the table {@code stubbornness}. */
final class FitParameters {

    private static final Set<String> COLUMNS = Set.of(
            FitColumns.MODEL,
            FitColumns.AGENT,
            FitColumns.PARAMETER,
            FitColumns.VALUE,
            FitColumns.LOW,
            FitColumns.HIGH);

    private final List<String> shown;
    private final Set<String> wanted;
    private final Map<String, Map<String, Map<String, Estimate>>> values = new HashMap<>();

    private record Estimate(double value, double low, double high) {

        static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);
    }

    private FitParameters(List<String> shown) {
        this.shown = List.copyOf(shown);
        this.wanted = new HashSet<>(shown);
    }

    static FitParameters of(PublishedRun run, List<String> shown, Configuration hadoop) throws IOException {
        FitParameters parameters = new FitParameters(shown);
        new ParquetTable(run.place(Table.STUBBORNNESS), hadoop).read(COLUMNS, parameters::add);
        return parameters;
    }

    private void add(Values row) {
        String blogger = row.text(FitColumns.AGENT).orElse("");
        if (wanted.contains(blogger)) {
            values.computeIfAbsent(row.text(FitColumns.MODEL).orElse(""), model -> new LinkedHashMap<>())
                    .computeIfAbsent(row.text(FitColumns.PARAMETER).orElse(""), parameter -> new HashMap<>())
                    .put(
                            blogger,
                            new Estimate(
                                    row.number(FitColumns.VALUE),
                                    row.number(FitColumns.LOW),
                                    row.number(FitColumns.HIGH)));
        }
    }

    /** Adds each parameter of a model: value, low and high of each blogger. */
    void addTo(ObjectNode json, String model) {
        ObjectNode all = json.putObject("parameters");
        values.getOrDefault(model, Map.of()).forEach((parameter, of) -> {
            ArrayNode rows = all.putArray(parameter);
            for (String blogger : shown) {
                Estimate estimate = of.getOrDefault(blogger, Estimate.NONE);
                rows.addArray()
                        .add(Digits.number(estimate.value()))
                        .add(Digits.number(estimate.low()))
                        .add(Digits.number(estimate.high()));
            }
        });
    }
}
