package io.weibosentiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {

    private static final Batches BATCHES = new Batches(
            IntStream.range(0, 200)
                    .mapToObj(i -> new Example(WordPieceFeaturizer.features(new int[3 + i * 7 % 90]), i % 2))
                    .toList(),
            256,
            500);

    @Test
    void every_example_is_in_one_batch_of_its_length() {
        List<Batches.Batch> epoch = BATCHES.shuffled(3, 1);

        assertThat(epoch).hasSize(BATCHES.perEpoch());
        assertThat(epoch.stream().flatMap(batch -> batch.examples().stream()))
                .containsExactlyInAnyOrderElementsOf(BATCHES.examples());
        assertThat(epoch).allSatisfy(batch -> {
            assertThat(batch.examples()).allMatch(example -> PaddedLengths.of(example.tokens(), 500) == batch.tokens());
            assertThat(batch.examples().size() * batch.tokens()).isLessThanOrEqualTo(256);
        });
    }

    @Test
    void the_order_is_that_of_seed_and_epoch() {
        assertThat(BATCHES.shuffled(3, 1)).isEqualTo(BATCHES.shuffled(3, 1));
        assertThat(BATCHES.shuffled(3, 2)).isNotEqualTo(BATCHES.shuffled(3, 1));
        assertThat(BATCHES.shuffled(4, 1)).isNotEqualTo(BATCHES.shuffled(3, 1));
    }

    @ParameterizedTest
    @CsvSource({"3, 8", "8, 8", "9, 12", "48, 48", "97, 128", "128, 128", "129, 192", "192, 192", "500, 500"})
    void texts_are_filled_up_to_few_lengths(int tokens, int length) {
        assertThat(PaddedLengths.of(tokens, 500)).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.0333", "2, 0.0667", "3, 0.1", "10, 0.0125"})
    void the_rate_rises_and_falls(long step, float rate) {
        assertThat(new Schedule(10, 2, 0.1).rate(step)).isCloseTo(rate, org.assertj.core.data.Offset.offset(1e-4f));
    }
}
