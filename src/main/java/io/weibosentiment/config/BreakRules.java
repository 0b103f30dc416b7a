package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

/**
 * When a run breaks the series of the runs before it, which the status of its cells says with {@code b}.
 *
 * @param volume how far its comments may leave the range of earlier runs, as a share of its ends
 * @param rejectedShare how far the share of rows that could not be used may leave the range of earlier runs
 * @param runs so many earlier runs make a range
 */
public record BreakRules(double volume, double rejectedShare, int runs) {

    public static final Key<Double> VOLUME = NotNegative.key("aggregate.status.breaks.volume");
    public static final Key<Double> REJECTED_SHARE = NotNegative.key("aggregate.status.breaks.rejected-share");
    public static final Key<Integer> RUNS =
            key("aggregate.status.breaks.runs").integer().atLeast(1, "run");

    static BreakRules of(Key.Values values) {
        return new BreakRules(values.get(VOLUME), values.get(REJECTED_SHARE), values.get(RUNS));
    }
}
