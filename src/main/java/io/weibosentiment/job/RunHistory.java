package io.weibosentiment.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.time.Instant;
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

/** The table of runs: what the current run's table says, and a row for this run. */
final class RunHistory {

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
     * Writes the table, with a row of {@code manifest} behind those that the current run's table has, and the latest
     * run's, which is another one after a rollback.
     */
    static void write(SparkSession spark, OutputFolder output, RunManifest manifest) throws IOException {
        Dataset<Row> all = spark.createDataFrame(List.of(row(manifest.tree())), schema());
        List<RunFolders.Run> runs = output.runs().all();
        for (RunFolders.Run run : runs) {
            boolean isLatest = run.id().equals(runs.get(0).id());
            if ((run.isCurrent() || isLatest) && output.hasTable(run.id(), Table.RUN_HISTORY)) {
                all = all.unionByName(spark.read()
                        .schema(schema())
                        .parquet(
                                output.runs().table(run.id(), Table.RUN_HISTORY).toString()));
            }
        }
        output.write(Table.RUN_HISTORY, all.dropDuplicates("run").coalesce(1).sortWithinPartitions("run"));
    }

    private static Row row(JsonNode manifest) {
        JsonNode counts = manifest.path("counts");
        List<Object> values = new java.util.ArrayList<>(List.of(
                manifest.path("run").asText(),
                manifest.path("command").asText(),
                time(manifest, "started"),
                time(manifest, "finished")));
        COUNTS.forEach(name ->
                values.add(counts.path(name).isNumber() ? counts.path(name).asLong() : null));
        Map<String, Long> reasons = new LinkedHashMap<>();
        counts.path("rejected_reasons")
                .properties()
                .forEach(
                        reason -> reasons.put(reason.getKey(), reason.getValue().asLong()));
        Map<String, Double> seconds = new LinkedHashMap<>();
        manifest.path("seconds")
                .properties()
                .forEach(stage -> seconds.put(stage.getKey(), stage.getValue().asDouble()));
        values.add(reasons);
        values.add(seconds);
        values.add(text(manifest.path("model").path("fingerprint")));
        values.add(text(manifest.path("model").path("precision")));
        values.add(text(manifest.path("model").path("devices").path(0)));
        values.add(text(manifest.path("software").path("weibo-sentiment")));
        values.add(text(manifest.path("software").path("spark")));
        return RowFactory.create(values.toArray());
    }

    private static java.sql.Timestamp time(JsonNode manifest, String name) {
        return java.sql.Timestamp.from(Instant.parse(manifest.path(name).asText()));
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : null;
    }
}
