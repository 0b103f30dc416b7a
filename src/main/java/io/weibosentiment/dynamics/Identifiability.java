package io.weibosentiment.dynamics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well a problem over the simplex determines its weights.
 *
 * @param equations how many equations there are
 * @param unknowns how many weights can vary: the corners, less one as they sum to 1
 * @param rank the rank of the corners on the plane of weights that sum to 1; below {@code unknowns}, the least squares
 *     alone have many solutions, and only the signs may leave one
 * @param condition the ratio of the largest to the least of the {@code unknowns} singular values on that plane;
 *     infinite below full rank
 * @param isUnique whether the minimum is at one point only
 */
record Identifiability(int equations, int unknowns, int rank, double condition, boolean isUnique)
        implements Serializable {

    /** Multipliers below this share of the size of the corners count as 0. */
    private static final double TIE = 1e-10;

    /** A distance below this share of the size of the corners counts as 0. */
    private static final double SAME = 1e-8;

    static Identifiability of(double[][] corners, SimplexSolution solution) {
        int unknowns = corners.length - 1;
        int equations = corners[0].length;
        double[] values = unknowns == 0 ? new double[0] : Matrices.singularValues(centred(corners));
        double largest = values.length == 0 ? 0 : values[0];
        double zero = Math.max(equations, corners.length) * Math.ulp(1.0) * largest;
        int rank = (int) Arrays.stream(values).filter(value -> value > zero).count();
        double condition =
                unknowns == 0 ? 1 : rank < unknowns ? Double.POSITIVE_INFINITY : largest / values[unknowns - 1];
        return new Identifiability(
                equations, unknowns, rank, condition, rank == unknowns || isUnique(corners, solution));
    }

    boolean isRankDeficient() {
        return rank < unknowns;
    }

    /** Each row less its mean over the corners: what is left of it on the plane of weights that sum to 0. */
    private static double[][] centred(double[][] corners) {
        int rows = corners[0].length;
        double[][] centred = new double[corners.length][rows];
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (double[] corner : corners) {
                sum += corner[row];
            }
            for (int corner = 0; corner < corners.length; corner++) {
                centred[corner][row] = corners[corner][row] - sum / corners.length;
            }
        }
        return centred;
    }

    /**
     * The minimum's point is unique, and its corners are affinely independent. Another mixture that gives it has weight
     * outside of the support, on corners whose multipliers are 0, and what they add beyond the support's affine hull
     * must cancel: so there is one if and only if the hull of these parts holds the origin, which is a problem of the
     * same kind.
     */
    private static boolean isUnique(double[][] corners, SimplexSolution solution) {
        double size = 0;
        for (double[] corner : corners) {
            size = Math.max(size, Matrices.squaredNorm(corner));
        }
        double tie = TIE * size;
        int[] tied = IntStream.range(0, corners.length)
                .filter(corner -> solution.weights()[corner] == 0 && solution.multipliers()[corner] <= tie)
                .toArray();
        if (tied.length == 0) {
            return true;
        }
        double[][] beyond = new double[tied.length][];
        for (int i = 0; i < tied.length; i++) {
            beyond[i] = beyond(corners, solution.support(), tied[i]);
        }
        return SimplexLeastSquares.solve(beyond, new int[0]).objective() > SAME * SAME * size;
    }

    /** What a corner has beyond the affine hull of the support. */
    private static double[] beyond(double[][] corners, int[] support, int corner) {
        double[] reference = corners[support[0]];
        double[] rest = Matrices.minus(corners[corner], reference);
        if (support.length == 1) {
            return rest;
        }
        double[][] directions = new double[support.length - 1][];
        for (int i = 1; i < support.length; i++) {
            directions[i - 1] = Matrices.minus(corners[support[i]], reference);
        }
        double[] share = Matrices.leastSquares(directions, rest);
        for (int i = 0; i < directions.length; i++) {
            for (int row = 0; row < rest.length; row++) {
                rest[row] -= share[i] * directions[i][row];
            }
        }
        return rest;
    }
}
