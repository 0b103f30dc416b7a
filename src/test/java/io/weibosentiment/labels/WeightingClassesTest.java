package io.weibosentiment.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightingClassesTest {

    private final WeightingClasses classes = new WeightingClasses();

    @Test
    void labelled_comments_stand_for_the_others_of_their_stratum() {
        classes.add("a", 10, 10, 40);
        classes.add("b", 10, 4, 80);

        assertThat(classes.factors()).isEqualTo(Map.of("a", 1.0, "b", 2.5));
        assertThat(classes.drawn()).isEqualTo(20);
        assertThat(classes.labelled()).isEqualTo(14);
    }

    @Test
    void a_stratum_without_labels_leaves_the_others_their_shares_and_the_sum_what_was_drawn_from() {
        classes.add("all", 100, 100, 100);
        classes.add("few", 100, 10, 100);
        classes.add("none", 2, 0, 40);

        Map<String, Double> factors = classes.factors();
        double represented = 100 * factors.get("all") + 10 * factors.get("few");

        assertThat(factors).containsOnlyKeys("all", "few");
        assertThat(factors.get("few") / factors.get("all")).isCloseTo(10, within(1e-12));
        assertThat(represented).isCloseTo(240, within(1e-9));
    }

    @Test
    void nothing_drawn_has_no_factors() {
        assertThat(classes.factors()).isEmpty();
    }
}
