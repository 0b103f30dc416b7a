package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchPlannerTest {

    @Test
    void groups_texts_of_one_length_in_the_windows_order() {
        int[] tokens = {7, 3, 7, 5, 3, 7};
        assertThat(new BatchPlanner(100, 100).plan(tokens))
                .containsExactly(List.of(1, 4), List.of(3), List.of(0, 2, 5));
    }

    @Test
    void cuts_batches_at_the_token_budget_and_at_the_row_cap() {
        int[] tokens = {4, 4, 4, 4, 4};
        assertThat(new BatchPlanner(8, 100).plan(tokens)).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(new BatchPlanner(100, 3).plan(tokens)).containsExactly(List.of(0, 1, 2), List.of(3, 4));
    }

    @Test
    void plans_nothing_for_an_empty_window() {
        assertThat(new BatchPlanner(8, 8).plan(new int[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 512, 8, 512",
        "4096, 512, 14, 288",
        "4096, 512, 128, 32",
        "4096, 512, 300, 13",
        "4096, 512, 5000, 1",
        "256, 512, 16, 16",
        "255, 512, 16, 15",
    })
    void full_batches_have_whole_blocks_of_rows(int budget, int cap, int length, int rows) {
        assertThat(new BatchPlanner(budget, cap).rows(length)).isEqualTo(rows);
    }

    @Test
    void every_text_stands_in_one_batch_without_padding() {
        Random random = new Random(7);
        int[] tokens = IntStream.range(0, 5_000)
                .map(text -> 2 + (int) Math.abs(random.nextGaussian() * 30))
                .toArray();
        BatchPlanner planner = new BatchPlanner(512, 64);
        List<List<Integer>> batches = planner.plan(tokens);
        assertThat(batches.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, tokens.length).boxed().toList());
        assertThat(batches)
                .allSatisfy(batch ->
                        assertThat(batch.stream().map(index -> tokens[index])).containsOnly(tokens[batch.get(0)]));
        assertThat(planner.plan(tokens)).isEqualTo(batches);
    }
}
