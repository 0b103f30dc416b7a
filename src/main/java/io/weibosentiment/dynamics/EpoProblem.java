package io.weibosentiment.dynamics;

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
        this.next = new double[rows];
        this.first = x[0][agent];
        for (int row = 0; row < rows; row++) {
            next[row] = x[row + 1][agent];
            for (int other = 0; other < agents - 1; other++) {
                others[other][row] = x[row][other < agent ? other : other + 1];
            }
        }
    }

    /** The corners of the problem in a, less its target. */
    double[][] corners(double d, double phi) {
        int rows = next.length;
        double[] diagonal = new double[rows];
        double[] below = new double[rows];
        for (int row = 0; row < rows; row++) {
            double value = 1 + phi * phi + (row == 0 ? 0 : d * d);
            below[row] = row == 0 ? 0 : -d / diagonal[row - 1];
            diagonal[row] = Math.sqrt(value - below[row] * below[row]);
        }
        double own = 1 - phi + phi * (1 - d);
        double before = -(1 - phi) * d;
        double[][] corners = new double[others.length][rows];
        for (int other = 0; other < others.length; other++) {
            double[] column = others[other];
            for (int row = 0; row < rows; row++) {
                double value = own * column[row] - next[row];
                value += row == 0 ? phi * d * first : before * column[row - 1] + d * next[row - 1];
                double solved = row == 0 ? 0 : below[row] * corners[other][row - 1];
                corners[other][row] = (value - solved) / diagonal[row];
            }
        }
        return corners;
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
