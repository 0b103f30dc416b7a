package io.weibosentiment.labels.statistics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
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

    /** Sums of weights in other orders differ by no more. */
    private static final double ROUNDING = 1e-12;

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
     * The interval of a share of rows of unequal weight: Wilson's with as many trials as there are effective rows (Kish
     * 1965; Korn and Graubard 1998, Survey Methodology 24: 193; Franco, Little, Louis and Slud 2019, Journal of Survey
     * Statistics and Methodology 7: 334), without their correction for degrees of freedom.
     *
     * @param share from 0 to 1
     * @param effectiveRows how many rows of equal weight would tell as much, above 0
     */
    public static Interval wilson(double share, double effectiveRows) {
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(ERROR_RATE / 2);
        double perRow = z * z / effectiveRows;
        double middle = (share + perRow / 2) / (1 + perRow);
        double half = Math.sqrt(perRow * (share * (1 - share) + perRow / 4)) / (1 + perRow);
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /**
     * The percentile interval of bootstrap replicates (Efron and Tibshirani 1993, chapter 13), interpolated linearly; those
     * for which the figure is not defined (NaN) are left out.
     *
     * @return empty if the figure is defined for less than half of the replicates
     */
    public static Optional<Interval> percentile(double[] replicates) {
        return ofSorted(sorted(replicates), replicates.length);
    }

    private static double[] sorted(double[] replicates) {
        return Arrays.stream(replicates).filter(Double::isFinite).sorted().toArray();
    }

    private static Optional<Interval> ofSorted(double[] sorted, int replicates) {
        if (sorted.length == 0 || sorted.length < (replicates + 1) / 2) {
            return Optional.empty();
        }
        return Optional.of(new Interval(quantile(sorted, ERROR_RATE / 2), quantile(sorted, 1 - ERROR_RATE / 2)));
    }

    /**
     * The same of a figure of a sample.
     *
     * @return empty also if the figure is the same in all replicates: what does not vary in the sample may vary outside it
     */
    static Optional<Interval> percentileOfSample(double[] replicates) {
        double[] sorted = sorted(replicates);
        boolean isSame = sorted.length == 0 || sorted[sorted.length - 1] - sorted[0] <= ROUNDING;
        return isSame ? Optional.empty() : ofSorted(sorted, replicates.length);
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
