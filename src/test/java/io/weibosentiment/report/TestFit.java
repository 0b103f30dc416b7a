package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.Attempt;
import io.weibosentiment.TestSpark;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A published fit with invented numbers, written as a fit writes it. */
final class TestFit {

    static final List<String> MODELS = List.of("french-degroot", "friedkin-johnsen", "epo");
    private static final int AHEAD = 3;
    private static final Instant FIRST = Instant.parse("2025-01-05T16:00:00Z"); // midnight in Shanghai

    private final Path folder;
    private final List<String> bloggers;
    private final int windows;
    private final int heldOut;
    private boolean hasIntervals = true;
    private double forecastError = 0.05;
    private final Map<Table, List<Row>> rows = new LinkedHashMap<>();

    TestFit(Path folder, List<String> bloggers, int windows, int heldOut) {
        this.folder = folder;
        this.bloggers = bloggers;
        this.windows = windows;
        this.heldOut = heldOut;
    }

    TestFit withoutIntervals() {
        hasIntervals = false;
        return this;
    }

    /** With this error of every model's forecast; that of the last value is 0.04. */
    TestFit forecastError(double error) {
        forecastError = error;
        return this;
    }

    PublishedRun publish() throws IOException {
        for (String model : MODELS) {
            weights(model);
            parameters(model);
            measures(model);
            series(model, "free-run", 1, windows - heldOut + AHEAD);
            series(model, "forecast", windows - heldOut + 1, AHEAD);
        }
        for (String baseline : List.of("last-value", "column-means")) {
            series(baseline, "forecast", windows - heldOut + 1, AHEAD);
            whole(baseline, "free_run_rmse", 0.09);
            if (heldOut > 0) {
                whole(baseline, "forecast_rmse", baseline.equals("last-value") ? 0.04 : 0.06);
            }
        }
        write();
        RunManifest manifest = manifest();
        Files.writeString(folder.resolve("manifest.json"), manifest.json());
        return new PublishedRun(manifest, new org.apache.hadoop.fs.Path(folder.toUri()), true);
    }

    /** Each blogger listens to itself and to the next two, of whom the first has an interval above 0. */
    private void weights(String model) {
        int count = bloggers.size();
        for (int to = 0; to < count; to++) {
            double[] weights = {0.5, 0.3, 0.2};
            for (int i = 0; i < weights.length; i++) {
                add(
                        Table.INFLUENCE,
                        model,
                        "W",
                        bloggers.get((to + i) % count),
                        bloggers.get(to),
                        weights[i],
                        low(i == 1 ? 0.1 : 0),
                        low(weights[i] + 0.2));
            }
            if (hasIntervals && count > 3) {
                add(Table.INFLUENCE, model, "W", bloggers.get((to + 3) % count), bloggers.get(to), 0.0, 0.0, 0.4);
            }
        }
    }

    private Double low(double value) {
        return hasIntervals ? value : null;
    }

    private void parameters(String model) {
        for (String blogger : bloggers) {
            if (model.equals("friedkin-johnsen")) {
                add(Table.STUBBORNNESS, model, blogger, "stubbornness", 0.25, low(0.1), low(0.6));
            } else if (model.equals("epo")) {
                add(Table.STUBBORNNESS, model, blogger, "private_self_weight", 0.5, low(0.1), low(0.9));
                add(Table.STUBBORNNESS, model, blogger, "expressed_private_share", 1.0, low(0.8), low(1));
            }
        }
    }

    private void measures(String model) {
        whole(model, "objective", 0.2);
        whole(model, "kkt_residual", 1e-16);
        whole(model, "free_run_rmse", 0.07);
        whole(model, model.equals("epo") ? "smoothed_rmse" : "notebook_rmse", 0.03);
        if (heldOut > 0) {
            whole(model, "forecast_rmse", forecastError);
            whole(model, "forecast_rmse_ahead_1", forecastError);
        }
        for (int i = 0; i < bloggers.size(); i++) {
            Map<String, Double> values = new LinkedHashMap<>(Map.of(
                    "objective",
                    0.01,
                    "equations",
                    windows - heldOut - 1.0,
                    "unknowns",
                    6.0,
                    "rank",
                    i == 0 ? 5.0 : 6.0,
                    "is_unique",
                    i == 0 ? 0.0 : 1.0));
            if (i > 0) {
                values.put("condition_number", 10.0 + i % 7);
                values.put("least_multiplier_off_support", 1e-5 * i);
            }
            String blogger = bloggers.get(i);
            values.forEach((measure, value) -> add(Table.FIT_FIGURES, model, blogger, measure, value));
        }
    }

    private void whole(String model, String measure, double value) {
        add(Table.FIT_FIGURES, model, null, measure, value);
    }

    private void series(String model, String method, int first, int count) {
        for (int blogger = 0; blogger < bloggers.size(); blogger++) {
            for (int step = first; step < first + count; step++) {
                double value = 0.3 + (step * 7 + blogger * 3) % 10 / 25.0;
                boolean isKnown = step <= windows;
                int fitted = windows - heldOut;
                add(
                        Table.FORECASTS,
                        model,
                        method,
                        bloggers.get(blogger),
                        step,
                        isKnown ? Timestamp.from(FIRST.plus(Duration.ofDays(7L * (step - 1)))) : null,
                        step <= fitted ? null : step - fitted,
                        value,
                        isKnown ? value + 0.05 : null,
                        MODELS.contains(model) ? low(value - 0.1) : null,
                        MODELS.contains(model) ? low(value + 0.1) : null);
            }
        }
    }

    private void add(Table table, Object... values) {
        rows.computeIfAbsent(table, name -> new ArrayList<>()).add(RowFactory.create(values));
    }

    private void write() {
        StructType key = new StructType().add("model", DataTypes.StringType);
        write(
                Table.INFLUENCE,
                interval(key.add("matrix", DataTypes.StringType)
                        .add("from", DataTypes.StringType)
                        .add("to", DataTypes.StringType)
                        .add("weight", DataTypes.DoubleType)));
        write(
                Table.STUBBORNNESS,
                interval(key.add("agent", DataTypes.StringType)
                        .add("parameter", DataTypes.StringType)
                        .add("value", DataTypes.DoubleType)));
        write(
                Table.FIT_FIGURES,
                key.add("agent", DataTypes.StringType)
                        .add("measure", DataTypes.StringType)
                        .add("value", DataTypes.DoubleType));
        write(
                Table.FORECASTS,
                interval(key.add("method", DataTypes.StringType)
                        .add("agent", DataTypes.StringType)
                        .add("step", DataTypes.IntegerType)
                        .add("window_start", DataTypes.TimestampType)
                        .add("ahead", DataTypes.IntegerType)
                        .add("value", DataTypes.DoubleType)
                        .add("observed", DataTypes.DoubleType)));
    }

    private static StructType interval(StructType columns) {
        return columns.add("low", DataTypes.DoubleType).add("high", DataTypes.DoubleType);
    }

    private void write(Table table, StructType schema) {
        TestSpark.session()
                .createDataFrame(rows.get(table), schema)
                .coalesce(1)
                .write()
                .parquet(folder.resolve("runs/r/" + table.folder()).toString());
    }

    private RunManifest manifest() {
        Map<String, String> paths = new LinkedHashMap<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        rows.forEach((table, of) -> {
            paths.put(table.folder(), "runs/r/" + table.folder());
            counts.put(table.folder(), (long) of.size());
        });
        ObjectNode fit = JsonNodeFactory.instance
                .objectNode()
                .put("matrix", "file:/invented/trajectories")
                .put("bloggers", bloggers.size())
                .put("windows", windows)
                .put("fitted_windows", windows - heldOut)
                .put("fitted_from", FIRST.toString())
                .put(
                        "fitted_until",
                        FIRST.plus(Duration.ofDays(7L * (windows - heldOut - 1)))
                                .toString())
                .put("ahead", AHEAD)
                .put("zone", "Asia/Shanghai")
                .put("replicates", hasIntervals ? 200 : 0);
        MODELS.forEach(fit.putArray("models")::add);
        return new RunManifest(
                "20250401T000000Z-abcdef",
                "fit",
                Map.of("weibo-sentiment", "1.2.3", "spark", "4.1.3"),
                new Attempt("local-1", 0),
                Map.of("aggregate.zone", "UTC"),
                new RunManifest.Facts(Map.of("fit", fit)),
                Instant.parse("2025-04-01T00:00:00Z"),
                Instant.parse("2025-04-01T00:01:00Z"),
                Map.of(),
                counts,
                paths);
    }
}
