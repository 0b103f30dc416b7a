package io.weibosentiment.labels.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.labels.statistics.Cells.Cell;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Intervals of shares where rows have weights, and where all rows agree. */
class ProportionsTest {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(400, 5);
    private static final double NEAR = 1e-9;

    @Test
    void wilson_by_effective_rows_is_wilson_where_rows_are_equal() {
        Interval exact = Interval.wilson(7, 20);
        Interval effective = Interval.wilson(7 / 20.0, 20.0);

        assertThat(effective.low()).isCloseTo(exact.low(), within(NEAR));
        assertThat(effective.high()).isCloseTo(exact.high(), within(NEAR));
    }

    @Test
    void shares_of_all_rows_are_as_sure_as_their_effective_rows_make_them() {
        Cells cells = new Cells();
        cells.add(new Cell(0.1, Double.NaN, false, 1, "", 8));
        cells.add(new Cell(0.8, Double.NaN, true, 4, "", 2));
        cells.add(new Cell(0.9, Double.NaN, true, 2, "", 6));

        GroupFigures figures = GroupFigures.of(cells, BOOTSTRAP);

        double effective = 28.0 * 28.0 / (8 + 32 + 24);
        double ofPositives = 20.0 * 20.0 / (32 + 24);
        Interval positives = Interval.wilson(1, ofPositives);
        assertThat(figures.intervals())
                .containsEntry(Measure.ACCURACY, Interval.wilson(1, effective))
                .containsEntry(Measure.RECALL_POSITIVE, positives)
                .containsEntry(Measure.PRECISION_POSITIVE, positives)
                .doesNotContainKeys(Measure.F1_MACRO, Measure.ROC_AUC, Measure.KAPPA);
        assertThat(positives.low()).isBetween(0.6, 0.7);
        Interval f1 = figures.intervals().get(Measure.F1_POSITIVE);
        assertThat(f1.low()).isCloseTo(2 * positives.low() / (1 + positives.low()), within(NEAR));
        assertThat(f1.high()).isEqualTo(1);
    }

    @Test
    void a_share_of_none_has_an_upper_end() {
        Cells cells = new Cells();
        cells.add(new Cell(0.1, Double.NaN, true, 3, "", 10));

        GroupFigures figures = GroupFigures.of(cells, BOOTSTRAP);

        assertThat(figures.values()).containsEntry(Measure.ACCURACY, 0.0).containsEntry(Measure.F1_POSITIVE, 0.0);
        assertThat(figures.intervals().get(Measure.ACCURACY).high()).isBetween(0.27, 0.28);
        assertThat(figures.intervals().get(Measure.F1_POSITIVE).low()).isZero();
        assertThat(figures.intervals().get(Measure.F1_POSITIVE).high()).isGreaterThan(0.3);
    }

    @Test
    void intervals_of_a_weighted_accuracy_near_one_cover_it() {
        SplittableRandom random = new SplittableRandom(17);
        int covered = 0;
        int all = 300;
        for (int i = 0; i < all; i++) {
            Cells cells = new Cells();
            for (int row = 0; row < 60; row++) {
                boolean isRight = random.nextDouble() < 0.95;
                cells.add(new Cell(0.9, Double.NaN, isRight, row % 3 == 0 ? 4 : 1, "", 1));
            }
            Interval accuracy =
                    GroupFigures.of(cells, new Bootstrap(200, i)).intervals().get(Measure.ACCURACY);
            covered += accuracy.low() <= 0.95 && accuracy.high() >= 0.95 ? 1 : 0;
        }

        assertThat(covered / (double) all).isBetween(0.91, 0.99);
    }
}
