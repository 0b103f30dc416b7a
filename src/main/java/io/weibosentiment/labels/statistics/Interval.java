package io.weibosentiment.labels.statistics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * An interval with a confidence of 95 %.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) implements Serializable {

    /** One minus the confidence. */
    public static final double ERROR_RATE = 0.05;

    /**
     * The interval of a share, by Wilson's score (Wilson 1927, JASA 22: 209).
     *
     * @param successes how many of the trials
     * @param trials all, at least one
     */
    public static Interval wilson(long successes, long trials) {
        var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                Math.toIntExact(trials), Math.toIntExact(successes), ERROR_RATE);
        return new Interval(interval.getLowerBound(), interval.getUpperBound());
    }

    /**
     * The percentile interval of bootstrap replicates (Efron and Tibshirani 1993, chapter 13), interpolated linearly; those
     * for which the figure is not defined (NaN) are left out.
     *
     * @return empty if the figure is defined for less than half of the replicates
     */
    public static Optional<Interval> percentile(double[] replicates) {
        double[] sorted =
                Arrays.stream(replicates).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0 || sorted.length < (replicates.length + 1) / 2) {
            return Optional.empty();
        }
        return Optional.of(new Interval(quantile(sorted, ERROR_RATE / 2), quantile(sorted, 1 - ERROR_RATE / 2)));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
