package io.weibosentiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.optimisation.convex.ConvexSolver;

class SimplexLeastSquaresTest {

    private static final int[] NO_START = {};

    /** ojAlgo's solver of general quadratic programs, with another method, finds the same minimum. */
    @ParameterizedTest
    @CsvSource({"3, 2, 1", "7, 9, 2", "12, 30, 3", "20, 8, 4", "20, 20, 5", "30, 60, 6"})
    void agrees_with_a_general_solver(int corners, int rows, long seed) {
        double[][] points = random(corners, rows, seed, -0.4);

        SimplexSolution found = SimplexLeastSquares.solve(points, NO_START);

        assertThat(found.objective()).isCloseTo(general(points), within(1e-10));
        assertThat(found.kktResidual()).isLessThan(1e-12);
        assertThat(Arrays.stream(found.weights()).min().orElseThrow()).isNotNegative();
        assertThat(sum(found.weights())).isCloseTo(1, within(1e-14));
    }

    @Test
    void a_start_changes_nothing_but_the_way() {
        double[][] points = random(15, 10, 8, -0.4);
        SimplexSolution cold = SimplexLeastSquares.solve(points, NO_START);

        for (int corner = 0; corner < points.length; corner++) {
            SimplexSolution warm = SimplexLeastSquares.solve(points, new int[] {corner});
            assertThat(warm.weights()).containsExactly(cold.weights(), within(1e-12));
        }
        assertThat(SimplexLeastSquares.solve(points, cold.support()).weights())
                .containsExactly(cold.weights(), within(1e-12));
    }

    @Test
    void many_corners_keep_a_support_no_larger_than_the_equations_and_one() {
        double[][] points = random(2000, 12, 9, -0.45);

        SimplexSolution found = SimplexLeastSquares.solve(points, NO_START);

        assertThat(found.support().length).isLessThanOrEqualTo(13);
        assertThat(found.kktResidual()).isLessThan(1e-12);
    }

    @Test
    void two_equal_corners_are_a_tie() {
        double[][] points = {{1, 0.2}, {1, 0.2}, {2, 3}};

        SimplexSolution found = SimplexLeastSquares.solve(points, NO_START);

        Identifiability certain = Identifiability.of(points, found);
        assertThat(certain.isUnique()).isFalse();
        assertThat(certain.isRankDeficient()).isTrue();
        assertThat(certain.rank()).isEqualTo(1);
        assertThat(found.objective()).isCloseTo(1.04, within(1e-12));
    }

    @Test
    void a_point_inside_of_too_many_corners_is_a_tie() {
        double[][] points = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};

        SimplexSolution found = SimplexLeastSquares.solve(points, NO_START);

        assertThat(found.objective()).isCloseTo(0, within(1e-30));
        assertThat(Identifiability.of(points, found).isUnique()).isFalse();
    }

    @Test
    void signs_can_leave_one_solution_where_the_rank_does_not() {
        double[][] points = {{1, 0}, {2, 1}, {3, -1}, {4, 2}}; // the nearest is a corner

        SimplexSolution found = SimplexLeastSquares.solve(points, NO_START);

        Identifiability certain = Identifiability.of(points, found);
        assertThat(found.weights()).containsExactly(1, 0, 0, 0);
        assertThat(certain.isRankDeficient()).isTrue();
        assertThat(certain.isUnique()).isTrue();
        assertThat(found.leastMultiplierOffSupport()).isPositive();
    }

    private static double[][] random(int corners, int rows, long seed, double shift) {
        Random random = new Random(seed);
        double[][] points = new double[corners][rows];
        for (double[] point : points) {
            for (int row = 0; row < rows; row++) {
                point[row] = random.nextDouble() + shift;
            }
        }
        return points;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** The least squared distance by ojAlgo's ConvexSolver. */
    private static double general(double[][] points) {
        int corners = points.length;
        R064Store matrix = R064Store.FACTORY.make(points[0].length, corners);
        R064Store one = R064Store.FACTORY.make(1, 1);
        R064Store ones = R064Store.FACTORY.make(1, corners);
        R064Store minus = R064Store.FACTORY.make(corners, corners);
        one.set(0, 0, 1);
        for (int corner = 0; corner < corners; corner++) {
            ones.set(0, corner, 1);
            minus.set(corner, corner, -1);
            for (int row = 0; row < points[0].length; row++) {
                matrix.set(row, corner, points[corner][row]);
            }
        }
        MatrixStore<Double> square = matrix.transpose().multiply(matrix);
        double[] weights = ConvexSolver.newBuilder()
                .objective(square.collect(R064Store.FACTORY), R064Store.FACTORY.make(corners, 1))
                .equalities(ones, one)
                .inequalities(minus, R064Store.FACTORY.make(corners, 1))
                .build()
                .solve()
                .toRawCopy1D();
        double objective = 0;
        for (int row = 0; row < points[0].length; row++) {
            double sum = 0;
            for (int corner = 0; corner < corners; corner++) {
                sum += weights[corner] * points[corner][row];
            }
            objective += sum * sum;
        }
        return objective;
    }
}
