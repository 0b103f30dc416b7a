package io.weibosentiment.inference;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * What the tasks count while they score. A task that Spark runs again counts again, so these are for showing progress
 * and rates; counts that must add up are taken from the tables.
 */
record ScoringCounters(
        LongAccumulator texts,
        LongAccumulator tokens,
        LongAccumulator unscored,
        LongAccumulator batches,
        LongAccumulator engineNanos)
        implements Serializable {

    static ScoringCounters register(SparkContext context) {
        return new ScoringCounters(
                context.longAccumulator("texts"),
                context.longAccumulator("tokens"),
                context.longAccumulator("unscored texts"),
                context.longAccumulator("batches"),
                context.longAccumulator("engine nanoseconds"));
    }

    List<LongAccumulator> all() {
        return List.of(texts, tokens, unscored, batches, engineNanos);
    }
}
