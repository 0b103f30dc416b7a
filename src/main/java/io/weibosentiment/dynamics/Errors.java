package io.weibosentiment.dynamics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Predicted less known opinions, and the figures that are made of them.
 *
 * @param errors a row for each time, a column for each agent
 * @param known the opinions that were seen, in the same shape
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that are computed with
record Errors(double[][] errors, double[][] known) {

    static Errors of(double[][] predicted, double[][] known) {
        double[][] errors = new double[known.length][];
        for (int row = 0; row < known.length; row++) {
            errors[row] = Matrices.minus(predicted[row], known[row]);
        }
        return new Errors(errors, known);
    }

    /** The mean absolute error. */
    double mae() {
        double sum = 0;
        for (int agent = 0; agent < agents(); agent++) {
            sum += mae(agent);
        }
        return sum / agents();
    }

    double mae(int agent) {
        double sum = 0;
        for (double[] row : errors) {
            sum += Math.abs(row[agent]);
        }
        return sum / errors.length;
    }

    /** The mean absolute error as a percentage of what is known; infinite where an opinion is 0. */
    double mape() {
        double sum = 0;
        for (int agent = 0; agent < agents(); agent++) {
            sum += mape(agent);
        }
        return sum / agents();
    }

    double mape(int agent) {
        double sum = 0;
        for (int row = 0; row < errors.length; row++) {
            sum += Math.abs(errors[row][agent] / known[row][agent]);
        }
        return 100 * sum / errors.length;
    }

    /** The mean over the agents of their root mean squared errors: not the root of the mean over all. */
    double rmse() {
        double sum = 0;
        for (int agent = 0; agent < agents(); agent++) {
            sum += rmse(agent);
        }
        return sum / agents();
    }

    double rmse(int agent) {
        double sum = 0;
        for (double[] row : errors) {
            sum += row[agent] * row[agent];
        }
        return Math.sqrt(sum / errors.length);
    }

    /** The root mean squared error over the agents in one row. */
    double rmseOfRow(int row) {
        return Math.sqrt(Matrices.squaredNorm(errors[row]) / agents());
    }

    /**
     * The other figures of the notebooks: norms of errors and of their ratios to what is known. The norm of a matrix is
     * its largest singular value, that of a row Euclidean.
     */
    Map<String, Double> norms() {
        double[][] ratios = new double[errors.length][agents()];
        double ratiosOfRows = 0;
        double rowsOfRatios = 0;
        double squares = 0;
        for (int row = 0; row < errors.length; row++) {
            for (int agent = 0; agent < agents(); agent++) {
                ratios[row][agent] = errors[row][agent] / known[row][agent];
            }
            double squared = Matrices.squaredNorm(errors[row]);
            squares += squared;
            ratiosOfRows += Math.sqrt(squared / Matrices.squaredNorm(known[row]));
            rowsOfRatios += Math.sqrt(Matrices.squaredNorm(ratios[row]));
        }
        Map<String, Double> norms = new LinkedHashMap<>();
        norms.put("norm_of_ratios", Matrices.spectralNorm(ratios));
        norms.put("mean_norm_of_ratios_by_row", rowsOfRatios / errors.length);
        norms.put("mean_ratio_of_norms_by_row", ratiosOfRows / errors.length);
        norms.put("ratio_of_norms", Matrices.spectralNorm(errors) / Matrices.spectralNorm(known));
        norms.put("mean_absolute_ratio", mape() / 100);
        norms.put("norm", Matrices.spectralNorm(errors));
        norms.put("root_mean_squared_norm_by_row", Math.sqrt(squares / errors.length));
        return norms;
    }

    private int agents() {
        return errors[0].length;
    }
}
