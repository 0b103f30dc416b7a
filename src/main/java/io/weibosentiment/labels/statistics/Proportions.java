package io.weibosentiment.labels.statistics;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The figures that are proportions of rows, and their intervals by Wilson's score with effective rows, which also tell
 * how sure a share of none or all is. F1 = 2J / (1 + J) is one by J, the right rows of all that are labelled or scored so.
 */
final class Proportions {

    private static final int TRUE_NEGATIVE = 1;
    private static final int FALSE_POSITIVE = 1 << 1;
    private static final int FALSE_NEGATIVE = 1 << 2;
    private static final int TRUE_POSITIVE = 1 << 3;

    /** Of which rows a figure is a share, as bits. */
    private static final Map<Measure, Integer> BASES = new EnumMap<>(Map.of(
            Measure.ACCURACY, TRUE_NEGATIVE | FALSE_POSITIVE | FALSE_NEGATIVE | TRUE_POSITIVE,
            Measure.POSITIVE_SHARE, TRUE_NEGATIVE | FALSE_POSITIVE | FALSE_NEGATIVE | TRUE_POSITIVE,
            Measure.PRECISION_POSITIVE, FALSE_POSITIVE | TRUE_POSITIVE,
            Measure.PRECISION_NEGATIVE, FALSE_NEGATIVE | TRUE_NEGATIVE,
            Measure.RECALL_POSITIVE, FALSE_NEGATIVE | TRUE_POSITIVE,
            Measure.RECALL_NEGATIVE, FALSE_POSITIVE | TRUE_NEGATIVE,
            Measure.F1_POSITIVE, FALSE_POSITIVE | FALSE_NEGATIVE | TRUE_POSITIVE,
            Measure.F1_NEGATIVE, FALSE_POSITIVE | FALSE_NEGATIVE | TRUE_NEGATIVE));

    private final double[] sums = new double[4];
    private final double[] squares = new double[4];
    private final long rows;

    Proportions(Cells cells, Ranking scores) {
        this.rows = cells.rows();
        for (int cell = 0; cell < cells.size(); cell++) {
            int place = (cells.isPositive(cell) ? 2 : 0) + (Confusion.isPositive(scores.score(cell)) ? 1 : 0);
            sums[place] += cells.weight(cell) * cells.rows(cell);
            squares[place] += cells.weight(cell) * cells.weight(cell) * cells.rows(cell);
        }
    }

    /** The interval of {@code measure}, which has this value, by Kish's effective rows; empty if it is no proportion. */
    Optional<Interval> interval(Measure measure, double value) {
        if (!BASES.containsKey(measure)) {
            return Optional.empty();
        }
        double effectiveRows = effectiveRows(BASES.get(measure));
        if (measure == Measure.F1_POSITIVE || measure == Measure.F1_NEGATIVE) {
            Interval right = Interval.wilson(value / (2 - value), effectiveRows);
            return Optional.of(new Interval(f1(right.low()), f1(right.high())));
        }
        return Optional.of(Interval.wilson(value, effectiveRows));
    }

    /**
     * The interval of the accuracy, with the effective rows that its variance shows: p (1 − p) / Var (Korn and Graubard
     * 1998), no more than there are rows.
     *
     * @param replicates the accuracy in each replicate
     */
    Interval accuracy(double value, double[] replicates) {
        double mean = Arrays.stream(replicates).average().orElse(value);
        double variance = Arrays.stream(replicates)
                .map(replicate -> (replicate - mean) * (replicate - mean))
                .average()
                .orElse(0);
        double shown = value * (1 - value) / variance;
        boolean isKnown = Double.isFinite(shown) && shown > 0;
        double kish = effectiveRows(BASES.get(Measure.ACCURACY));
        return Interval.wilson(value, isKnown ? Math.min(shown, (double) rows) : kish);
    }

    private double effectiveRows(int base) {
        double sum = 0;
        double square = 0;
        for (int place = 0; place < sums.length; place++) {
            boolean isIn = ((base >> place) & 1) == 1;
            sum += isIn ? sums[place] : 0;
            square += isIn ? squares[place] : 0;
        }
        return sum * sum / square;
    }

    private static double f1(double right) {
        return 2 * right / (1 + right);
    }
}
