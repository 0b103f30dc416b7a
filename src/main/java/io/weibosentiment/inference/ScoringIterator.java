package io.weibosentiment.inference;

import ai.djl.translate.TranslateException;
import io.weibosentiment.model.featurizer.Features;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task's texts, scored as they are asked for: it holds two look-ahead windows and the results of one batch. Texts of
 * a window come in the order of their batches.
 *
 * <p>A text that cannot be scored becomes a row that says why. Whether it is the text or the engine is found by scoring
 * a text again that was scored before, or a plain one: where that fails too, the engine broke, and so does the task,
 * which Spark repeats.
 */
final class ScoringIterator implements Iterator<Row> {

    private static final Logger LOG = LoggerFactory.getLogger(ScoringIterator.class);

    /** When so many texts of a task failed and none was scored, the engine is broken and not the texts. */
    private static final int MOST_FAILURES_WITHOUT_SUCCESS = 20;

    /** What every engine can score that works. */
    static final String PLAIN = "好";

    private final TokenizedWindows windows;
    private final LoadedModel model;
    private final TaskPredictor predictor;
    private final ScoringAccumulators counters;
    private final BatchPlanner planner;
    private final Runnable stopIfKilled;

    private List<TokenizedText> window = List.of();
    private final Queue<List<Integer>> batches = new ArrayDeque<>();
    private final Queue<Row> ready = new ArrayDeque<>();
    private Optional<Features> known = Optional.empty();
    private long failed;

    /**
     * @param stopIfKilled asked before every batch; throws if the task was killed
     */
    ScoringIterator(
            TokenizedWindows windows,
            LoadedModel model,
            TaskPredictor predictor,
            BatchPlanner planner,
            ScoringAccumulators counters,
            Runnable stopIfKilled) {
        this.windows = windows;
        this.model = model;
        this.predictor = predictor;
        this.planner = planner;
        this.counters = counters;
        this.stopIfKilled = stopIfKilled;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty()) {
            if (batches.isEmpty() && !readWindow()) {
                return false;
            }
            score(batches.remove().stream().map(window::get).toList());
        }
        return true;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private boolean readWindow() {
        window = windows.next();
        batches.addAll(planner.plan(
                window.stream().mapToInt(text -> text.features().tokens()).toArray()));
        return !batches.isEmpty();
    }

    /**
     * Scores a batch. One that fails is halved until it fits, or until a single text is left that cannot be scored. The
     * size that was too large is remembered for the process, because another batch of it would fail too. A task that
     * was killed ends here: its batches are the only long work that it does.
     *
     * @return whether every text was scored
     */
    private boolean score(List<TokenizedText> batch) {
        stopIfKilled.run();
        int tokens = tokens(batch);
        if (batch.size() > 1 && model.limit().isTooLarge(batch.size(), longest(batch))) {
            return scoreHalves(batch);
        }
        float[][] logits;
        long start = System.nanoTime();
        try {
            logits =
                    predictor.logits(batch.stream().map(TokenizedText::features).toList());
        } catch (TranslateException | RuntimeException e) {
            return retry(batch, e);
        }
        counters.batch(tokens, planner.batchTokens(), System.nanoTime() - start);
        boolean whole = true;
        for (int index = 0; index < batch.size(); index++) {
            whole &= finish(batch.get(index), logits[index]);
        }
        if (!whole) {
            requireWorkingEngine();
        }
        return whole;
    }

    /** Scores a text again that was scored before; a plain one where there is none yet. */
    private void requireWorkingEngine() {
        Features features =
                known.orElseGet(() -> model.featurizer().encode(List.of(PLAIN)).get(0));
        float sentiment;
        try {
            sentiment = model.head().sentiment(predictor.logits(List.of(features))[0]);
        } catch (TranslateException | RuntimeException e) {
            throw new IllegalStateException(
                    "the engine fails on " + (known.isPresent() ? "a text that it scored before" : "a plain text too")
                            + ", so it is not the texts; the cause says why",
                    e);
        }
        if (known.isPresent() && Float.isNaN(sentiment)) {
            throw new IllegalStateException("the engine gives no number for a text that it scored before, so it is not"
                    + " the texts; the device or its memory may be damaged");
        }
    }

    private boolean scoreHalves(List<TokenizedText> batch) {
        int half = batch.size() / 2;
        boolean first = score(batch.subList(0, half));
        boolean second = score(batch.subList(half, batch.size()));
        return first && second;
    }

    private boolean retry(List<TokenizedText> batch, Exception error) {
        if (batch.size() > 1) {
            LOG.debug("a batch of {} texts, {} tokens, failed and is halved", batch.size(), tokens(batch), error);
            boolean whole = scoreHalves(batch);
            if (whole) {
                model.limit().failed(batch.size(), longest(batch), error);
            }
            return whole;
        }
        requireWorkingEngine();
        fail(batch.get(0), "the engine failed: " + error.getMessage());
        if (known.isEmpty() && failed >= MOST_FAILURES_WITHOUT_SUCCESS) {
            throw new IllegalStateException(
                    "the engine failed on each of the first " + failed
                            + " texts, so it is not the texts; the cause says why",
                    error);
        }
        return false;
    }

    private static int tokens(List<TokenizedText> batch) {
        return batch.stream().mapToInt(text -> text.features().tokens()).sum();
    }

    private static int longest(List<TokenizedText> batch) {
        return batch.stream().mapToInt(text -> text.features().tokens()).max().orElse(0);
    }

    private boolean finish(TokenizedText text, float[] outputs) {
        float sentiment = model.head().sentiment(outputs);
        if (Float.isNaN(sentiment)) {
            fail(text, "the model's output is not a number");
            return false;
        }
        known = known.or(() -> Optional.of(text.features()));
        counters.text(text.features().tokens());
        ready.add(row(text, sentiment, null, outputs));
        return true;
    }

    private void fail(TokenizedText text, String reason) {
        failed++;
        counters.textFailed();
        ready.add(row(text, null, reason, new float[0]));
    }

    /** A row of the scorer's schema; what is not known is null. */
    private Row row(TokenizedText text, Float sentiment, String reason, float[] outputs) {
        boolean truncated = text.features().truncated();
        int tokens = text.features().tokens();
        if (!model.head().keepsProbabilities()) {
            return RowFactory.create(text.key(), sentiment, tokens, truncated, reason);
        }
        Object probabilities = sentiment == null ? null : boxed(model.head().probabilities(outputs));
        return RowFactory.create(text.key(), sentiment, tokens, truncated, reason, probabilities);
    }

    /** As a row takes a list: Spark does not know arrays of primitives there. */
    private static Float[] boxed(float[] values) {
        Float[] boxed = new Float[values.length];
        Arrays.setAll(boxed, i -> values[i]);
        return boxed;
    }
}
