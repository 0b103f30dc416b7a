package io.weibosentiment.labels.statistics;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a group of labelled and scored rows.
 *
 * @param rows how many rows
 * @param effectiveRows how many rows of equal weight would tell as much
 * @param values the figures that are defined
 * @param intervals their intervals
 * @param confusion how labels and classes meet
 * @param reliability the reliability table
 */
public record GroupFigures(
        long rows,
        double effectiveRows,
        Map<Measure, Double> values,
        Map<Measure, Interval> intervals,
        Confusion confusion,
        List<ReliabilityBin> reliability)
        implements Serializable {

    public GroupFigures {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        intervals = Collections.unmodifiableMap(new TreeMap<>(intervals));
        reliability = List.copyOf(reliability);
    }

    /**
     * The figures of {@code cells}, which are not empty. The interval of the accuracy is Wilson's, and so are those of other
     * proportions that are the same in every replicate; the others are the bootstrap's.
     */
    public static GroupFigures of(Cells cells, Bootstrap bootstrap) {
        Ranking scores = cells.byFirst();
        Measures measures = new Measures(cells, scores);
        double[] masses = cells.masses();
        Map<Measure, Double> values = new EnumMap<>(measures.of(masses));
        values.values().removeIf(value -> !Double.isFinite(value));
        Map<Measure, Interval> intervals = new EnumMap<>(Measure.class);
        Proportions proportions = new Proportions(cells, scores);
        Map<Measure, double[]> replicates = bootstrap.figures(cells, measures);
        replicates.keySet().retainAll(values.keySet());
        replicates.forEach((measure, drawn) -> Interval.percentileOfSample(drawn)
                .or(() -> proportions.interval(measure, values.get(measure)))
                .ifPresent(interval -> intervals.put(measure, interval)));
        Confusion confusion = Confusion.of(cells, scores, masses);
        if (!cells.isWeighted()) {
            long right = Math.round(confusion.truePositive() + confusion.trueNegative());
            intervals.put(Measure.ACCURACY, Interval.wilson(right, cells.rows()));
        } else {
            double accuracy = values.get(Measure.ACCURACY);
            intervals.put(Measure.ACCURACY, proportions.accuracy(accuracy, replicates.get(Measure.ACCURACY)));
        }
        return new GroupFigures(
                cells.rows(), cells.effectiveRows(), values, intervals, confusion, ReliabilityBin.table(cells, scores));
    }
}
