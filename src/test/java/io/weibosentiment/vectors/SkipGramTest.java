package io.weibosentiment.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SkipGramTest {

    private static final int WIDTH = 16;
    private static final int UNITS = 20;

    /** Units from 2 to 10 stand with each other, and so do those from 11 to 19. */
    private static List<int[]> texts() {
        Random random = new Random(3);
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int first = i % 2 == 0 ? 2 : 11;
            texts.add(random.ints(6, first, first + 9).toArray());
        }
        texts.add(new int[0]);
        return texts;
    }

    @Test
    void units_of_the_same_company_are_nearer_than_others() {
        float[] vectors = SkipGram.of(WIDTH, 10, 1).vectors(texts(), UNITS);

        double within = 0;
        double across = 0;
        for (int a = 2; a < 11; a++) {
            for (int b = 2; b < 11; b++) {
                within += a == b ? 0 : cosine(vectors, a, b) / 72;
                across += cosine(vectors, a, b + 9) / 81;
            }
        }
        assertThat(within).isGreaterThan(across + 0.5);
    }

    private static double cosine(float[] vectors, int a, int b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < WIDTH; i++) {
            double x = vectors[a * WIDTH + i];
            double y = vectors[b * WIDTH + i];
            product += x * y;
            first += x * x;
            second += y * y;
        }
        return product / Math.sqrt(first * second);
    }

    @Test
    void the_same_seed_gives_the_same_bits_and_another_gives_others() {
        float[] vectors = SkipGram.of(WIDTH, 2, 1).vectors(texts(), UNITS);

        assertThat(SkipGram.of(WIDTH, 2, 1).vectors(texts(), UNITS)).isEqualTo(vectors);
        assertThat(SkipGram.of(WIDTH, 2, 2).vectors(texts(), UNITS)).isNotEqualTo(vectors);
    }

    @Test
    void units_in_no_text_have_a_small_vector() {
        float[] vectors = SkipGram.of(WIDTH, 2, 1).vectors(List.of(), 3);

        assertThat(vectors).hasSize(3 * WIDTH);
        for (float value : vectors) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo(0.5f / WIDTH);
        }
    }
}
