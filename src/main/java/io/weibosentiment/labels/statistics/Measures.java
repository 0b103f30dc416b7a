package io.weibosentiment.labels.statistics;

import java.util.EnumMap;
import java.util.Map;

/** The figures of labels and one score; NaN where a figure is not defined. */
final class Measures {

    private final Cells cells;
    private final Ranking scores;

    Measures(Cells cells, Ranking scores) {
        this.cells = cells;
        this.scores = scores;
    }

    /** The figures where each cell counts with its mass. */
    Map<Measure, Double> of(double[] masses) {
        Confusion confusion = Confusion.of(cells, scores, masses);
        Confusion exchanged = confusion.exchanged();
        double mean = meanScore(masses);
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        values.put(Measure.ACCURACY, confusion.accuracy());
        values.put(Measure.F1_MACRO, confusion.f1Macro());
        values.put(Measure.ROC_AUC, rocAuc(masses));
        values.put(Measure.BRIER, brier(masses));
        values.put(Measure.CALIBRATION_ERROR, ReliabilityBin.calibrationError(cells, scores, masses));
        values.put(Measure.KAPPA, confusion.kappa());
        values.put(Measure.MATTHEWS, confusion.matthews());
        values.put(Measure.PRECISION_POSITIVE, confusion.precision());
        values.put(Measure.RECALL_POSITIVE, confusion.recall());
        values.put(Measure.F1_POSITIVE, confusion.f1());
        values.put(Measure.PRECISION_NEGATIVE, exchanged.precision());
        values.put(Measure.RECALL_NEGATIVE, exchanged.recall());
        values.put(Measure.F1_NEGATIVE, exchanged.f1());
        values.put(Measure.POSITIVE_SHARE, confusion.positiveShare());
        values.put(Measure.MEAN_SCORE, mean);
        values.put(Measure.BIAS, mean - confusion.positiveShare());
        return values;
    }

    /** The probability that a positive row has a greater score than a negative one, ties by half (Mann and Whitney). */
    private double rocAuc(double[] masses) {
        double below = 0;
        double positives = 0;
        double won = 0;
        for (int place = 0; place < scores.size(); ) {
            int end = scores.endOfTie(place);
            double positive = 0;
            double negative = 0;
            for (int i = place; i < end; i++) {
                int cell = scores.cell(i);
                if (cells.isPositive(cell)) {
                    positive += masses[cell];
                } else {
                    negative += masses[cell];
                }
            }
            won += positive * (below + negative / 2);
            below += negative;
            positives += positive;
            place = end;
        }
        return won / (positives * below);
    }

    private double brier(double[] masses) {
        double sum = 0;
        double total = 0;
        for (int cell = 0; cell < masses.length; cell++) {
            double error = scores.score(cell) - (cells.isPositive(cell) ? 1 : 0);
            sum += masses[cell] * error * error;
            total += masses[cell];
        }
        return sum / total;
    }

    private double meanScore(double[] masses) {
        double sum = 0;
        double total = 0;
        for (int cell = 0; cell < masses.length; cell++) {
            sum += masses[cell] * scores.score(cell);
            total += masses[cell];
        }
        return sum / total;
    }
}
