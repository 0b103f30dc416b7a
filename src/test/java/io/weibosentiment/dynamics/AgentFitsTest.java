package io.weibosentiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentFitsTest {

    private static final List<DynamicsModel> MODELS = List.of(DynamicsModel.values());

    /** So many agents that Spark's tasks fit them. */
    @Test
    void many_agents_are_fitted_as_one_after_the_other() {
        double[][] x = random(10, 36);

        List<ModelFit> fits = AgentFits.of(TestSpark.session(), MODELS, x);

        assertThat(fits).extracting(ModelFit::model).containsExactlyElementsOf(MODELS);
        for (ModelFit fit : fits) {
            assertThat(fit.agents()).hasSize(36);
            for (int agent : new int[] {0, 17, 35}) {
                AgentFit alone = ModelFit.agent(fit.model(), x, agent);
                assertThat(fit.agents().get(agent).agent()).isEqualTo(agent);
                assertThat(fit.agents().get(agent).pull()).containsExactly(alone.pull());
                assertThat(fit.agents().get(agent).quality()).isEqualTo(alone.quality());
            }
        }
    }

    /** Fewer equations than weights, which is said. */
    @Test
    void more_agents_than_windows_leave_the_rank_below_the_unknowns() {
        double[][] x = random(6, 12);

        for (AgentFit agent : ModelFit.of(DynamicsModel.FRENCH_DEGROOT, x).agents()) {
            Identifiability found = agent.quality().identifiability();
            assertThat(found.isRankDeficient()).isTrue();
            assertThat(found.rank()).isEqualTo(5);
            assertThat(found.unknowns()).isEqualTo(11);
            assertThat(found.condition()).isInfinite();
        }
    }

    /** The error's share of an opinion that is 0 is no number; the other figures are there. */
    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void opinions_of_exactly_0_and_1_have_figures(DynamicsModel model) {
        double[][] x = {{0, 1, 0.5}, {0.5, 0, 1}, {1, 0.25, 0}, {0, 1, 0.75}, {0.25, 0, 0.5}, {0, 1, 0}};
        double[][] fitted = Arrays.copyOf(x, 5);

        List<Figure> figures =
                Figures.of(ModelFit.of(model, fitted), fitted, Arrays.copyOfRange(x, fitted.length, x.length));

        assertThat(figures).extracting(Figure::value).allMatch(Double::isFinite);
        assertThat(figures)
                .filteredOn(figure -> figure.agent().isEmpty())
                .extracting(Figure::measure)
                .contains("objective", "forecast_rmse", "free_run_mae")
                .filteredOn(measure -> measure.endsWith("norm_of_ratios") || measure.endsWith("mape"))
                .isEmpty();
    }

    /** Many private opinions and weights fit these exactly, and the search along them has an end. */
    @Test
    @Timeout(120)
    void private_opinions_of_an_exact_recursion_are_found() {
        double[][] x = {{0.9, 0.2, 0.4}, new double[3], new double[3], new double[3]};
        double[][] weights = {{0.5, 0.3, 0.2}, {0.1, 0.6, 0.3}, {0.25, 0.25, 0.5}};
        for (int row = 1; row < x.length; row++) {
            for (int agent = 0; agent < weights.length; agent++) {
                x[row][agent] = Matrices.dot(weights[agent], x[row - 1]);
            }
        }

        assertThat(ModelFit.of(DynamicsModel.EPO, x).objective()).isBetween(0.0, 1e-12);
        assertThat(ModelFit.of(DynamicsModel.FRENCH_DEGROOT, x).objective()).isBetween(0.0, 1e-25);
    }

    private static double[][] random(int rows, int agents) {
        Random random = new Random(5);
        double[][] x = new double[rows][agents];
        for (double[] row : x) {
            for (int agent = 0; agent < agents; agent++) {
                row[agent] = random.nextDouble();
            }
        }
        return x;
    }
}
