package io.weibosentiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our optima held against exact ones and against the authors' solver. */
class PublishedFitsTest {

    private PublishedFits published;
    private double[][] x;

    @BeforeEach
    void read() throws IOException {
        published = PublishedFits.read();
        x = published.x();
    }

    @ParameterizedTest
    @CsvSource({
        "FRENCH_DEGROOT, 1e-12",
        "FRIEDKIN_JOHNSEN, 1e-12",
        "FRIEDKIN_JOHNSEN_LAG1, 1e-12",
        "FRIEDKIN_JOHNSEN_LAG2, 1e-12",
        "FRIEDKIN_JOHNSEN_FREE_PREJUDICE, 1e-12",
        "EPO, 1e-10"
    })
    void finds_the_exact_optimum(DynamicsModel model, double tolerance) {
        ModelFit fit = ModelFit.of(model, x);

        assertThat(fit.objective()).isCloseTo(optimum(model).path("objective").asDouble(), within(tolerance));
        for (AgentFit agent : fit.agents()) {
            assertThat(agent.quality().kktResidual()).isLessThan(model == DynamicsModel.EPO ? 1e-7 : 1e-12);
            assertThat(agent.quality().identifiability().isUnique()).isTrue();
            assertThat(Arrays.stream(agent.pull()).min().orElseThrow()).isNotNegative();
        }
    }

    @Test
    void finds_the_exact_weights_of_french_degroot() {
        double[][] exact =
                PublishedFits.matrix(optimum(DynamicsModel.FRENCH_DEGROOT).path("W"));

        for (AgentFit agent : ModelFit.of(DynamicsModel.FRENCH_DEGROOT, x).agents()) {
            assertThat(agent.weights()).containsExactly(exact[agent.agent()], within(1e-7));
            assertThat(sum(agent.weights())).isCloseTo(1, within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FRIEDKIN_JOHNSEN",
        "FRIEDKIN_JOHNSEN_LAG1",
        "FRIEDKIN_JOHNSEN_LAG2",
        "FRIEDKIN_JOHNSEN_FREE_PREJUDICE",
    })
    void finds_the_exact_weights_and_susceptibilities(DynamicsModel model) {
        double[][] exact = PublishedFits.matrix(optimum(model).path("W"));
        double[] susceptibilities = PublishedFits.vector(optimum(model).path("S"));

        for (AgentFit agent : ModelFit.of(model, x).agents()) {
            double s = susceptibilities[agent.agent()];
            assertThat(agent.susceptibility()).isCloseTo(s, within(1e-7));
            assertThat(agent.weights()).containsExactly(exact[agent.agent()], within(1e-6));
            for (int other = 0; other < x[0].length; other++) {
                assertThat(agent.pull()[other]).isCloseTo(s * exact[agent.agent()][other], within(1e-7));
            }
            assertThat(sum(agent.weights())).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void fits_a_free_prejudice_better_than_the_authors() {
        ModelFit fit = ModelFit.of(DynamicsModel.FRIEDKIN_JOHNSEN_FREE_PREJUDICE, x);

        assertThat(fit.objective()).isLessThanOrEqualTo(0.1641921853);
        assertThat(fit.objective())
                .isLessThan(published.of(fit.model()).path("printed_objective").asDouble());
        double[] exact = PublishedFits.vector(optimum(fit.model()).path("Z"));
        for (AgentFit agent : fit.agents()) {
            assertThat(agent.prejudice())
                    .isCloseTo(exact[agent.agent()], within(1e-6))
                    .isBetween(0.0, 1.0);
        }
    }

    @Test
    void finds_the_lowest_of_several_minima_of_epo() {
        JsonNode exact = optimum(DynamicsModel.EPO);

        for (AgentFit agent : ModelFit.of(DynamicsModel.EPO, x).agents()) {
            int place = agent.agent();
            AgentFit.Epo epo = agent.epo().orElseThrow();
            assertThat(epo.selfWeight()).isCloseTo(exact.path("D").get(place).asDouble(), within(1e-5));
            assertThat(epo.candour()).isCloseTo(exact.path("Phi").get(place).asDouble(), within(1e-5));
            assertThat(epo.others())
                    .containsExactly(PublishedFits.vector(exact.path("A").get(place)), within(1e-5));
            for (int row = 1; row < PublishedFits.ROWS; row++) {
                assertThat(epo.privateOpinions()[row])
                        .isCloseTo(
                                exact.path("y_2_to_10").get(row - 1).get(place).asDouble(), within(1e-5));
            }
            assertThat(epo.expressedError() + epo.privateError())
                    .isCloseTo(agent.quality().objective(), within(1e-14));
        }
    }

    /** The authors' solver allows weights a little below zero, so it can be below the optimum. */
    @ParameterizedTest
    @CsvSource({
        "FRENCH_DEGROOT, 5e-9, 2e-4, 0",
        "FRIEDKIN_JOHNSEN, 1e-8, 1.1e-3, 4e-4",
        "FRIEDKIN_JOHNSEN_LAG1, 2e-9, 3e-4, 4e-4",
        "FRIEDKIN_JOHNSEN_LAG2, 2e-8, 1e-4, 4e-4",
    })
    void is_where_the_authors_are(DynamicsModel model, double objective, double weight, double susceptibility) {
        ModelFit ours = ModelFit.of(model, x);
        ModelFit theirs = published.authors(model);

        assertThat(ours.objective()).isCloseTo(Figures.objective(theirs, x), within(objective));
        for (int agent = 0; agent < PublishedFits.AGENTS; agent++) {
            assertThat(ours.agents().get(agent).weights())
                    .containsExactly(theirs.agents().get(agent).weights(), within(weight));
            assertThat(ours.agents().get(agent).susceptibility())
                    .isCloseTo(theirs.agents().get(agent).susceptibility(), within(susceptibility));
        }
    }

    @Test
    void is_where_the_authors_are_with_epo() {
        ModelFit ours = ModelFit.of(DynamicsModel.EPO, x);
        ModelFit theirs = published.authors(DynamicsModel.EPO);

        assertThat(ours.objective()).isCloseTo(Figures.objective(theirs, x), within(2e-9));
        for (int agent = 0; agent < PublishedFits.AGENTS; agent++) {
            AgentFit.Epo own = ours.agents().get(agent).epo().orElseThrow();
            AgentFit.Epo other = theirs.agents().get(agent).epo().orElseThrow();
            assertThat(own.selfWeight()).isCloseTo(other.selfWeight(), within(4e-5));
            assertThat(own.candour()).isCloseTo(other.candour(), within(4e-5));
            assertThat(own.others()).containsExactly(other.others(), within(2e-4));
            assertThat(own.privateOpinions()).containsExactly(other.privateOpinions(), within(1e-5));
        }
    }

    @Test
    void says_how_well_the_weights_are_determined() {
        List<AgentFit> agents = ModelFit.of(DynamicsModel.FRENCH_DEGROOT, x).agents();

        Identifiability found = agents.get(0).quality().identifiability();
        assertThat(found.equations()).isEqualTo(9);
        assertThat(found.unknowns()).isEqualTo(6);
        assertThat(found.rank()).isEqualTo(6);
        assertThat(found.condition()).isCloseTo(7.159520493498, within(1e-9)); // of the rows less their means, by NumPy
        assertThat(agents.get(5).quality().leastMultiplier()).isCloseTo(1.4e-5, within(1e-6));
        assertThat(agents.get(2).quality().leastMultiplier()).isCloseTo(2.5e-4, within(1e-5));
    }

    private JsonNode optimum(DynamicsModel model) {
        return published.of(model).path("exact_optimum");
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
