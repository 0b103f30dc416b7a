package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.config.ScoringConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WavePlanTest {

    @Test
    void takes_a_small_corpus_in_one_wave() {
        assertThat(ends(new WavePlan(texts(1000), 4, config(0)), 1000)).containsExactly(1.0);
    }

    @Test
    void grows_to_waves_of_the_asked_length() {
        List<Double> ends = ends(new WavePlan(texts(100_000_000), 4, config(0)), 1e5);
        assertThat(ends.get(ends.size() - 1)).isEqualTo(1);
        double seconds = (ends.get(5) - ends.get(4)) * 1e5;
        assertThat(seconds).isCloseTo(300, within(1.0));
        assertThat(ends).isSorted();
    }

    @Test
    void takes_no_more_texts_than_asked() {
        List<Double> ends = ends(new WavePlan(texts(100), 4, config(25)), 1);
        assertThat(ends).containsExactly(0.25, 0.5, 0.75, 1.0);
    }

    @Test
    void leaves_no_crumb_for_a_last_wave() {
        List<Double> ends = ends(new WavePlan(texts(110), 4, config(50)), 1);
        assertThat(ends).hasSize(2).last().isEqualTo(1.0);
    }

    /** Where the waves end if the whole took {@code seconds}. */
    private static List<Double> ends(WavePlan plan, double seconds) {
        List<Double> ends = new ArrayList<>();
        while (plan.done() < 1) {
            double end = plan.end();
            ends.add(end);
            plan.took(end, (end - plan.done()) * seconds);
        }
        return ends;
    }

    private static ScoringConfig config(long texts) {
        return new ScoringConfig(4096, 8192, 5, texts, Optional.empty(), false, Optional.empty());
    }

    private static TextLengths texts(long count) {
        List<Long> byLength = new ArrayList<>(Collections.nCopies(513, 0L));
        byLength.set(14, count);
        return new TextLengths(byLength);
    }
}
