package io.weibosentiment.labels.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SizeTableTest {

    @Test
    void half_widths_are_those_of_the_normal_interval_with_the_finite_population_correction() {
        assertThat(SizeTable.halfWidth(400, 1e15, 0.25)).isCloseTo(0.049, within(1e-4));
        assertThat(SizeTable.halfWidth(400, 800, 0.25)).isCloseTo(0.049 * Math.sqrt(0.5), within(1e-4));
        assertThat(SizeTable.halfWidth(800, 800, 0.25)).isZero();
    }

    @Test
    void numbers_of_labels_give_the_precision_that_they_are_for() {
        long labels = SizeTable.labels(0.03, 5000, 0.16);

        assertThat(SizeTable.halfWidth((double) labels, 5000, 0.16)).isLessThanOrEqualTo(0.03);
        assertThat(SizeTable.halfWidth((double) (labels - 1), 5000, 0.16)).isGreaterThan(0.03);
    }

    @Test
    void shows_no_more_labels_than_there_are_comments() {
        SizeTable table = new SizeTable(240, 0.12, 0.6, 2, 120, 40, 6);

        assertThat(table.lines())
                .anyMatch(line -> line.startsWith("     200 ") && line.contains("±0.020"))
                .noneMatch(line -> line.startsWith("     300 "));
    }
}
