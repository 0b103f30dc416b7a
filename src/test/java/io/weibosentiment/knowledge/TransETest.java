package io.weibosentiment.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransETest {

    private static final int WIDTH = 12;

    private static List<EmotionTriple> triples() {
        List<EmotionTriple> triples = new ArrayList<>();
        List<String> categories = List.of("PA", "NB", "NJ");
        for (int i = 0; i < 60; i++) {
            triples.add(new EmotionTriple("词" + i, 1 + 2 * (i % 5), categories.get(i % 3)));
        }
        return triples;
    }

    @Test
    void words_of_one_category_come_together() {
        Map<String, float[]> words = new TransE(WIDTH, 60, 0.02, 1).words(triples());

        double within = 0;
        double across = 0;
        for (int i = 0; i < 60; i++) {
            within += distance(words, i, (i + 3) % 60) / 60;
            across += distance(words, i, (i + 1) % 60) / 60;
        }
        assertThat(within).isLessThan(0.7 * across);
    }

    private static double distance(Map<String, float[]> words, int a, int b) {
        double sum = 0;
        for (int i = 0; i < WIDTH; i++) {
            double difference = (double) words.get("词" + a)[i] - words.get("词" + b)[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    @Test
    void the_same_seed_gives_the_same_bits() {
        float[] first = TransE.of(WIDTH, 1).words(triples()).get("词7");

        assertThat(TransE.of(WIDTH, 1).words(triples()).get("词7")).isEqualTo(first);
        assertThat(TransE.of(WIDTH, 2).words(triples()).get("词7")).isNotEqualTo(first);
    }

    @Test
    void a_word_with_two_categories_is_between_them() {
        List<EmotionTriple> triples = new ArrayList<>(triples());
        triples.add(new EmotionTriple("词0", 5, "NJ"));

        assertThat(TransE.of(WIDTH, 1).words(triples)).hasSize(60);
    }
}
