package io.weibosentiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of the authors' notebooks, from their parameters and from our fits. */
class PublishedFiguresTest {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("MAE", "_mae"),
            Map.entry("MAPE", "_mape"),
            Map.entry("RMSE", "_rmse"),
            Map.entry("norm_rel_elementwise", "_norm_of_ratios"),
            Map.entry("mean_rownorm_rel_elementwise", "_mean_norm_of_ratios_by_row"),
            Map.entry("mean_rownorm_ratio", "_mean_ratio_of_norms_by_row"),
            Map.entry("spectral_ratio", "_ratio_of_norms"),
            Map.entry("mean_abs_rel", "_mean_absolute_ratio"),
            Map.entry("spectral_norm", "_norm"),
            Map.entry("rms_rownorm", "_root_mean_squared_norm_by_row"));

    private PublishedFits published;
    private double[][] x;

    @BeforeEach
    void read() throws IOException {
        published = PublishedFits.read();
        x = published.x();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FRIEDKIN_JOHNSEN_FREE_PREJUDICE")
    void follow_from_the_authors_parameters(DynamicsModel model) {
        JsonNode printed = published.of(model).path("figures").path("printed");
        ModelFit authors = published.authors(model);
        List<Figure> figures = Figures.of(authors, x, published.heldOut());
        double ofSixDigits = model == DynamicsModel.FRIEDKIN_JOHNSEN_LAG2 ? 5e-7 : 1e-12;

        assertThat(printed).hasSize(13);
        assertThat(Figures.objective(authors, x))
                .isCloseTo(printed.path("objective").asDouble(), within(ofSixDigits));
        printed.properties().forEach(figure -> {
            if (!figure.getKey().equals("objective")) {
                assertThat(value(figures, model, measure(model, figure.getKey())))
                        .as(figure.getKey())
                        .isCloseTo(figure.getValue().asDouble(), within(1e-12));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FRIEDKIN_JOHNSEN_FREE_PREJUDICE")
    void follow_from_our_fits(DynamicsModel model) {
        JsonNode printed = published.of(model).path("figures").path("printed");
        List<Figure> figures = Figures.of(ModelFit.of(model, x), x, published.heldOut());

        for (String name : List.of("MAE", "RMSE", "RMSE11", "RMSE12")) {
            assertThat(value(figures, model, measure(model, name)))
                    .as(name)
                    .isCloseTo(printed.path(name).asDouble(), within(2e-6));
        }
        assertThat(value(figures, model, measure(model, "MAPE")))
                .isCloseTo(printed.path("MAPE").asDouble(), within(1e-4));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FRIEDKIN_JOHNSEN_FREE_PREJUDICE", "EPO"})
    void the_authors_trajectories_are_what_they_compare(DynamicsModel model) {
        double[][] printed = PublishedFits.matrix(published.of(model).path("trajectory_printed"));

        double[][] predicted = new Recursion(published.authors(model)).notebook(x, 12);

        for (int row = 0; row < 12; row++) {
            assertThat(predicted[row]).containsExactly(printed[row], within(1e-12));
        }
    }

    @Test
    void the_authors_smoothed_opinions_and_forecasts_are_those_of_epo() {
        JsonNode golden = published.of(DynamicsModel.EPO);
        double[][] smoothed = PublishedFits.matrix(golden.path("XEPO_2_to_10_printed"));

        double[][] predicted = new Recursion(published.authors(DynamicsModel.EPO)).notebook(x, 12);

        for (int row = 1; row < PublishedFits.ROWS; row++) {
            assertThat(predicted[row]).containsExactly(smoothed[row - 1], within(1e-12));
        }
        assertThat(predicted[10]).containsExactly(PublishedFits.vector(golden.path("XPUBLIC1")), within(1e-12));
        assertThat(predicted[11]).containsExactly(PublishedFits.vector(golden.path("XPUBLIC2")), within(1e-12));
        assertThat(value(
                        Figures.of(published.authors(DynamicsModel.EPO), x, published.heldOut()),
                        DynamicsModel.EPO,
                        "notebook_corrected_rmse_ahead_2"))
                .isCloseTo(
                        golden.path("figures")
                                .path("RMSE12_if_public2_were_used")
                                .asDouble(),
                        within(1e-12));
    }

    /** The other program counts the rows that a run was given as predicted without an error. */
    @ParameterizedTest
    @CsvSource({
        "FRIEDKIN_JOHNSEN_LAG1, our_lag_consistent_free_run, 2",
        "FRIEDKIN_JOHNSEN_LAG2, our_lag_consistent_free_run, 3",
        "EPO, our_free_run, 1"
    })
    void a_free_run_follows_the_models_own_recursion(DynamicsModel model, String name, int given) {
        JsonNode other = published.of(model).path(name);
        List<Figure> figures = Figures.of(published.authors(model), x, published.heldOut());

        double predicted = (PublishedFits.ROWS - given) / (double) PublishedFits.ROWS;
        assertThat(value(figures, model, "free_run_mae") * predicted)
                .isCloseTo(other.path("MAE").asDouble(), within(1e-12));
        assertThat(value(figures, model, "free_run_rmse") * Math.sqrt(predicted))
                .isCloseTo(other.path("RMSE").asDouble(), within(1e-12));
        assertThat(value(figures, model, "free_run_rmse_ahead_1"))
                .isCloseTo(other.path("RMSE11").asDouble(), within(1e-12));
        assertThat(value(figures, model, "free_run_rmse_ahead_2"))
                .isCloseTo(other.path("RMSE12").asDouble(), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"FRENCH_DEGROOT", "FRIEDKIN_JOHNSEN"})
    void a_forecast_begins_with_the_last_row(DynamicsModel model) {
        List<Figure> figures = Figures.of(published.authors(model), x, published.heldOut());

        assertThat(value(figures, model, "forecast_rmse_ahead_1"))
                .isCloseTo(
                        published
                                .of(model)
                                .path("our_one_step_ahead")
                                .path("RMSE11")
                                .asDouble(),
                        within(1e-12));
    }

    @Test
    void baselines_are_those_of_the_other_program() {
        List<Figure> figures = Figures.ofBaselines(x, published.heldOut());

        assertThat(value(figures, Figures.LAST_VALUE, "forecast_rmse_ahead_1"))
                .isCloseTo(
                        published
                                .baselines()
                                .path("persistence_one_step")
                                .path("RMSE11")
                                .asDouble(),
                        within(1e-12));
        assertThat(value(figures, Figures.LAST_VALUE, "forecast_rmse_ahead_2"))
                .isCloseTo(
                        published
                                .baselines()
                                .path("persistence_X10_held_RMSE12")
                                .asDouble(),
                        within(1e-12));
        JsonNode means = published.baselines().path("mean_of_10_rows");
        Map.of(
                        "free_run_mae",
                        "MAE",
                        "free_run_rmse",
                        "RMSE",
                        "forecast_rmse_ahead_1",
                        "RMSE11",
                        "forecast_rmse_ahead_2",
                        "RMSE12")
                .forEach((measure, name) -> assertThat(value(figures, Figures.COLUMN_MEANS, measure))
                        .as(name)
                        .isCloseTo(means.path(name).asDouble(), within(1e-12)));
    }

    private static String measure(DynamicsModel model, String name) {
        return switch (name) {
            case "RMSE11" -> "notebook_rmse_ahead_1";
            case "RMSE12" -> "notebook_rmse_ahead_2";
            default -> (model == DynamicsModel.EPO ? "smoothed" : "notebook") + NAMES.get(name);
        };
    }

    private static double value(List<Figure> figures, DynamicsModel model, String measure) {
        return value(figures, model.text(), measure);
    }

    private static double value(List<Figure> figures, String model, String measure) {
        return figures.stream()
                .filter(figure -> figure.model().equals(model)
                        && figure.agent().isEmpty()
                        && figure.measure().equals(measure))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + measure + " of " + model))
                .value();
    }
}
