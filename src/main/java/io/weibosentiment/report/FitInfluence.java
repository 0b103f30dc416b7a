package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.FitColumns;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** The largest weights of each model, and what there is to say of all of them, from the table {@code influence}. */
final class FitInfluence {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> COLUMNS = Set.of(
            FitColumns.MODEL,
            FitColumns.MATRIX,
            FitColumns.FROM,
            FitColumns.TO,
            FitColumns.WEIGHT,
            FitColumns.LOW,
            FitColumns.HIGH);

    /** A pair without a weight is counted where its interval reaches this. */
    private static final double REACHES = 0.1;

    private final int most;
    private final Map<String, OfModel> models = new HashMap<>();
    private final Map<String, Double> heard = new HashMap<>();

    private FitInfluence(int most) {
        this.most = most;
    }

    static FitInfluence of(PublishedRun run, int most, Configuration hadoop) throws IOException {
        FitInfluence influence = new FitInfluence(most);
        new ParquetTable(run.place(Table.INFLUENCE), hadoop).read(COLUMNS, influence::add);
        return influence;
    }

    private record Weight(String from, String to, double weight, double low, double high) {

        boolean hasInterval() {
            return !Double.isNaN(low) && !Double.isNaN(high);
        }
    }

    private static final class OfModel {

        private static final int BINS = 10_000;
        private static final Comparator<Weight> SMALLEST =
                Comparator.comparingDouble(Weight::weight).thenComparingDouble(Weight::high);

        private final PriorityQueue<Weight> largest = new PriorityQueue<>(SMALLEST);
        private final Map<String, Double> own = new HashMap<>();
        /** How many intervals of weights above 0 are so wide, in bins of 1 / BINS. */
        private final long[] widths = new long[BINS + 1];

        private long rows;
        private long above;
        private long certain;
        private long reaching;

        void add(Weight weight, int most) {
            rows++;
            if (weight.weight() > 0) {
                above++;
                certain += weight.low() > 0 ? 1 : 0;
                if (weight.hasInterval()) {
                    widths[(int) Math.round(Math.min(1, weight.high() - weight.low()) * BINS)]++;
                }
            } else {
                reaching += weight.high() >= REACHES ? 1 : 0;
            }
            if (weight.from().equals(weight.to())) {
                own.put(weight.to(), weight.weight());
            }
            largest.add(weight);
            if (largest.size() > most) {
                largest.remove();
            }
        }

        /** Not a number where no weight has an interval. */
        double medianWidth() {
            long all = 0;
            for (long width : widths) {
                all += width;
            }
            long below = 0;
            for (int bin = 0; bin <= BINS && all > 0; bin++) {
                below += widths[bin];
                if (2 * below >= all) {
                    return (double) bin / BINS;
                }
            }
            return Double.NaN;
        }
    }

    private void add(Values row) {
        if (!row.text(FitColumns.MATRIX).orElse("").equals("W")) {
            return;
        }
        Weight weight = new Weight(
                row.text(FitColumns.FROM).orElse(""),
                row.text(FitColumns.TO).orElse(""),
                row.number(FitColumns.WEIGHT),
                row.number(FitColumns.LOW),
                row.number(FitColumns.HIGH));
        models.computeIfAbsent(row.text(FitColumns.MODEL).orElse(""), name -> new OfModel())
                .add(weight, most);
        if (!weight.from().equals(weight.to())) {
            heard.merge(weight.from(), weight.weight(), Double::sum);
        }
    }

    /** Those of {@code bloggers} to whom others listen the most, over all models. */
    List<String> mostHeard(Collection<String> bloggers, int count) {
        return bloggers.stream()
                .sorted(Comparator.comparingDouble((String blogger) -> -heard.getOrDefault(blogger, 0.0))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .toList();
    }

    /** Adds what is known of a model; {@code names} gets those who have a weight. */
    void addTo(ObjectNode json, String model, List<String> shown, FitNames names) {
        OfModel found = models.getOrDefault(model, new OfModel());
        json.put("weights_all", found.rows)
                .put("above", found.above)
                .put("certain", found.certain)
                .put("reaching", found.reaching);
        if (!Double.isNaN(found.medianWidth())) {
            json.put("width", found.medianWidth());
        }
        ArrayNode weights = json.putArray("weights");
        found.largest.stream()
                .sorted(OfModel.SMALLEST.reversed())
                .forEach(weight -> weights.add(NODES.arrayNode()
                        .add(names.place(weight.from()))
                        .add(names.place(weight.to()))
                        .add(Digits.number(weight.weight()))
                        .add(Digits.number(weight.low()))
                        .add(Digits.number(weight.high()))));
        ArrayNode own = json.putArray("own");
        shown.forEach(blogger -> own.add(Digits.number(found.own.getOrDefault(blogger, 0.0))));
    }
}
