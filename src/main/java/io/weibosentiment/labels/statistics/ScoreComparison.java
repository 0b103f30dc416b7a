package io.weibosentiment.labels.statistics;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The model's scores beside those of others on the same rows.
 *
 * @param rows how many rows have both
 * @param values each figure that is defined, by its name in JSON
 * @param intervals their bootstrap intervals
 */
public record ScoreComparison(long rows, Map<String, Double> values, Map<String, Interval> intervals)
        implements Serializable {

    /** Pearson's correlation, from −1 to 1. */
    public static final String PEARSON = "pearson";
    /** Spearman's, of ranks; equal scores share the middle of theirs. */
    public static final String SPEARMAN = "spearman";
    /** The mean of the model's score less the other. */
    public static final String MEAN_DIFFERENCE = "mean_difference";
    /** The mean of the absolute difference. */
    public static final String MEAN_ABSOLUTE_DIFFERENCE = "mean_absolute_difference";
    /** The root of the mean squared difference. */
    public static final String RMSE = "rmse";
    /** The share of rows on the same side of 0.5. */
    public static final String AGREEMENT = "agreement";
    /** Cohen's kappa (1960) of the sides of 0.5. */
    public static final String KAPPA = "kappa";

    /** The names of all figures. */
    public static final List<String> NAMES =
            List.of(PEARSON, SPEARMAN, MEAN_DIFFERENCE, MEAN_ABSOLUTE_DIFFERENCE, RMSE, AGREEMENT, KAPPA);

    public ScoreComparison {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        intervals = Collections.unmodifiableMap(new TreeMap<>(intervals));
    }

    /** The comparison of the first scores of {@code cells}, which are not empty, with the second. */
    public static ScoreComparison of(Cells cells, Bootstrap bootstrap) {
        Ranking first = cells.byFirst();
        Ranking second = cells.bySecond();
        Map<String, Double> values = values(cells, first, second, cells.masses());
        Map<String, double[]> replicates = new LinkedHashMap<>();
        values.keySet().forEach(name -> replicates.put(name, new double[bootstrap.replicates()]));
        int[] replicate = {0};
        bootstrap.each(cells, masses -> {
            Map<String, Double> drawn = values(cells, first, second, masses);
            replicates.forEach((name, all) -> all[replicate[0]] = drawn.get(name));
            replicate[0]++;
        });
        values.values().removeIf(value -> !Double.isFinite(value));
        Map<String, Interval> intervals = new TreeMap<>();
        values.forEach((name, value) -> Interval.percentileOfSample(replicates.get(name))
                .or(() -> name.equals(AGREEMENT)
                        ? Optional.of(Interval.wilson(value, cells.effectiveRows()))
                        : Optional.empty())
                .ifPresent(interval -> intervals.put(name, interval)));
        return new ScoreComparison(cells.rows(), values, intervals);
    }

    private static Map<String, Double> values(Cells cells, Ranking first, Ranking second, double[] masses) {
        double total = 0;
        double difference = 0;
        double absolute = 0;
        double squared = 0;
        double[] both = new double[4];
        for (int cell = 0; cell < masses.length; cell++) {
            double excess = cells.first(cell) - cells.second(cell);
            total += masses[cell];
            difference += masses[cell] * excess;
            absolute += masses[cell] * Math.abs(excess);
            squared += masses[cell] * excess * excess;
            both[
                            (Confusion.isPositive(cells.first(cell)) ? 2 : 0)
                                    + (Confusion.isPositive(cells.second(cell)) ? 1 : 0)] +=
                    masses[cell];
        }
        Confusion classes = new Confusion(both[3], both[1], both[2], both[0]);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(PEARSON, correlation(cells::first, cells::second, masses));
        double[] firstRanks = first.ranks(masses);
        double[] secondRanks = second.ranks(masses);
        values.put(SPEARMAN, correlation(cell -> firstRanks[cell], cell -> secondRanks[cell], masses));
        values.put(MEAN_DIFFERENCE, difference / total);
        values.put(MEAN_ABSOLUTE_DIFFERENCE, absolute / total);
        values.put(RMSE, Math.sqrt(squared / total));
        values.put(AGREEMENT, classes.accuracy());
        values.put(KAPPA, classes.kappa());
        return values;
    }

    /** A value of each cell. */
    private interface OfCell {

        double at(int cell);
    }

    /** Pearson's correlation; NaN where one of both does not vary. */
    private static double correlation(OfCell one, OfCell other, double[] masses) {
        double total = 0;
        double meanOne = 0;
        double meanOther = 0;
        for (int cell = 0; cell < masses.length; cell++) {
            total += masses[cell];
            meanOne += masses[cell] * one.at(cell);
            meanOther += masses[cell] * other.at(cell);
        }
        meanOne /= total;
        meanOther /= total;
        double product = 0;
        double squaresOne = 0;
        double squaresOther = 0;
        for (int cell = 0; cell < masses.length; cell++) {
            double fromOne = one.at(cell) - meanOne;
            double fromOther = other.at(cell) - meanOther;
            product += masses[cell] * fromOne * fromOther;
            squaresOne += masses[cell] * fromOne * fromOne;
            squaresOther += masses[cell] * fromOther * fromOther;
        }
        return product / (Math.sqrt(squaresOne) * Math.sqrt(squaresOther));
    }
}
