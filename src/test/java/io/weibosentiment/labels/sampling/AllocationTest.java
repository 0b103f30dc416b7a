package io.weibosentiment.labels.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {

    @Test
    void divides_in_proportion_to_size() {
        assertThat(Allocation.PROPORTIONAL.of(strata(100, 200, 700), 1, 100)).containsExactly(10, 20, 70);
    }

    @Test
    void gives_small_strata_the_minimum_or_all_that_they_have() {
        assertThat(Allocation.PROPORTIONAL.of(strata(1, 5, 10_000), 2, 50)).containsExactly(1, 2, 47);
    }

    @Test
    void never_draws_more_than_a_stratum_has() {
        assertThat(Allocation.EQUAL.of(strata(3, 50, 50), 1, 63)).containsExactly(3, 30, 30);
        assertThat(Allocation.EQUAL.of(strata(3, 50, 50), 1, 1000)).containsExactly(3, 50, 50);
    }

    @Test
    void draws_more_where_labels_vary_more() {
        List<Stratum> strata = List.of(stratum(1000, 0.25), stratum(1000, 0.0625), stratum(1000, 0.0001));

        assertThat(Allocation.NEYMAN.of(strata, 2, 95)).containsExactly(50, 25, 20);
    }

    @ParameterizedTest
    @EnumSource
    void keeps_the_size_and_the_bounds_of_any_strata(Allocation allocation) {
        for (int size : new int[] {40, 41, 57, 100, 333, 1000, 4949, 4950}) {
            long[] sizes = IntStream.range(0, 20).mapToLong(i -> 1 + i * 26L).toArray();
            List<Stratum> strata = IntStream.range(0, 20)
                    .mapToObj(i -> stratum(sizes[i], i % 7 * 0.04))
                    .toList();

            long[] drawn = allocation.of(strata, 2, size);

            assertThat(Arrays.stream(drawn).sum())
                    .isEqualTo(Math.min(size, Arrays.stream(sizes).sum()));
            for (int i = 0; i < drawn.length; i++) {
                assertThat(drawn[i]).isBetween(Math.min(2, sizes[i]), sizes[i]);
            }
        }
    }

    @Test
    void refuses_a_minimum_that_the_size_does_not_allow() {
        assertThatThrownBy(() -> Allocation.EQUAL.of(strata(10, 10), 3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at least 6 are needed, not 5");
    }

    private static List<Stratum> strata(long... sizes) {
        return Arrays.stream(sizes).mapToObj(size -> stratum(size, 0.1)).toList();
    }

    private static Stratum stratum(long size, double variance) {
        return new Stratum(Optional.empty(), Optional.empty(), OptionalInt.empty(), size, variance);
    }
}
