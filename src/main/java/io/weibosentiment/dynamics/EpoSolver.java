package io.weibosentiment.dynamics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Solves {@link EpoProblem} exactly at one point after the other. With many agents, making all corners takes longer than
 * anything else, and hardly any of them is ever in a support. So a problem of those that were is solved, all others are
 * priced without making them, and those that would lower the minimum are added until there is none (column generation,
 * Ford and Fulkerson 1958, Management Science 5: 97).
 */
final class EpoSolver {

    /** So many corners are made sooner than priced. */
    static final int FEW = 100;

    /** So many are added at once. */
    private static final int ENTERING = 8;

    private static final int FIRST = 32;

    private final EpoProblem problem;
    /** In ascending order. */
    private int[] active;

    EpoSolver(EpoProblem problem) {
        this.problem = problem;
        this.active = IntStream.range(0, Math.min(FIRST, problem.size())).toArray();
    }

    /**
     * The exact minimum at d and φ.
     *
     * @param near the support of a neighbouring problem that was solved here; may be empty
     */
    SimplexSolution solve(double d, double phi, int[] near) {
        if (problem.size() <= FEW) {
            return SimplexLeastSquares.solve(problem.corners(d, phi), near);
        }
        int[] start = near;
        while (true) {
            double[][] corners = problem.corners(d, phi, active);
            SimplexSolution some = SimplexLeastSquares.solve(corners, places(start));
            start = Arrays.stream(some.support()).map(place -> active[place]).toArray();
            double[] multipliers = multipliers(d, phi, corners, some);
            int[] entering = entering(multipliers, SimplexLeastSquares.tolerance(corners));
            if (entering.length == 0) {
                return expanded(some, start, multipliers);
            }
            active = IntStream.concat(Arrays.stream(active), Arrays.stream(entering))
                    .sorted()
                    .toArray();
        }
    }

    /** A solution of {@link #solve} once more, from all corners as they are, so that its residual proves it. */
    SimplexSolution proved(double d, double phi, SimplexSolution solution) {
        return problem.size() <= FEW
                ? solution
                : SimplexLeastSquares.solve(problem.corners(d, phi), solution.support());
    }

    private int[] places(int[] corners) {
        return Arrays.stream(corners)
                .map(corner -> Arrays.binarySearch(active, corner))
                .toArray();
    }

    private double[] multipliers(double d, double phi, double[][] corners, SimplexSolution some) {
        double[] nearest = new double[corners[0].length];
        for (int place : some.support()) {
            for (int row = 0; row < nearest.length; row++) {
                nearest[row] += some.weights()[place] * corners[place][row];
            }
        }
        double[] multipliers = problem.products(d, phi, nearest);
        for (int corner = 0; corner < multipliers.length; corner++) {
            multipliers[corner] = 2 * (multipliers[corner] - some.objective());
        }
        return multipliers;
    }

    /** Those that are not active and lower the minimum the most, if any does by more than rounding. */
    private int[] entering(double[] multipliers, double tolerance) {
        return IntStream.range(0, multipliers.length)
                .filter(corner -> multipliers[corner] < -2 * tolerance && Arrays.binarySearch(active, corner) < 0)
                .boxed()
                .sorted(Comparator.comparingDouble(corner -> multipliers[corner]))
                .limit(ENTERING)
                .mapToInt(corner -> corner)
                .toArray();
    }

    private SimplexSolution expanded(SimplexSolution some, int[] support, double[] multipliers) {
        double[] weights = new double[problem.size()];
        for (int i = 0; i < support.length; i++) {
            weights[support[i]] = some.weights()[some.support()[i]];
        }
        return new SimplexSolution(weights, support, some.objective(), multipliers);
    }
}
