package io.weibosentiment.dynamics;

import java.util.stream.IntStream;

/**
 * The part of {@link DynamicsModel#EPO} that is convex: one agent with given weights d of the own private opinion and φ
 * of the private in the expressed one. For these, private opinions y follow from the row a of A by linear least
 * squares. With them eliminated, a is the solution of a problem over the simplex, whose corners are the columns of the
 * other agents.
 *
 * <p>Let L = I − d N, where N shifts by one row, x⁺ the agent's opinions from the second row on, and u = M a. The
 * errors of private opinions are L y − (1 − d) u − d x(1) e₁, those of the expressed x⁺ − φ y − (1 − φ) u. The least
 * sum of squares over y is the squared norm of R⁻¹ (L x⁺ − φ d x(1) e₁ − ((1 − φ) L + φ (1 − d)) M a), where R R′ = L
 * L′ + φ² I. All of these have two diagonals, so a column takes time in proportion to its rows.
 */
final class EpoProblem {

    private final double[][] others;
    private final int[] all;
    private final double[] next;
    private final double first;

    /**
     * @param x opinions, a row for each time
     * @param agent the agent's place
     */
    EpoProblem(double[][] x, int agent) {
        int agents = x[0].length;
        int rows = x.length - 1;
        this.others = new double[agents - 1][rows];
        this.all = IntStream.range(0, agents - 1).toArray();
        this.next = new double[rows];
        this.first = x[0][agent];
        for (int row = 0; row < rows; row++) {
            next[row] = x[row + 1][agent];
            for (int other = 0; other < agents - 1; other++) {
                others[other][row] = x[row][other < agent ? other : other + 1];
            }
        }
    }

    /** How many others there are. */
    int size() {
        return others.length;
    }

    /** R, by its two diagonals. */
    @SuppressWarnings("ArrayRecordComponent") // numbers that are computed with
    private record Factor(double[] diagonal, double[] below) {

        static Factor of(double d, double phi, int rows) {
            double[] diagonal = new double[rows];
            double[] below = new double[rows];
            for (int row = 0; row < rows; row++) {
                double value = 1 + phi * phi + (row == 0 ? 0 : d * d);
                below[row] = row == 0 ? 0 : -d / diagonal[row - 1];
                diagonal[row] = Math.sqrt(value - below[row] * below[row]);
            }
            return new Factor(diagonal, below);
        }

        /** The z with R′ z = v. */
        double[] transposedSolution(double[] v) {
            double[] z = new double[v.length];
            for (int row = v.length - 1; row >= 0; row--) {
                double later = row + 1 < v.length ? below[row + 1] * z[row + 1] : 0;
                z[row] = (v[row] - later) / diagonal[row];
            }
            return z;
        }
    }

    /** The corners of the problem in a, less its target. */
    double[][] corners(double d, double phi) {
        return corners(d, phi, all);
    }

    /** The corners of some of the others. */
    double[][] corners(double d, double phi, int[] some) {
        int rows = next.length;
        Factor factor = Factor.of(d, phi, rows);
        double own = own(d, phi);
        double before = before(d, phi);
        double[][] corners = new double[some.length][rows];
        for (int i = 0; i < some.length; i++) {
            double[] column = others[some[i]];
            for (int row = 0; row < rows; row++) {
                double value = own * column[row] - next[row];
                value += row == 0 ? phi * d * first : before * column[row - 1] + d * next[row - 1];
                double solved = row == 0 ? 0 : factor.below()[row] * corners[i][row - 1];
                corners[i][row] = (value - solved) / factor.diagonal()[row];
            }
        }
        return corners;
    }

    private static double own(double d, double phi) {
        return 1 - phi + phi * (1 - d);
    }

    private static double before(double d, double phi) {
        return -(1 - phi) * d;
    }

    /**
     * The dot products of a point with all corners, which are not made for that: it is taken through R once, and then
     * each product is one with a column of opinions.
     */
    double[] products(double d, double phi, double[] point) {
        int rows = next.length;
        double[] solved = Factor.of(d, phi, rows).transposedSolution(point);
        double[] weights = new double[rows];
        double constant = 0;
        for (int row = 0; row < rows; row++) {
            double later = row + 1 < rows ? before(d, phi) * solved[row + 1] : 0;
            weights[row] = own(d, phi) * solved[row] + later;
            constant += solved[row] * ((row == 0 ? phi * d * first : d * next[row - 1]) - next[row]);
        }
        double[] products = new double[others.length];
        for (int other = 0; other < others.length; other++) {
            products[other] = Matrices.dot(others[other], weights) + constant;
        }
        return products;
    }

    /** u = M a: what the others say, by the agent's weights. */
    double[] heard(double[] weights) {
        double[] heard = new double[next.length];
        for (int other = 0; other < others.length; other++) {
            if (weights[other] != 0) {
                for (int row = 0; row < heard.length; row++) {
                    heard[row] += weights[other] * others[other][row];
                }
            }
        }
        return heard;
    }

    /**
     * The best y(1), …, y(T), the first of which is x(1): (φ² I + L′ L) y = φ (x⁺ − (1 − φ) u) + L′ ((1 − d) u + d x(1)
     * e₁).
     */
    double[] privateOpinions(double d, double phi, double[] heard) {
        int rows = next.length;
        double[] right = new double[rows];
        double[] stated = new double[rows];
        for (int row = 0; row < rows; row++) {
            stated[row] = (1 - d) * heard[row] + (row == 0 ? d * first : 0);
        }
        double[] diagonal = new double[rows];
        for (int row = 0; row < rows; row++) {
            double following = row + 1 < rows ? d * stated[row + 1] : 0;
            right[row] = phi * (next[row] - (1 - phi) * heard[row]) + stated[row] - following;
            diagonal[row] = phi * phi + 1 + (row + 1 < rows ? d * d : 0);
            if (row > 0) {
                double factor = -d / diagonal[row - 1];
                diagonal[row] -= factor * -d;
                right[row] -= factor * right[row - 1];
            }
        }
        double[] opinions = new double[rows + 1];
        opinions[0] = first;
        for (int row = rows - 1; row >= 0; row--) {
            double later = row + 1 < rows ? d * opinions[row + 2] : 0;
            opinions[row + 1] = (right[row] + later) / diagonal[row];
        }
        return opinions;
    }

    /** x⁺ − φ y − (1 − φ) u. */
    double[] expressedErrors(double phi, double[] heard, double[] opinions) {
        double[] errors = new double[next.length];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = next[row] - phi * opinions[row + 1] - (1 - phi) * heard[row];
        }
        return errors;
    }

    /** y(t+1) − d y(t) − (1 − d) u. */
    double[] privateErrors(double d, double[] heard, double[] opinions) {
        double[] errors = new double[next.length];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = opinions[row + 1] - d * opinions[row] - (1 - d) * heard[row];
        }
        return errors;
    }
}
