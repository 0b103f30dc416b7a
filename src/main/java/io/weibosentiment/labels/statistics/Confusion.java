package io.weibosentiment.labels.statistics;

import io.weibosentiment.Sentiment;
import java.io.Serializable;

/**
 * How labels and scores on either side of 0.5 meet; weights are sums of row weights.
 *
 * @param truePositive labelled and scored positive
 * @param falsePositive labelled negative, scored positive
 * @param falseNegative labelled positive, scored negative
 * @param trueNegative labelled and scored negative
 */
public record Confusion(double truePositive, double falsePositive, double falseNegative, double trueNegative)
        implements Serializable {

    static boolean isPositive(double score) {
        return score >= Sentiment.POSITIVE_FROM;
    }

    static Confusion of(Cells cells, Ranking scores, double[] masses) {
        double[] counts = new double[4];
        for (int cell = 0; cell < masses.length; cell++) {
            counts[(cells.isPositive(cell) ? 2 : 0) + (isPositive(scores.score(cell)) ? 1 : 0)] += masses[cell];
        }
        return new Confusion(counts[3], counts[1], counts[2], counts[0]);
    }

    /** All rows, by their weights. */
    public double total() {
        return truePositive + falsePositive + falseNegative + trueNegative;
    }

    double accuracy() {
        return (truePositive + trueNegative) / total();
    }

    double positiveShare() {
        return (truePositive + falseNegative) / total();
    }

    /** The same with the classes exchanged. */
    @SuppressWarnings("ArgumentSelectionDefectChecker") // that is what exchanges them
    Confusion exchanged() {
        return new Confusion(trueNegative, falseNegative, falsePositive, truePositive);
    }

    /** Of what is scored positive, the share labelled so; NaN where nothing is. */
    double precision() {
        return truePositive / (truePositive + falsePositive);
    }

    /** Of what is labelled positive, the share scored so; NaN where nothing is. */
    double recall() {
        return truePositive / (truePositive + falseNegative);
    }

    /** 2TP / (2TP + FP + FN); NaN where the class is neither labelled nor scored. */
    double f1() {
        return 2 * truePositive / (2 * truePositive + falsePositive + falseNegative);
    }

    /** The mean of F1 over the classes that are labelled or scored. */
    double f1Macro() {
        double positive = f1();
        double negative = exchanged().f1();
        if (Double.isNaN(positive)) {
            return negative;
        }
        return Double.isNaN(negative) ? positive : (positive + negative) / 2;
    }

    /** Cohen's kappa (1960) of labels and classes; NaN where chance alone would agree on all. */
    double kappa() {
        double labelled = positiveShare();
        double scored = (truePositive + falsePositive) / total();
        double chance = labelled * scored + (1 - labelled) * (1 - scored);
        return chance == 1 ? Double.NaN : (accuracy() - chance) / (1 - chance);
    }

    /** Matthews' correlation (1975); NaN where labels or scores know one class only. */
    double matthews() {
        double product = Math.sqrt(truePositive + falsePositive)
                * Math.sqrt(truePositive + falseNegative)
                * Math.sqrt(trueNegative + falsePositive)
                * Math.sqrt(trueNegative + falseNegative);
        return product == 0 ? Double.NaN : (truePositive * trueNegative - falsePositive * falseNegative) / product;
    }
}
