package io.weibosentiment.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.output.Table;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** The table of runs: the rows of the current run's table, and a row for this run. */
final class RunHistory {

    /** The columns that hold the facts of the manifest's section {@code counts} under the same names. */
    private static final List<String> COUNTS = List.of(
            "read",
            "kept",
            "duplicates",
            "rejected",
            "distinct_texts",
            "new_texts",
            "reused_texts",
            "unscored_texts",
            "model",
            "rule",
            "unscored",
            "truncated",
            "posts");

    private static final MapType SECONDS = DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType);
    private static final MapType REASONS = DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType);

    private RunHistory() {}

    private static StructType schema() {
        StructType schema = new StructType()
                .add("run", DataTypes.StringType)
                .add("command", DataTypes.StringType)
                .add("started", DataTypes.TimestampType)
                .add("finished", DataTypes.TimestampType);
        for (String count : COUNTS) {
            schema = schema.add(count, DataTypes.LongType);
        }
        return schema.add("rejected_reasons", REASONS)
                .add("seconds", SECONDS)
                .add("model_fingerprint", DataTypes.StringType)
                .add("precision", DataTypes.StringType)
                .add("devices", DataTypes.StringType)
                .add("version", DataTypes.StringType)
                .add("spark", DataTypes.StringType);
    }

    /**
     * Writes the table: a row of {@code manifest}, those of the current run's table, and those of the latest run's, which
     * is another run after a rollback.
     */
    static void write(SparkSession spark, OutputFolder output, RunManifest manifest) {
        Dataset<Row> all = spark.createDataFrame(List.of(row(manifest)), schema());
        List<PublishedRun> earlier = earlier(output);
        for (PublishedRun run : earlier) {
            all = all.unionByName(
                    spark.read().schema(schema()).parquet(SparkPaths.literal(run.place(Table.RUN_HISTORY))));
        }
        Dataset<Row> distinct = earlier.size() > 1 ? all.dropDuplicates("run") : all; // one table has each run once
        output.tables().write(Table.RUN_HISTORY, distinct.coalesce(1).sortWithinPartitions("run"));
    }

    private static List<PublishedRun> earlier(OutputFolder output) {
        try {
            List<PublishedRun> runs = output.runs().all();
            return runs.stream()
                    .filter(run -> run.isCurrent() || run.equals(runs.get(0)))
                    .filter(run -> run.has(Table.RUN_HISTORY))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the earlier runs cannot be read: " + e.getMessage(), e);
        }
    }

    private static Row row(RunManifest manifest) {
        JsonNode counts = manifest.facts().section("counts");
        JsonNode model = manifest.facts().section("model");
        List<Object> values = new ArrayList<>();
        values.add(manifest.run());
        values.add(manifest.command());
        values.add(Timestamp.from(manifest.started()));
        values.add(Timestamp.from(manifest.finished()));
        COUNTS.forEach(name ->
                values.add(counts.path(name).isNumber() ? counts.path(name).asLong() : null));
        Map<String, Long> reasons = new LinkedHashMap<>();
        counts.path("rejected_reasons")
                .properties()
                .forEach(
                        reason -> reasons.put(reason.getKey(), reason.getValue().asLong()));
        values.add(reasons);
        values.add(manifest.seconds());
        values.add(text(model.path("fingerprint")));
        values.add(text(model.path("precision")));
        values.add(text(model.path("devices").path(0)));
        values.add(manifest.software().get("weibo-sentiment"));
        values.add(manifest.software().get("spark"));
        return RowFactory.create(values.toArray());
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : null;
    }
}
