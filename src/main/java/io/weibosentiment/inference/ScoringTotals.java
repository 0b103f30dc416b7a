package io.weibosentiment.inference;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What this process has scored since it started, for those who watch it: every attempt of a task counts, so the numbers
 * show load and not results.
 */
final class ScoringTotals {

    private static final ScoringTotals OF_PROCESS = new ScoringTotals();
    private static final double NANOS = 1e9;

    private final LongAdder texts = new LongAdder();
    private final LongAdder textsFailed = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder filled = new LongAdder();
    private final LongAdder room = new LongAdder();
    private final LongAdder engineNanos = new LongAdder();
    private final LongAdder modelsLoaded = new LongAdder();

    /** The totals of this process. */
    static ScoringTotals ofProcess() {
        return OF_PROCESS;
    }

    void text(int tokensScored) {
        texts.increment();
        tokens.add(tokensScored);
    }

    void textFailed() {
        texts.increment();
        textsFailed.increment();
    }

    void batch(int tokensInIt, int tokensAtMost, long nanos) {
        batches.increment();
        filled.add(tokensInIt);
        room.add(tokensAtMost);
        engineNanos.add(nanos);
    }

    void modelLoaded() {
        modelsLoaded.increment();
    }

    /**
     * The totals by the names under which Spark's sinks show them: {@code texts} done, {@code texts_failed} of them,
     * {@code tokens} of the texts scored, {@code batches}, {@code batch_fill} (their tokens over
     * {@code scoring.batch-tokens}; 0 before the first), {@code engine_seconds} over all threads, {@code
     * models_loaded}.
     */
    Map<String, Number> byName() {
        Map<String, Number> totals = new LinkedHashMap<>();
        totals.put("texts", texts.sum());
        totals.put("texts_failed", textsFailed.sum());
        totals.put("tokens", tokens.sum());
        totals.put("batches", batches.sum());
        totals.put("batch_fill", room.sum() == 0 ? 0.0 : (double) filled.sum() / room.sum());
        totals.put("engine_seconds", engineNanos.sum() / NANOS);
        totals.put("models_loaded", modelsLoaded.sum());
        return totals;
    }
}
