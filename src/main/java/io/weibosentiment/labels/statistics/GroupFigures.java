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
     * The figures of {@code cells}, which are not empty. The interval of the accuracy is Wilson's where rows have no
     * weights; the others are the bootstrap's.
     */
    public static GroupFigures of(Cells cells, Bootstrap bootstrap) {
        Ranking scores = cells.byFirst();
        Measures measures = new Measures(cells, scores);
        double[] masses = cells.masses();
        Map<Measure, Double> values = new EnumMap<>(measures.of(masses));
        values.values().removeIf(value -> !Double.isFinite(value));
        Map<Measure, Interval> intervals = new EnumMap<>(Measure.class);
        intervals.putAll(bootstrap.intervals(cells, measures));
        intervals.keySet().retainAll(values.keySet());
        Confusion confusion = Confusion.of(cells, scores, masses);
        if (!cells.isWeighted()) {
            long right = Math.round(confusion.truePositive() + confusion.trueNegative());
            intervals.put(Measure.ACCURACY, Interval.wilson(right, cells.rows()));
        }
        return new GroupFigures(
                cells.rows(), cells.effectiveRows(), values, intervals, confusion, ReliabilityBin.table(cells, scores));
    }
}
