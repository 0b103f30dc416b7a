package io.weibosentiment.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The fits of arXiv 2511.15303 with the figures of the authors' notebooks, and exact optima found by a program of its
 * own.
 */
final class PublishedFits {

    static final int AGENTS = 7;
    static final int ROWS = 10;

    private static final FitQuality UNKNOWN = new FitQuality(0, 0, 0, new Identifiability(9, 6, 6, 1, true));

    private final JsonNode golden;

    private PublishedFits(JsonNode golden) {
        this.golden = golden;
    }

    static PublishedFits read() throws IOException {
        Path file = SharedFiles.require("golden/fits/golden.json");
        return new PublishedFits(new ObjectMapper().readTree(file.toFile()));
    }

    double[][] x() {
        return matrix(golden.path("data").path("X"));
    }

    /** The two rows that were held out. */
    double[][] heldOut() {
        return new double[][] {
            vector(golden.path("data").path("X11_2023-10-16")),
            vector(golden.path("data").path("X12_2023-11-01"))
        };
    }

    JsonNode of(DynamicsModel model) {
        return golden.path("models")
                .path(
                        switch (model) {
                            case FRENCH_DEGROOT -> "FrenchDeGroot";
                            case FRIEDKIN_JOHNSEN -> "FJ";
                            case FRIEDKIN_JOHNSEN_LAG1 -> "FJLAG1";
                            case FRIEDKIN_JOHNSEN_LAG2 -> "FJLAG2";
                            case FRIEDKIN_JOHNSEN_FREE_PREJUDICE -> "FJ_free_prejudice_Z";
                            case EPO -> "EPO";
                        });
    }

    JsonNode baselines() {
        return golden.path("baselines_ours");
    }

    /** The authors' parameters as a fit. */
    ModelFit authors(DynamicsModel model) {
        JsonNode parameters = of(model).path("parameters");
        List<AgentFit> agents = new ArrayList<>();
        for (int agent = 0; agent < AGENTS; agent++) {
            agents.add(model == DynamicsModel.EPO ? epo(parameters, agent) : linear(parameters, agent));
        }
        return new ModelFit(model, agents);
    }

    private static AgentFit linear(JsonNode parameters, int agent) {
        double s = parameters.has("S") ? parameters.path("S").get(agent).asDouble() : 1;
        double[] pull = vector(parameters.path("W").get(agent));
        for (int other = 0; other < pull.length; other++) {
            pull[other] *= s;
        }
        double constant =
                parameters.has("Z") ? (1 - s) * parameters.path("Z").get(agent).asDouble() : 0;
        return new AgentFit(agent, pull, s, constant, AgentFit.Epo.NONE, UNKNOWN);
    }

    private AgentFit epo(JsonNode parameters, int agent) {
        double d = parameters.path("D").get(agent).asDouble();
        double[] opinions = new double[ROWS];
        opinions[0] = x()[0][agent];
        for (int row = 1; row < ROWS; row++) {
            opinions[row] = parameters.path("y_2_to_10").get(row - 1).get(agent).asDouble();
        }
        AgentFit.Epo epo = new AgentFit.Epo(
                d,
                parameters.path("Phi").get(agent).asDouble(),
                vector(parameters.path("A").get(agent)),
                opinions,
                0,
                0);
        return new AgentFit(agent, vector(parameters.path("W").get(agent)), 1, 0, epo, UNKNOWN);
    }

    static double[] vector(JsonNode values) {
        double[] vector = new double[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i).asDouble();
        }
        return vector;
    }

    static double[][] matrix(JsonNode rows) {
        double[][] matrix = new double[rows.size()][];
        for (int row = 0; row < matrix.length; row++) {
            matrix[row] = vector(rows.get(row));
        }
        return matrix;
    }
}
