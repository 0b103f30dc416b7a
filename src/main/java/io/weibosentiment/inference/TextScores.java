package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.weibosentiment.Columns;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ScoringConfig;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.SmallSide;
import io.weibosentiment.run.StagedRows;
import io.weibosentiment.store.Fingerprint;
import io.weibosentiment.store.ScoreStore;
import io.weibosentiment.store.StoreChangedException;
import io.weibosentiment.store.StoreUse;
import io.weibosentiment.text.TextKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The scores of texts: those that the store has, and the others computed in waves. Each wave is put into the store as
 * it finishes, so that a run which dies repeats at most the wave it was in. Where the configuration names no folder for
 * a store, every text is computed and none is kept.
 */
public final class TextScores {

    private static final String LOOK_UP = "look up scores";
    private static final String SCORE = "scoring";
    private static final String KEEP = "keep scores";

    private static final int MOST_READS = 3;

    private final Run run;
    private final ScoringModel model;
    private final ScoringConfig config;
    private final Optional<ScoreStore> store;
    private final String prefix;
    private final List<StagedRows> waves = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private long processed;

    private TextScores(Run run, ScoringModel model, JobConfig config, String prefix) {
        this.run = run;
        this.model = model;
        this.config = config.scoring();
        this.store =
                config.scoring().hasStore(config.output()) ? Optional.of(store(run, model, config)) : Optional.empty();
        this.prefix = prefix;
    }

    /** The part of the store that {@code config} names which holds what {@code model} computes. */
    public static ScoreStore store(Run run, ScoringModel model, JobConfig config) {
        Fingerprint fingerprint = new Fingerprint(
                model.manifest().fingerprint(),
                model.precision(),
                model.maxTokens(),
                model.manifest().graphVersion(),
                TextKeys.of(config.scoring()).fingerprint());
        String dir = config.scoring().storeFor(config.output());
        StoreUse use = new StoreUse(
                model.config().bundle(), model.resolved().engines(), run.clock().instant());
        ScoreStore store = ScoreStore.open(run.spark(), dir, fingerprint, use);
        return model.labels().isPresent() ? store.withProbabilities() : store;
    }

    /**
     * What became of the texts.
     *
     * @param scores every text's score: text_key, sentiment, tokens, truncated, and the reason where there is none; with the
     *     probabilities of more than two labels
     * @param counts how many texts were scored
     * @param throughput how fast
     * @param damaged files of the store that were set aside
     */
    public record Outcome(Dataset<Row> scores, TextCounts counts, Throughput throughput, List<String> damaged) {

        public Outcome {
            scores = SmallSide.of(scores, counts.distinctTexts());
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
     * @param texts text_key, null where the model is not asked; cleaned_text; a text may be there many times
     */
    public static Outcome of(Run run, ScoringModel model, JobConfig config, Dataset<Row> texts) {
        return new TextScores(run, model, config, "")
                .of(texts.where(col(Columns.TEXT_KEY).isNotNull()));
    }

    /** As {@link #of(Run, ScoringModel, JobConfig, Dataset)}, for a second model of the same run. */
    public static Outcome ofSecond(Run run, ScoringModel model, JobConfig config, Dataset<Row> texts) {
        return new TextScores(run, model, config, "second-")
                .of(texts.where(col(Columns.TEXT_KEY).isNotNull()));
    }

    /**
     * Each of {@code texts} once: text_key, cleaned_text. By both, as Spark would sort all texts to take a key's first.
     */
    public static Dataset<Row> distinct(Dataset<Row> texts) {
        return texts.where(col(Columns.TEXT_KEY).isNotNull())
                .select(Columns.TEXT_KEY, Columns.CLEANED_TEXT)
                .distinct();
    }

    private Outcome of(Dataset<Row> texts) {
        return store.map(kept -> of(texts, kept)).orElseGet(() -> ofAll(texts));
    }

    /** The scores of {@code texts}, none of which is kept. */
    private Outcome ofAll(Dataset<Row> texts) {
        StagedRows all =
                run.staged(LOOK_UP, prefix + "missing", distinct(texts).sortWithinPartitions(Columns.TEXT_KEY));
        if (all.count() == 0) {
            TextCounts none = new TextCounts(0, 0, 0, 0, 0);
            return new Outcome(model.noScores(run.spark()), none, throughput(ScoringProgress.Counts.NONE), damaged);
        }
        try (ScoringProgress progress = ScoringProgress.register(run.spark())) {
            StagedRows made = StagedRows.all(scoredInWaves(all.rows(), progress));
            long scored = made.with(Columns.SENTIMENT);
            TextCounts counts = new TextCounts(all.count(), all.count(), 0, scored, made.count() - scored);
            return new Outcome(made.rows(), counts, throughput(progress.done()), damaged);
        }
    }

    private Outcome of(Dataset<Row> texts, ScoreStore kept) {
        StagedRows lookedUp =
                lookedUp("looked-up", texts.select(Columns.TEXT_KEY).distinct(), kept);
        long distinct = lookedUp.count();
        long reused = lookedUp.with(Columns.SENTIMENT);
        if (reused == distinct) {
            TextCounts counts = new TextCounts(distinct, 0, reused, reused, 0);
            return new Outcome(withoutReason(lookedUp), counts, throughput(ScoringProgress.Counts.NONE), damaged);
        }
        try (ScoringProgress progress = ScoringProgress.register(run.spark())) {
            StagedRows missing = missing(texts, lookedUp);
            StagedRows made = StagedRows.all(scoredInWaves(missing.rows(), progress));
            run.step(KEEP, () -> compact(kept));
            long scored = reused + made.with(Columns.SENTIMENT);
            long failed = made.count() - made.with(Columns.SENTIMENT);
            Dataset<Row> scores = withoutReason(lookedUp).where(isKnown()).unionByName(made.rows());
            if (failed > 0) {
                Dataset<Row> keys = made.rows().where(not(isKnown())).select(Columns.TEXT_KEY);
                StagedRows meanwhile = lookedUp("looked-up-again", keys, kept);
                long found = meanwhile.with(Columns.SENTIMENT);
                scored += found;
                failed -= found;
                scores = found == 0
                        ? scores
                        : exchanged(scores, withoutReason(meanwhile).where(isKnown()));
            }
            TextCounts counts = new TextCounts(distinct, missing.count(), reused, scored, failed);
            return new Outcome(scores, counts, throughput(progress.done()), damaged);
        }
    }

    private static Dataset<Row> withoutReason(StagedRows scores) {
        return scores.rows().withColumn(Columns.REASON, lit(null).cast(DataTypes.StringType));
    }

    /** {@code scores}, but of some texts those that another run has made meanwhile. */
    private static Dataset<Row> exchanged(Dataset<Row> scores, Dataset<Row> others) {
        return scores.join(others, textKey(), "left_anti").unionByName(others);
    }

    private static Column isKnown() {
        return col(Columns.SENTIMENT).isNotNull();
    }

    /**
     * Stages what the store has of the texts with these keys: text_key, and sentiment, tokens and truncated, null where
     * it has no score. Reads again where files of the store turn out to be damaged, or another run's compaction took
     * them away.
     */
    private StagedRows lookedUp(String name, Dataset<Row> keys, ScoreStore kept) {
        Dataset<Row> asked = kept.isLarge() ? run.cached(keys) : keys;
        for (int attempt = 1; ; attempt++) {
            try {
                return kept.reading(() -> run.staged(
                        LOOK_UP,
                        prefix + name,
                        run.step(LOOK_UP, () -> asked.join(kept.scores(asked), textKey(), "left"))));
            } catch (StoreChangedException e) {
                damaged.addAll(e.damaged());
                if (attempt == MOST_READS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Stages the texts without a score, each file in the order of their keys: a wave, which takes a range of keys,
     * reads little else.
     */
    private StagedRows missing(Dataset<Row> texts, StagedRows lookedUp) {
        boolean isAny = lookedUp.with(Columns.SENTIMENT) > 0;
        Dataset<Row> keys = lookedUp.rows().where(not(isKnown())).select(Columns.TEXT_KEY);
        long count = lookedUp.count() - lookedUp.with(Columns.SENTIMENT);
        Dataset<Row> missing = isAny ? texts.join(SmallSide.of(keys, count), textKey(), "left_semi") : texts;
        return run.staged(LOOK_UP, prefix + "missing", distinct(missing).sortWithinPartitions(Columns.TEXT_KEY));
    }

    private static String[] textKey() {
        return new String[] {Columns.TEXT_KEY};
    }

    /** Merges the store's small waves; what reading finds damaged then, the runs to come will miss. */
    private void compact(ScoreStore kept) {
        for (int attempt = 1; ; attempt++) {
            try {
                kept.compact(run.id() + "-merged");
                return;
            } catch (StoreChangedException e) {
                damaged.addAll(e.damaged());
                if (attempt == MOST_READS) {
                    throw e;
                }
            }
        }
    }

    private Throughput throughput(ScoringProgress.Counts done) {
        double seconds = run.seconds(SCORE);
        return new Throughput(
                waves.size(),
                seconds == 0 ? 0 : processed / seconds,
                seconds == 0 ? 0 : done.tokens() / seconds,
                done.batches(),
                done.engineNanos() / 1e9);
    }

    private List<StagedRows> scoredInWaves(Dataset<Row> missing, ScoringProgress progress) {
        TextLengths lengths = run.step(LOOK_UP, () -> model.lengths(missing));
        processed = lengths.texts();
        Scorer scorer = model.scorer(run.spark(), config, progress);
        run.follow("texts scored", processed, () -> progress.soFar().texts(), () -> scoreAll(missing, lengths, scorer));
        return waves;
    }

    private void scoreAll(Dataset<Row> missing, TextLengths lengths, Scorer scorer) {
        WavePlan plan = new WavePlan(lengths, run.spark().sparkContext().defaultParallelism(), config);
        while (plan.done() < 1) {
            double end = plan.end();
            Dataset<Row> texts = missing.where(KeyRange.between(plan.done(), end));
            TextLengths share = lengths.share(end - plan.done());
            long start = System.nanoTime();
            int wave = waves.size() + 1;
            run.finishing("wave " + wave, () -> waves.add(scored(wave, texts, share, scorer)));
            plan.took(end, (System.nanoTime() - start) / 1e9);
        }
    }

    private StagedRows scored(int wave, Dataset<Row> texts, TextLengths lengths, Scorer scorer) {
        StagedRows scored = run.staged(SCORE, prefix + "wave-" + wave, scorer.score(texts, lengths));
        store.ifPresent(kept ->
                run.step(KEEP, () -> kept.append(run.id() + "-" + wave, scored.rows(), scored.count())));
        return scored;
    }
}
