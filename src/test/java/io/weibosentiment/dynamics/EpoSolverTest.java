package io.weibosentiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Column generation against the problem with all its corners. */
class EpoSolverTest {

    private static final int AGENTS = 4 * EpoSolver.FEW;

    private final double[][] x = random(24, AGENTS);

    @ParameterizedTest
    @CsvSource({"0, 0", "0.3, 0.7", "1, 0.4", "0.95, 1", "0, 1"})
    void finds_the_minimum_of_all_corners(double d, double phi) {
        EpoProblem problem = new EpoProblem(x, 3);
        SimplexSolution whole = SimplexLeastSquares.solve(problem.corners(d, phi), new int[0]);

        SimplexSolution found = new EpoSolver(problem).solve(d, phi, new int[0]);

        assertThat(found.objective()).isCloseTo(whole.objective(), within(1e-12));
        assertThat(found.weights()).hasSize(AGENTS - 1).containsExactly(whole.weights(), within(1e-8));
        assertThat(found.kktResidual()).isLessThan(1e-12);
    }

    @Test
    void what_was_found_before_changes_nothing() {
        EpoProblem problem = new EpoProblem(x, 5);
        EpoSolver used = new EpoSolver(problem);
        SimplexSolution before = used.solve(0.2, 0.9, new int[0]);
        used.solve(0.9, 0.1, before.support());

        SimplexSolution again = used.solve(0.2, 0.9, new int[0]);

        assertThat(again.objective()).isCloseTo(before.objective(), within(1e-13));
    }

    @Test
    void prices_corners_as_they_are() {
        EpoProblem problem = new EpoProblem(x, 7);
        double[] point = new Random(3).doubles(x.length - 1).toArray();

        double[] products = problem.products(0.4, 0.6, point);

        double[] made = Arrays.stream(problem.corners(0.4, 0.6))
                .mapToDouble(corner -> Matrices.dot(corner, point))
                .toArray();
        assertThat(products).containsExactly(made, within(1e-12));
    }

    @Test
    void a_fit_of_many_agents_is_proved_by_all_corners() {
        AgentFit fit = EpoFit.of(x, 2);

        assertThat(fit.quality().kktResidual()).isLessThan(1e-6);
        assertThat(fit.quality().leastMultiplier()).isPositive();
        assertThat(Arrays.stream(fit.weights()).sum()).isCloseTo(1, within(1e-12));
    }

    private static double[][] random(int rows, int agents) {
        Random random = new Random(11);
        double[][] x = new double[rows][agents];
        for (double[] row : x) {
            Arrays.setAll(row, agent -> 0.2 + 0.6 * random.nextDouble());
        }
        return x;
    }
}
