package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;

import io.weibosentiment.Columns;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ScoringConfig;
import io.weibosentiment.run.Run;
import io.weibosentiment.store.Fingerprint;
import io.weibosentiment.store.ScoreStore;
import io.weibosentiment.store.StoreChangedException;
import io.weibosentiment.store.StoreUse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The scores of texts: those that the store has, and the others computed in waves. Each wave is put into the store as it
 * finishes, so that a run which dies repeats at most the wave it was in.
 */
public final class TextScores {

    private static final String LOOK_UP = "look up scores";
    private static final String SCORE = "scoring";
    private static final String KEEP = "keep scores";
    private static final String COLLECT = "collect scores";

    private static final int MOST_READS = 3;
    private static final int KEY_DIGITS = 8;
    private static final double KEYS = 0x1_0000_0000L;

    private final Run run;
    private final ScoringModel model;
    private final ScoringConfig config;
    private final ScoreStore store;
    private final List<Dataset<Row>> unscored = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private long fresh;
    private int waves;

    private TextScores(Run run, ScoringModel model, JobConfig config) {
        this.run = run;
        this.model = model;
        this.config = config.scoring();
        this.store = store(run, model, config);
    }

    /** The part of the store that {@code config} names which holds what {@code model} computes. */
    public static ScoreStore store(Run run, ScoringModel model, JobConfig config) {
        Fingerprint fingerprint = new Fingerprint(
                model.manifest().fingerprint(),
                model.precision(),
                model.maxTokens(),
                model.manifest().graphVersion());
        String dir = config.scoring()
                .store()
                .orElseGet(() -> new Path(config.output().dir(), "store").toString());
        StoreUse use = new StoreUse(
                model.config().bundle(), model.resolved().engines(), run.clock().instant());
        return ScoreStore.open(run.spark(), dir, fingerprint, use);
    }

    /**
     * What became of the texts.
     *
     * @param scores every text's score: text_key, sentiment, tokens, truncated, and the reason where there is none
     * @param counts how many texts were scored
     * @param throughput how fast
     * @param damaged files of the store that were set aside
     */
    public record Outcome(Dataset<Row> scores, TextCounts counts, Throughput throughput, List<String> damaged) {

        public Outcome {
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * How many texts were scored.
     *
     * @param distinctTexts all
     * @param newTexts those that the store did not have
     * @param reusedTexts those that it had
     * @param unscoredTexts those that the engine could not score
     */
    public record TextCounts(long distinctTexts, long newTexts, long reusedTexts, long unscoredTexts) {}

    /**
     * How fast texts were scored.
     *
     * @param waves in how many waves
     * @param textsPerSecond texts over the seconds of all waves
     * @param tokensPerSecond their tokens over the same
     * @param batches how often the engine ran
     * @param engineSeconds the time inside the engine, summed over tasks
     */
    public record Throughput(
            int waves, double textsPerSecond, double tokensPerSecond, long batches, double engineSeconds) {}

    /**
     * The scores of {@code texts}, as steps of {@code run}.
     *
     * @param texts text_key, cleaned_text; each text once
     */
    public static Outcome of(Run run, ScoringModel model, JobConfig config, Dataset<Row> texts) {
        return new TextScores(run, model, config).of(texts);
    }

    private Outcome of(Dataset<Row> texts) {
        try (ScoringProgress progress = ScoringProgress.register(run.spark())) {
            Dataset<Row> kept = despiteDamage(() -> {
                Dataset<Row> missing = stage(LOOK_UP, "missing", () -> store.missing(texts));
                scoreInWaves(missing, progress);
                return stage(COLLECT, "scores", () -> store.scores(texts));
            });
            Dataset<Row> scores = kept.withColumn(Columns.REASON, lit(null).cast(DataTypes.StringType));
            for (Dataset<Row> rows : unscored) {
                scores = scores.unionByName(rows);
            }
            return new Outcome(scores, run.step(COLLECT, () -> counts(texts)), throughput(progress.done()), damaged);
        }
    }

    private TextCounts counts(Dataset<Row> texts) {
        long distinct = texts.count();
        long failed = unscored.stream().mapToLong(Dataset::count).sum();
        return new TextCounts(distinct, fresh, distinct - fresh, failed);
    }

    private Throughput throughput(ScoringProgress.Counts done) {
        double seconds = run.seconds(SCORE);
        return new Throughput(
                waves,
                seconds == 0 ? 0 : fresh / seconds,
                seconds == 0 ? 0 : done.tokens() / seconds,
                done.batches(),
                done.engineNanos() / 1e9);
    }

    private Dataset<Row> stage(String step, String name, Supplier<Dataset<Row>> rows) {
        return store.reading(() -> run.stage(step, name, run.step(step, rows)));
    }

    /** Reads again without the files that turned out to be damaged, or that another run's compaction took away. */
    private Dataset<Row> despiteDamage(Supplier<Dataset<Row>> reading) {
        for (int attempt = 1; ; attempt++) {
            try {
                return reading.get();
            } catch (StoreChangedException e) {
                damaged.addAll(e.damaged());
                if (attempt == MOST_READS) {
                    throw e;
                }
            }
        }
    }

    private void scoreInWaves(Dataset<Row> missing, ScoringProgress progress) {
        unscored.clear(); // what an earlier attempt could not score is missing again
        TextLengths lengths = run.step(LOOK_UP, () -> model.lengths(missing));
        if (lengths.texts() == 0) {
            return;
        }
        fresh += lengths.texts();
        Scorer scorer = model.scorer(run.spark(), config, progress);
        run.follow("texts scored", fresh, () -> progress.soFar().texts(), () -> scoreAll(missing, lengths, scorer));
        run.step(KEEP, () -> store.compact(run.id() + "-merged"));
    }

    private void scoreAll(Dataset<Row> missing, TextLengths lengths, Scorer scorer) {
        WavePlan plan = new WavePlan(lengths, run.spark().sparkContext().defaultParallelism(), config);
        while (plan.done() < 1) {
            waves++;
            double end = plan.end();
            Dataset<Row> texts = end - plan.done() >= 1 ? missing : missing.where(between(plan.done(), end));
            TextLengths share = lengths.share(end - plan.done());
            long start = System.nanoTime();
            run.finishing("wave " + waves, () -> scoreWave(texts, share, scorer));
            plan.took(end, (System.nanoTime() - start) / 1e9);
        }
    }

    private void scoreWave(Dataset<Row> texts, TextLengths lengths, Scorer scorer) {
        Dataset<Row> scored = run.stage(SCORE, "wave-" + waves, scorer.score(texts, lengths));
        Dataset<Row> failed = scored.where(col(Columns.REASON).isNotNull());
        run.step(KEEP, () -> {
            store.append(run.id() + "-" + waves, scored);
            if (!failed.isEmpty()) {
                unscored.add(failed);
            }
        });
    }

    /** Texts whose key, as a fraction of all keys, lies in [from, to): whatever the texts, a known share of them. */
    private static Column between(double from, double to) {
        Column place = conv(substring(col(Columns.TEXT_KEY), 1, KEY_DIGITS), 16, 10)
                .cast(DataTypes.DoubleType)
                .divide(KEYS);
        return place.geq(from).and(place.lt(to));
    }
}
