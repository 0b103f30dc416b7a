package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.FitColumns;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/** The figures of each model, and what its equations determine, from the table {@code fit_figures}. */
final class FitMeasures {

    private static final Set<String> COLUMNS =
            Set.of(FitColumns.MODEL, FitColumns.AGENT, FitColumns.MEASURE, FitColumns.VALUE);

    private static final String EQUATIONS = "equations";
    private static final String UNKNOWNS = "unknowns";
    private static final String RANK = "rank";
    private static final String CONDITION = "condition_number";
    private static final String UNIQUE = "is_unique";
    private static final String MULTIPLIER = "least_multiplier_off_support";

    /** What is shown of each blogger; the script knows this order. */
    private static final List<String> OF_BLOGGER =
            List.of("objective", EQUATIONS, UNKNOWNS, RANK, CONDITION, UNIQUE, MULTIPLIER);

    private final Map<String, Map<String, Double>> whole = new HashMap<>();
    private final Map<String, Map<String, Map<String, Double>>> byBlogger = new HashMap<>();

    private FitMeasures() {}

    static FitMeasures of(PublishedRun run, Configuration hadoop) throws IOException {
        FitMeasures measures = new FitMeasures();
        new ParquetTable(run.place(Table.FIT_FIGURES), hadoop).read(COLUMNS, measures::add);
        return measures;
    }

    private void add(Values row) {
        String model = row.text(FitColumns.MODEL).orElse("");
        String measure = row.text(FitColumns.MEASURE).orElse("");
        double value = row.number(FitColumns.VALUE);
        Optional<String> blogger = row.text(FitColumns.AGENT);
        if (blogger.isEmpty()) {
            whole.computeIfAbsent(model, name -> new LinkedHashMap<>()).put(measure, value);
        } else if (OF_BLOGGER.contains(measure)) {
            byBlogger
                    .computeIfAbsent(model, name -> new LinkedHashMap<>())
                    .computeIfAbsent(blogger.get(), name -> new HashMap<>())
                    .put(measure, value);
        }
    }

    /** All bloggers of the matrix. */
    Collection<String> bloggers() {
        Set<String> bloggers = new TreeSet<>();
        byBlogger.values().forEach(of -> bloggers.addAll(of.keySet()));
        return bloggers;
    }

    /** Adds what is known of a model or a baseline. */
    void addTo(ObjectNode json, String model, List<String> shown) {
        ObjectNode figures = json.putObject("whole");
        whole.getOrDefault(model, Map.of()).forEach((measure, value) -> figures.set(measure, Digits.number(value)));
        Map<String, Map<String, Double>> of = byBlogger.getOrDefault(model, Map.of());
        if (of.isEmpty()) {
            return;
        }
        determined(json.putObject("determined"), of);
        ArrayNode rows = json.putArray("bloggers");
        for (String blogger : shown) {
            ArrayNode row = rows.addArray();
            OF_BLOGGER.forEach(measure ->
                    row.add(Digits.number(of.getOrDefault(blogger, Map.of()).getOrDefault(measure, Double.NaN))));
        }
    }

    private static void determined(ObjectNode json, Map<String, Map<String, Double>> of) {
        for (String measure : List.of(EQUATIONS, UNKNOWNS)) {
            DoubleSummaryStatistics values = Arrays.stream(all(of, measure)).summaryStatistics();
            json.putArray(measure).add(values.getMin()).add(values.getMax());
        }
        json.put(
                "deficient",
                of.values().stream()
                        .filter(values -> values.get(RANK) < values.get(UNKNOWNS))
                        .count());
        json.put(
                "tied",
                of.values().stream().filter(values -> values.get(UNIQUE) == 0).count());
        double[] conditions = all(of, CONDITION); // those that are infinite have no row
        json.put("unbounded", of.size() - conditions.length);
        if (conditions.length > 0) {
            Arrays.sort(conditions);
            json.set("condition", Digits.number(conditions[(conditions.length - 1) / 2]));
            json.set("condition_most", Digits.number(conditions[conditions.length - 1]));
        }
        of.entrySet().stream()
                .filter(entry -> entry.getValue().containsKey(MULTIPLIER))
                .min(Comparator.comparingDouble(entry -> entry.getValue().get(MULTIPLIER)))
                .ifPresent(entry -> {
                    json.set("multiplier", Digits.number(entry.getValue().get(MULTIPLIER)));
                    json.put("multiplier_of", entry.getKey());
                });
    }

    private static double[] all(Map<String, Map<String, Double>> of, String measure) {
        return of.values().stream()
                .filter(values -> values.containsKey(measure))
                .mapToDouble(values -> values.get(measure))
                .toArray();
    }
}
