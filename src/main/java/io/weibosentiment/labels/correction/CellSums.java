package io.weibosentiment.labels.correction;

import java.util.ArrayList;
import java.util.List;

/**
 * What the comments of a post in one window add up to, and its corrected mean from that. Comments come in an order of
 * their own, so that sums have the same bits whatever the partitions. What it holds grows with the labels only.
 */
final class CellSums {

    private final double[] weights = new double[Band.COUNT];
    private final double[] predictions = new double[Band.COUNT];
    private final double[] squares = new double[Band.COUNT];
    private final double[] squaresByPrediction = new double[Band.COUNT];
    private final double[] squaresByPredictions = new double[Band.COUNT];
    private final List<LabelledWeight> labelled = new ArrayList<>();
    private double sentiments;
    private long comments;

    /** A labelled comment of the cell. */
    private record LabelledWeight(double weight, double prediction, Labelled.Label label) {

        double rectified() {
            return weight * (label.value() - prediction) / label.probability();
        }

        double represents() {
            return 1 / label.probability();
        }
    }

    /**
     * A corrected mean.
     *
     * @param shift what is added to the raw mean
     * @param error its standard error; not a number where there is none
     */
    record Corrected(double shift, double error) {}

    /** Adds a comment that counts. */
    void add(double sentiment, double prediction, int band, double weight) {
        double square = weight * weight;
        comments++;
        sentiments += weight * sentiment;
        weights[band] += weight;
        predictions[band] += weight * prediction;
        squares[band] += square;
        squaresByPrediction[band] += square * prediction;
        squaresByPredictions[band] += square * prediction * prediction;
    }

    /** Adds the label of a comment that was added. */
    void label(Labelled.Label label, double prediction, double weight) {
        labelled.add(new LabelledWeight(weight, prediction, label));
    }

    /** How many comments count. */
    long comments() {
        return comments;
    }

    /** How many of them are labelled. */
    long labels() {
        return labelled.size();
    }

    private double weight() {
        return sum(weights);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** The share of each band in the weight. */
    double[] shares() {
        double[] shares = new double[Band.COUNT];
        double weight = weight();
        for (int band = 0; band < Band.COUNT; band++) {
            shares[band] = weights[band] / weight;
        }
        return shares;
    }

    /** How many comments the labels stand for. */
    double represented() {
        return labelled.stream().mapToDouble(LabelledWeight::represents).sum();
    }

    /** The share of the labelled comments in the weight. */
    double labelledWeight() {
        return labelled.stream().mapToDouble(LabelledWeight::weight).sum() / weight();
    }

    /** The part of the weighted mean of predictions that is the labelled comments'. */
    double labelledPrediction() {
        return labelled.stream()
                        .mapToDouble(label -> label.weight() * label.prediction())
                        .sum()
                / weight();
    }

    /** Σ (w / π) (label − prediction) / Σ w. */
    double rectified() {
        return labelled.stream().mapToDouble(LabelledWeight::rectified).sum() / weight();
    }

    private double predictedShift() {
        return (sum(predictions) - sentiments) / weight();
    }

    /** The correction by the cell's own labels, with comments as the units of its variance. */
    Corrected byLabels() {
        double weight = weight();
        double mean = sum(predictions) / weight + rectified();
        double represented = represented();
        double total = labelledPrediction() - mean * labelledWeight() + rectified();
        long others = comments - labels();
        double ofLabel = represented > 0 ? total / represented : 0;
        double ofOther = others > 0 ? -total / others : 0;
        double squared = 0;
        double labelledSquares = 0;
        for (LabelledWeight label : labelled) {
            double predicted = label.weight() * (label.prediction() - mean) / weight;
            double own = predicted + label.rectified() / weight - ofLabel * label.represents();
            squared += own * own;
            labelledSquares += predicted * predicted;
        }
        double otherSquares = centred(mean, weight) - labelledSquares;
        double variance = squared + Math.max(0, otherSquares - others * ofOther * ofOther);
        double units = labels();
        return new Corrected(predictedShift() + rectified(), Math.sqrt(units / (units - 1) * variance));
    }

    /** Σ w² (prediction − mean)² / (Σ w)². */
    private double centred(double mean, double weight) {
        double sum = 0;
        for (int band = 0; band < Band.COUNT; band++) {
            sum += centred(band, mean);
        }
        return Math.max(0, sum) / (weight * weight);
    }

    private double centred(int band, double mean) {
        return squaresByPredictions[band] - 2 * mean * squaresByPrediction[band] + mean * mean * squares[band];
    }

    /** The correction by {@code pools}. */
    Corrected byPools(Pools pools, String blogger) {
        double weight = weight();
        double[] shares = shares();
        double pooled = pools.mean(blogger, shares);
        double mean = sum(predictions) / weight + pooled;
        double sum = 0;
        for (int band = 0; band < Band.COUNT; band++) {
            sum += centred(band, mean - pools.mean(blogger, band));
        }
        double ownVariance = comments / (comments - 1.0) * Math.max(0, sum) / (weight * weight);
        return new Corrected(predictedShift() + pooled, Math.sqrt(ownVariance + pools.variance(blogger, shares)));
    }
}
