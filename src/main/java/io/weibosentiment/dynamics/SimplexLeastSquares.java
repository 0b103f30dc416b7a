package io.weibosentiment.dynamics;

import java.util.Arrays;

/**
 * Least squares over the unit simplex: the point of a polytope that is nearest to a target, by the active-set method of
 * Wolfe (1976), <i>Finding the nearest point in a polytope</i>, Mathematical Programming 11, 128–149. The support grows
 * and shrinks by single corners, whose weights are the exact solution on it (by QR, nothing is squared), until every
 * corner outside has a multiplier that is not negative. The support never has more corners than there are equations,
 * and one: so the time of a problem grows with corners times equations, not with the cube of the corners.
 */
final class SimplexLeastSquares {

    /** How far a multiplier may be below zero, as a share of the size of what it is the difference of. */
    private static final double TOLERANCE = 32 * Math.ulp(1.0);

    /** Steps beyond this many times the corners would be a cycle; none was seen to take three. */
    private static final int MOST_STEPS_PER_CORNER = 50;

    private final double[][] corners;
    private final double tolerance;

    private int[] support;
    private double[] weights;
    private double[] nearest;
    private double[] multipliers;

    private SimplexLeastSquares(double[][] corners) {
        this.corners = corners;
        this.tolerance = tolerance(corners);
        this.multipliers = new double[corners.length];
    }

    /**
     * The convex combination of corners that is nearest to the origin; a target is subtracted from the corners first.
     *
     * @param corners at least one, of equal length, finite
     * @param start corners that are likely to be in the support, such as that of a neighbouring problem; may be empty
     */
    static SimplexSolution solve(double[][] corners, int[] start) {
        SimplexLeastSquares problem = new SimplexLeastSquares(corners);
        if (!problem.canStartAt(start)) {
            problem.startAt(problem.shortest());
        }
        problem.minimize();
        return problem.solution();
    }

    /** How far below zero a multiplier of these corners may be by rounding. */
    static double tolerance(double[][] corners) {
        double largest = 0;
        for (double[] corner : corners) {
            largest = Math.max(largest, Matrices.squaredNorm(corner));
        }
        return TOLERANCE * largest;
    }

    /** Takes the given support where its exact weights are positive and its corners are affinely independent. */
    private boolean canStartAt(int[] start) {
        if (start.length == 0 || start.length > corners[0].length + 1) {
            return false;
        }
        double[] exact = affineMinimizer(start);
        for (double weight : exact) {
            if (!(weight > 0 && weight <= 1)) {
                return false;
            }
        }
        take(start.clone(), exact);
        return true;
    }

    private void startAt(int corner) {
        take(new int[] {corner}, new double[] {1});
    }

    private int shortest() {
        int shortest = 0;
        for (int corner = 1; corner < corners.length; corner++) {
            if (Matrices.squaredNorm(corners[corner]) < Matrices.squaredNorm(corners[shortest])) {
                shortest = corner;
            }
        }
        return shortest;
    }

    private void minimize() {
        long most = (long) MOST_STEPS_PER_CORNER * (corners.length + 1);
        for (long step = 0; step < most; step++) {
            int entering = mostNegative();
            if (multipliers[entering] >= -tolerance) {
                return;
            }
            int[] before = support;
            double[] weightsBefore = weights;
            double squaredBefore = Matrices.squaredNorm(nearest);
            int[] larger = Arrays.copyOf(support, support.length + 1);
            larger[support.length] = entering;
            descend(larger, Arrays.copyOf(weights, weights.length + 1));
            if (Matrices.squaredNorm(nearest) >= squaredBefore) { // no more digits; the residual says how good it is
                take(before, weightsBefore);
                mostNegative();
                return;
            }
        }
    }

    /** Moves from feasible weights on a support to the exact minimum of a support that lies within it. */
    private void descend(int[] larger, double[] from) {
        int[] corner = larger;
        double[] current = from;
        while (true) {
            double[] exact = affineMinimizer(corner);
            double step = 1;
            for (int i = 0; i < exact.length; i++) {
                if (exact[i] <= 0) {
                    step = Math.min(step, current[i] / (current[i] - exact[i]));
                }
            }
            if (allPositive(exact)) {
                take(corner, exact);
                return;
            }
            if (!allFinite(exact)) { // the corner that entered is in the hull of the others but for the last digits
                return;
            }
            int kept = 0;
            int[] smaller = new int[corner.length];
            double[] moved = new double[corner.length];
            for (int i = 0; i < corner.length; i++) {
                double weight = current[i] + step * (exact[i] - current[i]);
                boolean leaves = exact[i] <= 0 && current[i] / (current[i] - exact[i]) <= step;
                if (!leaves) {
                    smaller[kept] = corner[i];
                    moved[kept++] = Math.max(weight, 0);
                }
            }
            if (kept == corner.length) { // a weight of 0 that stays 0: there is nowhere to go
                return;
            }
            corner = Arrays.copyOf(smaller, kept);
            current = Arrays.copyOf(moved, kept);
        }
    }

    private static boolean allFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    private static boolean allPositive(double[] values) {
        for (double value : values) {
            if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
                return false;
            }
        }
        return true;
    }

    /** The weights, which sum to 1 and may be negative, of the point nearest to the origin in the affine hull. */
    private double[] affineMinimizer(int[] hull) {
        if (hull.length == 1) {
            return new double[] {1};
        }
        double[] reference = corners[hull[0]];
        double[][] directions = new double[hull.length - 1][];
        for (int i = 1; i < hull.length; i++) {
            directions[i - 1] = Matrices.minus(corners[hull[i]], reference);
        }
        double[] opposite = new double[reference.length];
        for (int i = 0; i < opposite.length; i++) {
            opposite[i] = -reference[i];
        }
        double[] others = Matrices.leastSquares(directions, opposite);
        double[] exact = new double[hull.length];
        exact[0] = 1;
        for (int i = 1; i < hull.length; i++) {
            exact[i] = others[i - 1];
            exact[0] -= others[i - 1];
        }
        return exact;
    }

    private void take(int[] corner, double[] exact) {
        support = corner;
        weights = exact;
        nearest = new double[corners[0].length];
        for (int i = 0; i < support.length; i++) {
            for (int row = 0; row < nearest.length; row++) {
                nearest[row] += weights[i] * corners[support[i]][row];
            }
        }
    }

    /** Sets every multiplier, and gives the corner with the least. */
    private int mostNegative() {
        double squared = Matrices.squaredNorm(nearest);
        int least = 0;
        for (int corner = 0; corner < corners.length; corner++) {
            multipliers[corner] = Matrices.dot(corners[corner], nearest) - squared;
            if (multipliers[corner] < multipliers[least]) {
                least = corner;
            }
        }
        return least;
    }

    private SimplexSolution solution() {
        double[] all = new double[corners.length];
        for (int i = 0; i < support.length; i++) {
            all[support[i]] = weights[i];
        }
        for (int corner = 0; corner < multipliers.length; corner++) {
            multipliers[corner] *= 2; // the objective is the squared norm
        }
        return new SimplexSolution(all, support, Matrices.squaredNorm(nearest), multipliers);
    }
}
