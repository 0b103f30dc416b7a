package io.weibosentiment.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.weibosentiment.Columns;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.files.LocalFolders;
import io.weibosentiment.job.ScoreJob;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What one run of the real job took; counted from what the run itself wrote.
 *
 * @param seconds from its first step to its last
 * @param stages seconds by stage, in the order they ran
 * @param comments comments it kept
 * @param byModel comments that got the model's score
 * @param distinct texts that the model scored
 * @param tokens tokens of these texts
 * @param engineSeconds time inside the engine, summed over tasks
 * @param batches runs of the engine
 * @param slowestTask the longest of the tasks that scored, over the one in the middle
 * @param precision the arithmetic's
 * @param lengths how many of the distinct texts have so many tokens
 */
record JobMeasure(
        double seconds,
        Map<String, Double> stages,
        long comments,
        long byModel,
        long distinct,
        long tokens,
        double engineSeconds,
        long batches,
        double slowestTask,
        String precision,
        Map<Integer, Long> lengths) {

    private static final String SCORING = "scoring";
    private static final String SECONDS = "seconds";
    private static final double MICROS = 1e6;

    JobMeasure {
        stages = new LinkedHashMap<>(stages);
        lengths = Map.copyOf(lengths);
    }

    /** Runs the job {@code repeats} times; the run in the middle of all by its seconds. */
    static JobMeasure median(JobConfig config, SparkSession spark, Console console, int repeats) throws IOException {
        List<JobMeasure> runs = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            LocalFolders.delete(Path.of(config.output().dir())); // or the next would find all scores in its store
            runs.add(run(config, spark, console));
        }
        runs.sort(Comparator.comparingDouble(JobMeasure::seconds));
        return runs.get(repeats / 2);
    }

    /** Runs the job on whatever its output folder holds already. */
    static JobMeasure run(JobConfig config, SparkSession spark, Console console) throws IOException {
        TaskTimes tasks = new TaskTimes();
        spark.sparkContext().addSparkListener(tasks);
        long start = System.nanoTime();
        ScoreJob.run(config, Session.ofProcess(spark, console, new StopSignal()));
        double wall = (System.nanoTime() - start) / 1e9;
        spark.sparkContext().removeSparkListener(tasks);
        Path output = Path.of(config.output().dir());
        JsonObject manifest = JsonParser.parseString(Files.readString(output.resolve("manifest.json")))
                .getAsJsonObject();
        JsonObject counts = manifest.getAsJsonObject("counts");
        JsonObject scoring = manifest.getAsJsonObject("scoring");
        Map<String, Double> stages = new LinkedHashMap<>();
        manifest.getAsJsonObject(SECONDS)
                .entrySet()
                .forEach(stage -> stages.put(stage.getKey(), stage.getValue().getAsDouble()));
        Map<Integer, Long> lengths = lengths(spark, output);
        return new JobMeasure(
                wall,
                stages,
                counts.get("kept").getAsLong(),
                counts.get("model").getAsLong(),
                counts.get("distinct_texts").getAsLong(),
                lengths.entrySet().stream()
                        .mapToLong(length -> length.getKey() * length.getValue())
                        .sum(),
                scoring.get("engine_seconds").getAsDouble(),
                scoring.get("batches").getAsLong(),
                tasks.slowestOverMedian(),
                manifest.getAsJsonObject("model").get("precision").getAsString(),
                lengths);
    }

    private static Map<Integer, Long> lengths(SparkSession spark, Path output) {
        Dataset<Row> scored = spark.read()
                .parquet(output.resolve("comment_scores").toString())
                .where(col(Columns.TOKENS).isNotNull());
        Map<Integer, Long> lengths = new LinkedHashMap<>();
        scored.select(Columns.TEXT_KEY, Columns.TOKENS)
                .distinct()
                .groupBy(Columns.TOKENS)
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> lengths.put(row.getInt(0), row.getLong(1)));
        return lengths;
    }

    double scoringSeconds() {
        return stages.getOrDefault(SCORING, 0.0);
    }

    /** The share of the comments scored by the model that had a text of their own. */
    double distinctShare() {
        return byModel == 0 ? 0 : (double) distinct / byModel;
    }

    /** Everything but the scoring stage, in microseconds of all cores for each comment. */
    double besideModelMicros() {
        return (seconds - scoringSeconds()) * MICROS / comments;
    }

    /** The share of the scoring stage that its tasks spent inside the engine. */
    double engineShare(int tasks) {
        return engineSeconds / tasks / scoringSeconds();
    }

    /** What the model had to compute, without anything that no score needs. */
    double usefulFlops(BertFlops flops) {
        return lengths.entrySet().stream()
                .mapToDouble(length -> (double) flops.ofText(length.getKey()) * length.getValue())
                .sum();
    }
}
