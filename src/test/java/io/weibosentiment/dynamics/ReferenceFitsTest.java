package io.weibosentiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits of invented opinions held against those of reference.py, which tries every support. */
class ReferenceFitsTest {

    static final Path FOLDER = Path.of("src/test/resources/io/weibosentiment/dynamics");

    private static JsonNode reference;
    private static double[][] x;

    @BeforeAll
    static void read() throws IOException {
        reference = new ObjectMapper().readTree(FOLDER.resolve("reference.json").toFile());
        x = OpinionsCsv.read(
                        new org.apache.hadoop.fs.Path(FOLDER + "/matrix.csv"), ZoneId.of("UTC"), new Configuration())
                .first(reference.path("fitted_rows").asInt());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EPO")
    void linear_models_are_at_the_optimum(DynamicsModel model) {
        JsonNode expected = reference.path("fits").path(model.text());

        ModelFit fit = ModelFit.of(model, x);

        assertThat(fit.objective()).isCloseTo(expected.path("objective").asDouble(), within(1e-12));
        assertThat(Figures.objective(fit, x)).isCloseTo(fit.objective(), within(1e-12));
        for (AgentFit agent : fit.agents()) {
            JsonNode one = expected.path("agents").get(agent.agent());
            assertThat(agent.pull()).containsExactly(PublishedFits.vector(one.path("pull")), within(1e-9));
            assertThat(agent.susceptibility())
                    .isCloseTo(one.path("susceptibility").asDouble(), within(1e-9));
            assertThat(agent.constant()).isCloseTo(one.path("constant").asDouble(), within(1e-9));
            assertThat(agent.quality().kktResidual()).isLessThan(1e-13);
        }
    }

    @Test
    void epo_is_at_the_lowest_minimum() {
        JsonNode expected = reference.path("fits").path("epo");

        ModelFit fit = ModelFit.of(DynamicsModel.EPO, x);

        assertThat(fit.objective()).isCloseTo(expected.path("objective").asDouble(), within(1e-10));
        assertThat(Figures.objective(fit, x)).isCloseTo(fit.objective(), within(1e-12));
        for (AgentFit agent : fit.agents()) {
            JsonNode one = expected.path("agents").get(agent.agent());
            AgentFit.Epo epo = agent.epo().orElseThrow();
            assertThat(epo.selfWeight()).isCloseTo(one.path("d").asDouble(), within(1e-5));
            assertThat(epo.candour()).isCloseTo(one.path("phi").asDouble(), within(1e-5));
            assertThat(epo.others()).containsExactly(PublishedFits.vector(one.path("a")), within(1e-5));
            assertThat(epo.privateOpinions()).containsExactly(PublishedFits.vector(one.path("y")), within(1e-5));
            assertThat(agent.quality().kktResidual()).isLessThan(1e-6);
        }
    }
}
