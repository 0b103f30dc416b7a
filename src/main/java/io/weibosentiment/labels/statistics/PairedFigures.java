package io.weibosentiment.labels.statistics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two scores of the same labelled rows, compared.
 *
 * @param rows how many rows have both
 * @param differences for each figure the second score's less the first's
 * @param intervals their intervals, from replicates in which both scores are of the same rows
 * @param mcnemar the test of equal accuracy, on rows without their weights
 */
public record PairedFigures(
        long rows, Map<Measure, Double> differences, Map<Measure, Interval> intervals, McNemar mcnemar)
        implements Serializable {

    public PairedFigures {
        differences = Collections.unmodifiableMap(new TreeMap<>(differences));
        intervals = Collections.unmodifiableMap(new TreeMap<>(intervals));
    }

    /** The comparison of the second scores of {@code cells}, which are not empty, with the first. */
    public static PairedFigures of(Cells cells, Bootstrap bootstrap) {
        Measures first = new Measures(cells, cells.byFirst());
        Measures second = new Measures(cells, cells.bySecond());
        Map<Measure, Double> differences = difference(first.of(cells.masses()), second.of(cells.masses()));
        Map<Measure, double[]> replicates = new EnumMap<>(Measure.class);
        differences.keySet().stream()
                .filter(Measure::hasInterval)
                .forEach(measure -> replicates.put(measure, new double[bootstrap.replicates()]));
        int[] replicate = {0};
        bootstrap.each(cells, masses -> {
            Map<Measure, Double> drawn = difference(first.of(masses), second.of(masses));
            replicates.forEach((measure, all) -> all[replicate[0]] = drawn.getOrDefault(measure, Double.NaN));
            replicate[0]++;
        });
        Map<Measure, Interval> intervals = new EnumMap<>(Measure.class);
        replicates.forEach((measure, all) ->
                Interval.percentileOfSample(all).ifPresent(interval -> intervals.put(measure, interval)));
        return new PairedFigures(cells.rows(), differences, intervals, mcnemar(cells));
    }

    private static Map<Measure, Double> difference(Map<Measure, Double> first, Map<Measure, Double> second) {
        Map<Measure, Double> differences = new EnumMap<>(Measure.class);
        Arrays.stream(Measure.values())
                .filter(measure -> measure != Measure.POSITIVE_SHARE)
                .filter(measure -> Double.isFinite(second.get(measure) - first.get(measure)))
                .forEach(measure -> differences.put(measure, second.get(measure) - first.get(measure)));
        return differences;
    }

    private static McNemar mcnemar(Cells cells) {
        long onlyFirst = 0;
        long onlySecond = 0;
        for (int cell = 0; cell < cells.size(); cell++) {
            boolean first = Confusion.isPositive(cells.first(cell)) == cells.isPositive(cell);
            boolean second = Confusion.isPositive(cells.second(cell)) == cells.isPositive(cell);
            onlyFirst += first && !second ? cells.rows(cell) : 0;
            onlySecond += second && !first ? cells.rows(cell) : 0;
        }
        return McNemar.of(onlyFirst, onlySecond);
    }
}
