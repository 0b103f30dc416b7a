package io.weibosentiment.inference;

import ai.djl.translate.TranslateException;
import io.weibosentiment.config.ScoringConfig;
import io.weibosentiment.model.Features;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
 * A task's texts, scored as they are asked for: it holds one look-ahead window and the results of one batch. Texts of a
 * window come in the order of their batches.
 */
final class ScoredTexts implements Iterator<Row> {

    private static final Logger LOG = LoggerFactory.getLogger(ScoredTexts.class);

    /** When so many texts of a task failed and none was scored, the engine is broken and not the texts. */
    private static final int MOST_FAILURES_WITHOUT_SUCCESS = 20;

    private final Iterator<Row> texts;
    private final LoadedModel model;
    private final TaskPredictor predictor;
    private final ScoringCounters counters;
    private final BatchPlanner planner;
    private final int lookAhead;

    private List<Text> window = List.of();
    private final Queue<List<Integer>> batches = new ArrayDeque<>();
    private final Queue<Row> ready = new ArrayDeque<>();
    private long scored;
    private long failed;

    private record Text(String key, Features features) {}

    ScoredTexts(
            Iterator<Row> texts,
            LoadedModel model,
            TaskPredictor predictor,
            ScoringConfig config,
            ScoringCounters counters) {
        this.texts = texts;
        this.model = model;
        this.predictor = predictor;
        this.counters = counters;
        this.planner = BatchPlanner.of(config);
        this.lookAhead = config.lookAhead();
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
        List<String> keys = new ArrayList<>();
        List<String> cleaned = new ArrayList<>();
        while (texts.hasNext() && keys.size() < lookAhead) {
            Row row = texts.next();
            keys.add(row.getString(0));
            cleaned.add(row.getString(1));
        }
        List<Features> features = model.featurizer().encode(cleaned);
        window = new ArrayList<>(keys.size());
        for (int index = 0; index < keys.size(); index++) {
            window.add(new Text(keys.get(index), features.get(index)));
        }
        int[] tokens = features.stream().mapToInt(Features::tokens).toArray();
        batches.addAll(planner.plan(tokens));
        return !batches.isEmpty();
    }

    /** Scores a batch; one that fails is halved until the text that cannot be scored stands alone. */
    private void score(List<Text> batch) {
        float[][] logits;
        long start = System.nanoTime();
        try {
            logits = predictor.logits(batch.stream().map(Text::features).toList());
        } catch (TranslateException | RuntimeException e) {
            retry(batch, e);
            return;
        }
        counters.engineNanos().add(System.nanoTime() - start);
        counters.batches().add(1);
        for (int index = 0; index < batch.size(); index++) {
            finish(batch.get(index), model.sentiment(logits[index]));
        }
    }

    private void retry(List<Text> batch, Exception error) {
        if (batch.size() > 1) {
            LOG.debug("a batch of {} texts failed and is halved", batch.size(), error);
            int half = batch.size() / 2;
            score(batch.subList(0, half));
            score(batch.subList(half, batch.size()));
            return;
        }
        fail(batch.get(0), "the engine failed: " + error.getMessage());
        if (scored == 0 && failed >= MOST_FAILURES_WITHOUT_SUCCESS) {
            throw new IllegalStateException(
                    "the engine failed on each of the first " + failed
                            + " texts, so it is not the texts; the cause says why",
                    error);
        }
    }

    private void finish(Text text, float sentiment) {
        if (Float.isNaN(sentiment)) {
            fail(text, "the model's output is not a number");
            return;
        }
        scored++;
        counters.tokens().add(text.features().tokens());
        add(text, Optional.of(sentiment), Optional.empty());
    }

    private void fail(Text text, String reason) {
        failed++;
        counters.unscored().add(1);
        add(text, Optional.empty(), Optional.of(reason));
    }

    private void add(Text text, Optional<Float> sentiment, Optional<String> reason) {
        counters.texts().add(1);
        ready.add(RowFactory.create(
                text.key(),
                sentiment.orElse(null),
                text.features().tokens(),
                text.features().truncated(),
                reason.orElse(null)));
    }
}
