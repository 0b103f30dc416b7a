package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;

import io.weibosentiment.Columns;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ScoringConfig;
import io.weibosentiment.inference.Scorer;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.ScoringProgress;
import io.weibosentiment.inference.TextLengths;
import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Stages;
import io.weibosentiment.run.StopSignal;
import io.weibosentiment.store.Fingerprint;
import io.weibosentiment.store.ScoreStore;
import io.weibosentiment.store.StoreChangedException;
import io.weibosentiment.store.StoreUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * Scores the texts that the store does not hold, in waves that are put into the store as they finish, so that a run
 * which dies repeats at most the wave it was in.
 */
final class WaveScorer {

    private static final int MOST_READS = 3;
    private static final int KEY_DIGITS = 8;
    private static final double KEYS = 0x1_0000_0000L;

    private final SparkSession spark;
    private final OutputFolder output;
    private final ScoringModel model;
    private final ScoringConfig config;
    private final ScoreStore store;
    private final String run;
    private final Stages stages;
    private final Console console;
    private final StopSignal stop;
    private final List<Dataset<Row>> unscored = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private long fresh;
    private int waves;

    WaveScorer(
            SparkSession spark,
            OutputFolder output,
            ScoringModel model,
            JobConfig config,
            String run,
            Stages stages,
            Console console,
            StopSignal stop) {
        this.spark = spark;
        this.output = output;
        this.model = model;
        this.config = config.scoring();
        this.run = run;
        this.stages = stages;
        this.console = console;
        this.stop = stop;
        this.store = store(spark, model, config);
    }

    /** The store that {@code config} names, of what {@code model} computes. */
    static ScoreStore store(SparkSession spark, ScoringModel model, JobConfig config) {
        Fingerprint fingerprint = new Fingerprint(
                model.manifest().fingerprint(),
                model.resolved().precision().name().toLowerCase(Locale.ROOT),
                model.manifest().requireMaxTokens(model.config().maxTokens()),
                OptionalInt.empty());
        String dir = config.scoring()
                .store()
                .orElseGet(() -> new Path(config.output().dir(), "store").toString());
        StoreUse use = new StoreUse(
                model.config().bundle(),
                model.resolved().engines(),
                Clock.systemUTC().instant());
        return ScoreStore.open(spark, dir, fingerprint, use);
    }

    /**
     * What became of the texts.
     *
     * @param scores every text's score: text_key, sentiment, tokens, truncated, and the reason where there is none
     * @param texts distinct texts
     * @param fresh those that the store did not hold
     * @param waves how many waves they were scored in
     * @param unscored those that the engine could not score
     * @param damaged files of the store that were set aside
     * @param done counts of the scoring
     */
    record Outcome(
            Dataset<Row> scores,
            long texts,
            long fresh,
            int waves,
            long unscored,
            List<String> damaged,
            ScoringProgress.Counts done) {}

    /** Scores {@code texts}: text_key, cleaned_text, each text once. */
    Outcome score(Dataset<Row> texts) {
        try (ScoringProgress progress = ScoringProgress.register(spark)) {
            Dataset<Row> kept = despiteDamage(() -> {
                Dataset<Row> missing =
                        stages.time("look up scores", () -> stage("missing", () -> store.missing(texts)));
                scoreInWaves(missing, progress);
                return stages.time("collect scores", () -> stage("scores", () -> store.scores(texts)));
            });
            Dataset<Row> scores = kept.withColumn(Columns.REASON, lit(null).cast(DataTypes.StringType));
            for (Dataset<Row> rows : unscored) {
                scores = scores.unionByName(rows);
            }
            long failed = unscored.stream().mapToLong(Dataset::count).sum();
            return new Outcome(scores, texts.count(), fresh, waves, failed, List.copyOf(damaged), progress.done());
        }
    }

    /** What reads the store. */
    @FunctionalInterface
    private interface Reading {
        Dataset<Row> read() throws IOException;
    }

    private Dataset<Row> stage(String name, Supplier<Dataset<Row>> rows) {
        return store.reading(() -> output.stage(name, rows.get()));
    }

    /** Reads again without the files that turned out to be damaged, or that another run's compaction took away. */
    private Dataset<Row> despiteDamage(Reading reading) {
        for (int attempt = 1; ; attempt++) {
            try {
                return reading.read();
            } catch (StoreChangedException e) {
                damaged.addAll(e.damaged());
                if (attempt == MOST_READS) {
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void scoreInWaves(Dataset<Row> missing, ScoringProgress progress) throws IOException {
        unscored.clear(); // what an earlier attempt could not score is missing again
        TextLengths workload = TextLengths.of(missing);
        if (workload.texts() == 0) {
            return;
        }
        fresh += workload.texts();
        Scorer scorer = model.scorer(spark, config, progress);
        console.following(
                "texts scored", fresh, () -> progress.soFar().texts(), () -> scoreAll(missing, workload, scorer));
        store.compact(run + "-merged");
    }

    private boolean scoreAll(Dataset<Row> missing, TextLengths workload, Scorer scorer) {
        WavePlan plan = new WavePlan(workload, spark.sparkContext().defaultParallelism(), config);
        while (plan.done() < 1) {
            waves++;
            double end = plan.end();
            Dataset<Row> texts = end - plan.done() >= 1 ? missing : missing.where(between(plan.done(), end));
            long start = System.nanoTime();
            TextLengths share = workload.share(end - plan.done());
            stages.finishing(() -> scoreWave(texts, share, scorer));
            plan.took(end, (System.nanoTime() - start) / 1e9);
            if (plan.done() < 1) {
                stop.check("wave " + waves);
            }
        }
        return true;
    }

    private void scoreWave(Dataset<Row> texts, TextLengths workload, Scorer scorer) {
        String wave = "wave-" + waves;
        Dataset<Row> scored =
                stages.time(Stages.SCORING, wave, () -> output.stage(wave, scorer.score(texts, workload)));
        stages.run("keep scores", () -> store.append(run + "-" + waves, scored));
        Dataset<Row> failed = scored.where(col(Columns.REASON).isNotNull());
        if (!failed.isEmpty()) {
            unscored.add(failed);
        }
    }

    /** Texts whose key, as a fraction of all keys, lies in [from, to): whatever the texts, a known share of them. */
    private static Column between(double from, double to) {
        Column place = conv(substring(col(Columns.TEXT_KEY), 1, KEY_DIGITS), 16, 10)
                .cast(DataTypes.DoubleType)
                .divide(KEYS);
        return place.geq(from).and(place.lt(to));
    }
}
