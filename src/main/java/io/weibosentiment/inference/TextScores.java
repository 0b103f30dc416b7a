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
import java.util.Optional;
import java.util.function.Supplier;
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
    private final List<Dataset<Row>> lookUps = new ArrayList<>();
    private final List<Dataset<Row>> unscored = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private long processed;
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
        String dir = config.scoring().storeFor(config.output());
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
     * @param scoredTexts those that have a score now
     * @param unscoredTexts those that the engine could not score
     */
    public record TextCounts(
            long distinctTexts, long newTexts, long reusedTexts, long scoredTexts, long unscoredTexts) {}

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
        long distinct = run.step(LOOK_UP, texts::count);
        try (ScoringProgress progress = ScoringProgress.register(run.spark())) {
            for (int attempt = 1; ; attempt++) {
                boolean isLast = attempt == MOST_READS;
                Optional<Collected> scores = collected(texts, progress, isLast);
                if (scores.isPresent() && (isLast || scores.get().texts() == distinct)) {
                    return outcome(distinct, scores.get(), throughput(progress.done()));
                }
            }
        }
    }

    /**
     * The scores of texts, from one look-up, scoring and collection.
     *
     * @param rows as {@link Outcome#scores}
     * @param scored texts with a score
     * @param failed texts without
     */
    private record Collected(Dataset<Row> rows, long scored, long failed) {

        /** Fewer than there are if scores vanished from the store before they were collected. */
        long texts() {
            return scored + failed;
        }
    }

    /**
     * Looks up, scores and collects; empty if that has to be done again without the files of the store that turned out to
     * be damaged, or that another run's compaction took away.
     */
    private Optional<Collected> collected(Dataset<Row> texts, ScoringProgress progress, boolean isLast) {
        try {
            String name = lookUps.isEmpty() ? "missing" : "missing-" + (lookUps.size() + 1);
            Dataset<Row> missing = stage(LOOK_UP, name, () -> store.missing(texts));
            lookUps.add(missing);
            scoreInWaves(missing, progress);
            Dataset<Row> kept = stage(COLLECT, "scores", () -> store.scores(texts));
            return Optional.of(run.step(COLLECT, () -> withFailed(kept)));
        } catch (StoreChangedException e) {
            damaged.addAll(e.damaged());
            if (isLast) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Adds the texts that could not be scored, unless another run scored them meanwhile. */
    private Collected withFailed(Dataset<Row> kept) {
        Dataset<Row> scores = kept.withColumn(Columns.REASON, lit(null).cast(DataTypes.StringType));
        long failed = 0;
        for (Dataset<Row> rows : unscored) {
            Dataset<Row> without =
                    rows.join(kept.select(Columns.TEXT_KEY), new String[] {Columns.TEXT_KEY}, "left_anti");
            failed += without.count();
            scores = scores.unionByName(without);
        }
        return new Collected(scores, kept.count(), failed);
    }

    private Outcome outcome(long distinct, Collected scores, Throughput throughput) {
        long fresh = run.step(
                COLLECT,
                () -> lookUps.stream()
                        .map(missing -> missing.select(Columns.TEXT_KEY))
                        .reduce(Dataset::union)
                        .map(missing -> lookUps.size() == 1
                                ? missing.count()
                                : missing.distinct().count())
                        .orElse(0L));
        TextCounts counts = new TextCounts(distinct, fresh, distinct - fresh, scores.scored(), scores.failed());
        return new Outcome(scores.rows(), counts, throughput, damaged);
    }

    private Throughput throughput(ScoringProgress.Counts done) {
        double seconds = run.seconds(SCORE);
        return new Throughput(
                waves,
                seconds == 0 ? 0 : processed / seconds,
                seconds == 0 ? 0 : done.tokens() / seconds,
                done.batches(),
                done.engineNanos() / 1e9);
    }

    private Dataset<Row> stage(String step, String name, Supplier<Dataset<Row>> rows) {
        return store.reading(() -> run.stage(step, name, run.step(step, rows)));
    }

    private void scoreInWaves(Dataset<Row> missing, ScoringProgress progress) {
        unscored.clear(); // what an earlier attempt could not score is missing again
        TextLengths lengths = run.step(LOOK_UP, () -> model.lengths(missing));
        if (lengths.texts() == 0) {
            return;
        }
        processed += lengths.texts();
        Scorer scorer = model.scorer(run.spark(), config, progress);
        run.follow("texts scored", processed, () -> progress.soFar().texts(), () -> scoreAll(missing, lengths, scorer));
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
