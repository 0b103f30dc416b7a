package io.weibosentiment.inference;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * What the tasks count while they score: for the driver in accumulators, for who watches the process in its
 * {@link ScoringTotals}. A task that Spark runs again counts again, so these are for showing progress and rates; counts
 * that must add up are taken from the tables.
 */
record ScoringAccumulators(
        LongAccumulator texts,
        LongAccumulator tokens,
        LongAccumulator unscored,
        LongAccumulator batches,
        LongAccumulator engineNanos)
        implements Serializable {

    static ScoringAccumulators register(SparkContext context) {
        return new ScoringAccumulators(
                context.longAccumulator("texts"),
                context.longAccumulator("tokens"),
                context.longAccumulator("unscored texts"),
                context.longAccumulator("batches"),
                context.longAccumulator("engine nanoseconds"));
    }

    /** A text was scored. */
    void text(int itsTokens) {
        texts.add(1);
        tokens.add(itsTokens);
        ScoringTotals.ofProcess().text(itsTokens);
    }

    /** A text could not be scored. */
    void textFailed() {
        texts.add(1);
        unscored.add(1);
        ScoringTotals.ofProcess().textFailed();
    }

    /** The engine ran a batch of {@code tokensInIt} tokens, where {@code tokensAtMost} were allowed. */
    void batch(int tokensInIt, int tokensAtMost, long nanos) {
        batches.add(1);
        engineNanos.add(nanos);
        ScoringTotals.ofProcess().batch(tokensInIt, tokensAtMost, nanos);
    }

    List<LongAccumulator> all() {
        return List.of(texts, tokens, unscored, batches, engineNanos);
    }
}
