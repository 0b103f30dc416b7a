package io.weibosentiment.labels.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How many comments are drawn from each stratum. */
public enum Allocation {
    /** As many of each as its share of all comments: every comment has nearly the same chance. */
    PROPORTIONAL,
    /**
     * By size and spread (Neyman 1934): more of the strata in which labels vary more. The spread of a label that a
     * comment with score {@code s} has is taken to be that of a calibrated model, {@code s (1 - s)}, but at least
     * {@value #LEAST_VARIANCE}: models are surer than they should be.
     */
    NEYMAN,
    /** The same number of each. */
    EQUAL;

    /** The variance of a label that is wrong once in 25 times. */
    static final double LEAST_VARIANCE = 0.04;

    private static final int HALVINGS = 200;

    /**
     * The numbers drawn from {@code strata}, in their order: never more than a stratum has, at least {@code minimum} or
     * all that it has, and {@code size} in total, or all that there are.
     *
     * @throws IllegalArgumentException if the minimum of all strata is more than {@code size}
     */
    public long[] of(List<Stratum> strata, long minimum, long size) {
        long[] most = strata.stream().mapToLong(Stratum::comments).toArray();
        long[] least =
                Arrays.stream(most).map(comments -> Math.min(comments, minimum)).toArray();
        long all = Arrays.stream(most).sum();
        long target = Math.min(size, all);
        if (Arrays.stream(least).sum() > target) {
            throw new IllegalArgumentException(
                    "at least " + Arrays.stream(least).sum() + " are needed, not " + size);
        }
        double[] measures = strata.stream().mapToDouble(this::measure).toArray();
        double factor = factor(measures, least, most, target);
        double[] wanted = IntStream.range(0, most.length)
                .mapToDouble(i -> clamped(factor * measures[i], least[i], most[i]))
                .toArray();
        return rounded(wanted, least, most, target);
    }

    private double measure(Stratum stratum) {
        return switch (this) {
            case PROPORTIONAL -> stratum.comments();
            case NEYMAN -> stratum.comments() * Math.sqrt(Math.max(stratum.variance(), LEAST_VARIANCE));
            case EQUAL -> 1;
        };
    }

    /** The factor by which the measures add up to {@code target} once they are held between their bounds. */
    private static double factor(double[] measures, long[] least, long[] most, long target) {
        double low = 0;
        double high = IntStream.range(0, most.length)
                .mapToDouble(i -> most[i] / measures[i])
                .max()
                .orElse(0);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double sum = IntStream.range(0, most.length)
                    .mapToDouble(at -> clamped(middle * measures[at], least[at], most[at]))
                    .sum();
            if (sum < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double clamped(double wanted, long least, long most) {
        return Math.max((double) least, Math.min((double) most, wanted));
    }

    /** Whole numbers near {@code wanted} with the sum {@code target}: the largest remainders are rounded up. */
    private static long[] rounded(double[] wanted, long[] least, long[] most, long target) {
        long[] numbers = new long[wanted.length];
        List<Integer> byRemainder = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            numbers[i] = Math.max(least[i], Math.min(most[i], (long) Math.floor(wanted[i])));
            byRemainder.add(i);
        }
        byRemainder.sort(Comparator.comparingDouble(i -> numbers[i] - wanted[i]));
        long rest = target - Arrays.stream(numbers).sum();
        while (rest > 0) {
            for (int i : byRemainder) {
                if (rest > 0 && numbers[i] < most[i]) {
                    numbers[i]++;
                    rest--;
                }
            }
        }
        return numbers;
    }
}
