package io.weibosentiment.labels.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.labels.statistics.Cells.Cell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Figures against those of other programs, see figures.py beside the fixture, and worked by hand. */
class GroupFiguresTest {

    private static final double NEAR = 1e-12;
    private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 7);

    private final JsonNode expected = new ObjectMapper().readTree(resource("figures.json"));
    private final List<double[]> rows = rows();

    GroupFiguresTest() throws IOException {}

    @Test
    void figures_are_those_of_scikit_learn() {
        assertFigures(GroupFigures.of(cells(row -> row[1], row -> 1), BOOTSTRAP), expected.get("unweighted"));
        assertFigures(GroupFigures.of(cells(row -> row[2], row -> 1), BOOTSTRAP), expected.get("second"));
    }

    @Test
    void figures_with_weights_are_those_of_scikit_learn() {
        GroupFigures figures = GroupFigures.of(cells(row -> row[1], row -> row[3]), BOOTSTRAP);

        assertFigures(figures, expected.get("weighted"));
        assertThat(figures.effectiveRows())
                .isCloseTo(expected.get("effective_rows").asDouble(), within(1e-9));
        assertThat(figures.reliability())
                .allSatisfy(bin -> assertThat(bin.interval().orElseThrow())
                        .satisfies(interval -> assertThat(bin.positiveShare())
                                .isBetween(interval.low() - NEAR, interval.high() + NEAR)));
    }

    @Test
    void interval_of_the_accuracy_is_wilsons() {
        Interval interval = GroupFigures.of(cells(row -> row[1], row -> 1), BOOTSTRAP)
                .intervals()
                .get(Measure.ACCURACY);

        assertThat(interval.low()).isCloseTo(expected.get("wilson").get(0).asDouble(), within(1e-9));
        assertThat(interval.high()).isCloseTo(expected.get("wilson").get(1).asDouble(), within(1e-9));
    }

    @Test
    void mcnemar_is_that_of_statsmodels() {
        PairedFigures paired = PairedFigures.of(cells(row -> row[1], row -> 1), BOOTSTRAP);

        JsonNode test = expected.get("mcnemar");
        assertThat(paired.mcnemar().onlyFirstRight())
                .isEqualTo(test.get("only_first").asLong());
        assertThat(paired.mcnemar().onlySecondRight())
                .isEqualTo(test.get("only_second").asLong());
        assertThat(paired.mcnemar().exactP()).isCloseTo(test.get("exact_p").asDouble(), within(1e-9));
        assertThat(paired.mcnemar().chiSquared())
                .isCloseTo(test.get("chi_squared").asDouble(), within(1e-9));
        assertThat(paired.mcnemar().asymptoticP())
                .isCloseTo(test.get("asymptotic_p").asDouble(), within(1e-9));
        assertThat(paired.differences().get(Measure.ROC_AUC))
                .isCloseTo(
                        expected.get("second").get("roc_auc").asDouble()
                                - expected.get("unweighted").get("roc_auc").asDouble(),
                        within(NEAR));
        assertThat(paired.intervals().get(Measure.ACCURACY))
                .satisfies(interval -> assertThat(paired.differences().get(Measure.ACCURACY))
                        .isBetween(interval.low(), interval.high()));
    }

    @Test
    void comparison_of_scores_is_that_of_scipy() {
        ScoreComparison comparison = ScoreComparison.of(cells(row -> row[1], row -> 1), BOOTSTRAP);

        assertThat(comparison.values()).containsOnlyKeys(ScoreComparison.NAMES);
        comparison
                .values()
                .forEach((name, value) -> assertThat(value)
                        .as(name)
                        .isCloseTo(expected.get("scores").get(name).asDouble(), within(NEAR)));
        assertThat(comparison.intervals()).containsOnlyKeys(ScoreComparison.NAMES);
    }

    @Test
    void one_class_only_has_no_auc() {
        GroupFigures figures = GroupFigures.of(cells(cell(0.4, true, 2), cell(0.9, true, 3)), BOOTSTRAP);

        assertThat(figures.values())
                .doesNotContainKeys(Measure.ROC_AUC, Measure.MATTHEWS, Measure.RECALL_NEGATIVE)
                .containsEntry(Measure.ACCURACY, 0.6)
                .containsEntry(Measure.F1_POSITIVE, 0.75)
                .containsEntry(Measure.F1_NEGATIVE, 0.0)
                .containsEntry(Measure.F1_MACRO, 0.375);
        assertThat(figures.intervals()).doesNotContainKey(Measure.ROC_AUC);
    }

    @Test
    void all_right_in_one_class_is_an_f1_of_one() {
        GroupFigures figures = GroupFigures.of(cells(cell(0.9, true, 3)), BOOTSTRAP);

        assertThat(figures.values()).containsEntry(Measure.F1_MACRO, 1.0).containsEntry(Measure.ACCURACY, 1.0);
    }

    @Test
    void tied_scores_win_by_half() {
        GroupFigures figures =
                GroupFigures.of(cells(cell(0.5, false, 1), cell(0.5, true, 1), cell(0.7, true, 1)), BOOTSTRAP);

        assertThat(figures.values()).containsEntry(Measure.ROC_AUC, 0.75);
    }

    @Test
    void perfect_scores_are_perfect() {
        GroupFigures figures = GroupFigures.of(cells(cell(0, false, 5), cell(1, true, 5)), BOOTSTRAP);

        assertThat(figures.values())
                .containsEntry(Measure.ACCURACY, 1.0)
                .containsEntry(Measure.ROC_AUC, 1.0)
                .containsEntry(Measure.BRIER, 0.0)
                .containsEntry(Measure.CALIBRATION_ERROR, 0.0)
                .containsEntry(Measure.KAPPA, 1.0);
    }

    @Test
    void equal_rows_counted_together_have_the_figures_of_the_rows() {
        GroupFigures together = GroupFigures.of(cells(cell(0.2, false, 3), cell(0.6, true, 2)), BOOTSTRAP);
        GroupFigures apart = GroupFigures.of(
                cells(
                        cell(0.2, false, 1),
                        cell(0.2, false, 1),
                        cell(0.2, false, 1),
                        cell(0.6, true, 1),
                        cell(0.6, true, 1)),
                BOOTSTRAP);

        assertThat(together.values()).containsOnlyKeys(apart.values().keySet());
        together.values()
                .forEach((measure, value) -> assertThat(value)
                        .as(measure.key())
                        .isCloseTo(apart.values().get(measure), within(NEAR)));
    }

    @Test
    void bootstrap_interval_has_the_width_of_the_normal_one() {
        SplittableRandom random = new SplittableRandom(3);
        List<double[]> drawn = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            drawn.add(new double[] {random.nextDouble() < 0.8 ? 1 : 0, 0.9, 0, 2});
        }
        Interval interval = GroupFigures.of(cells(drawn, row -> row[1], row -> row[3]), new Bootstrap(2000, 11))
                .intervals()
                .get(Measure.ACCURACY);

        double normal = 2 * 1.96 * Math.sqrt(0.8 * 0.2 / 2000);
        assertThat(interval.high() - interval.low()).isCloseTo(normal, within(0.1 * normal));
    }

    @Test
    void strata_of_one_row_each_vary_as_one_stratum_does() {
        Cells apart = new Cells();
        Cells together = new Cells();
        for (int i = 0; i < 8; i++) {
            apart.add(new Cell(i / 10.0, Double.NaN, i % 3 > 0, 1 + i, "stratum " + i, 1));
            together.add(new Cell(i / 10.0, Double.NaN, i % 3 > 0, 1 + i, "", 1));
        }

        assertThat(GroupFigures.of(apart, BOOTSTRAP).intervals())
                .isEqualTo(GroupFigures.of(together, BOOTSTRAP).intervals());
    }

    @Test
    void single_stratum_of_one_row_varies_with_another_one() {
        Cells cells =
                cells(new Cell(0.1, Double.NaN, false, 1, "many", 4), new Cell(0.9, Double.NaN, true, 4, "one", 1));

        Interval interval = GroupFigures.of(cells, BOOTSTRAP).intervals().get(Measure.POSITIVE_SHARE);

        assertThat(interval.high() - interval.low()).isGreaterThan(0.5);
    }

    @Test
    void drawing_by_stratum_takes_the_difference_of_strata_out_of_the_interval() {
        List<Cell> cells = List.of(
                new Cell(0.9, Double.NaN, false, 1, "hard", 95),
                new Cell(0.9, Double.NaN, true, 1, "hard", 5),
                new Cell(0.9, Double.NaN, false, 1, "easy", 5),
                new Cell(0.9, Double.NaN, true, 1, "easy", 95));
        Cells byStratum = cells(cells.toArray(Cell[]::new));
        Cells asOne = cells(cells.stream()
                .map(cell -> new Cell(cell.first(), cell.second(), cell.isPositive(), 1, "", cell.rows()))
                .toArray(Cell[]::new));

        double width = width(GroupFigures.of(byStratum, BOOTSTRAP));

        // the standard deviations are those of 5 and of 50 in 100
        assertThat(width / width(GroupFigures.of(asOne, BOOTSTRAP))).isCloseTo(0.436, within(0.08));
    }

    private static double width(GroupFigures figures) {
        Interval interval = figures.intervals().get(Measure.POSITIVE_SHARE);
        return interval.high() - interval.low();
    }

    @Test
    void the_same_seed_gives_the_same_intervals() {
        Cells cells = cells(row -> row[1], row -> 1);

        assertThat(GroupFigures.of(cells, BOOTSTRAP)).isEqualTo(GroupFigures.of(cells, BOOTSTRAP));
        assertThat(GroupFigures.of(cells, BOOTSTRAP).intervals())
                .isNotEqualTo(GroupFigures.of(cells, new Bootstrap(200, 8)).intervals());
    }

    @Test
    void alpha_and_kappa_are_those_of_krippendorff_and_scikit_learn() {
        List<Agreement.Votes> votes = new ArrayList<>();
        for (double[] row : rows) {
            int positives = 0;
            int negatives = 0;
            for (int coder = 4; coder < 7; coder++) {
                positives += row[coder] == 1 ? 1 : 0;
                negatives += row[coder] == 0 ? 1 : 0;
            }
            votes.add(new Agreement.Votes(positives, negatives, 1));
        }
        Agreement agreement = Agreement.of(votes, List.of(pair(4, 5), pair(4, 6), pair(5, 6)), BOOTSTRAP);

        assertThat(agreement.alpha().orElseThrow())
                .isCloseTo(expected.get("krippendorff_alpha").asDouble(), within(NEAR));
        assertThat(agreement.alphaInterval())
                .hasValueSatisfying(interval ->
                        assertThat(agreement.alpha().orElseThrow()).isBetween(interval.low(), interval.high()));
        for (int i = 0; i < 3; i++) {
            assertThat(agreement.pairs().get(i).kappa().orElseThrow())
                    .isCloseTo(expected.get("kappas").get(i).asDouble(), within(NEAR));
        }
    }

    @Test
    void coders_who_always_agree_have_an_alpha_of_one_and_none_where_they_know_one_class() {
        List<Agreement.Votes> both = List.of(new Agreement.Votes(2, 0, 3), new Agreement.Votes(0, 2, 4));
        List<Agreement.Votes> one = List.of(new Agreement.Votes(2, 0, 3));

        assertThat(Agreement.of(both, List.of(), BOOTSTRAP).alpha()).contains(1.0);
        assertThat(Agreement.of(one, List.of(), BOOTSTRAP).alpha()).isEmpty();
        assertThat(Agreement.of(List.of(), List.of(), BOOTSTRAP).alpha()).isEmpty();
    }

    @Test
    void mcnemar_of_models_that_err_alike_speaks_for_no_difference() {
        assertThat(McNemar.of(0, 0)).isEqualTo(new McNemar(0, 0, 1, 0, 1));
        assertThat(McNemar.of(0, 5).exactP()).isCloseTo(2 * Math.pow(0.5, 5), within(NEAR));
    }

    private Agreement.Pair pair(int one, int other) {
        long[] counts = new long[4];
        rows.stream()
                .filter(row -> !Double.isNaN(row[one]) && !Double.isNaN(row[other]))
                .forEach(row -> counts[(int) (row[one] * 2 + row[other])]++);
        return Agreement.Pair.of("a", "b", counts[3], counts[2], counts[1], counts[0]);
    }

    private static void assertFigures(GroupFigures figures, JsonNode expected) {
        assertThat(figures.values()).hasSize(Measure.values().length);
        figures.values()
                .forEach((measure, value) -> assertThat(value)
                        .as(measure.key())
                        .isCloseTo(expected.get(measure.key()).asDouble(), within(NEAR)));
    }

    private static Cell cell(double score, boolean isPositive, long rows) {
        return new Cell(score, Double.NaN, isPositive, 1, "", rows);
    }

    private static Cells cells(Cell... all) {
        Cells cells = new Cells();
        List.of(all).forEach(cells::add);
        return cells;
    }

    private Cells cells(ToDoubleFunction<double[]> score, ToDoubleFunction<double[]> weight) {
        return cells(rows, score, weight);
    }

    private static Cells cells(
            List<double[]> rows, ToDoubleFunction<double[]> score, ToDoubleFunction<double[]> weight) {
        Cells cells = new Cells();
        rows.stream()
                .sorted(Comparator.comparingDouble(score))
                .forEach(row -> cells.add(
                        new Cell(score.applyAsDouble(row), row[2], row[0] == 1, weight.applyAsDouble(row), "", 1)));
        return cells;
    }

    private static List<double[]> rows() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(resource("rows.csv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> {
                        String[] fields = line.split(",", -1);
                        double[] row = new double[fields.length];
                        for (int i = 0; i < row.length; i++) {
                            row[i] = fields[i].isEmpty() ? Double.NaN : Double.parseDouble(fields[i]);
                        }
                        return row;
                    })
                    .toList();
        }
    }

    private static InputStream resource(String name) {
        return GroupFiguresTest.class.getResourceAsStream("/io/weibosentiment/labels/evaluation/" + name);
    }
}
