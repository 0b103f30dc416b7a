package io.weibosentiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingGraphTest {

    private static final double STEP = 5e-3;

    /** Along a random direction, which every value of the weight takes part in. */
    @ParameterizedTest
    @CsvSource({
        "BERT, layer.0.query.kernel",
        "BERT, layer.0.attention.norm.scale",
        "BERT, layer.1.expand.kernel",
        "BERT, embeddings.word",
        "BERT, pooler.kernel",
        "BERT, classifier.bias",
        "BERT_RCNN_ATT, layer.1.value.kernel",
        "BERT_RCNN_ATT, rcnn.left.recurrent.kernel",
        "BERT_RCNN_ATT, rcnn.left.input.kernel",
        "BERT_RCNN_ATT, rcnn.right.recurrent.kernel",
        "BERT_RCNN_ATT, rcnn.right.input.bias",
        "BERT_RCNN_ATT, rcnn.combine.kernel",
        "BERT_RCNN_ATT, rcnn.attention.kernel",
        "BERT_RCNN_ATT, rcnn.score.kernel",
        "BERT_RCNN_ATT, classifier.kernel",
        "KEAMM, characters.table",
        "KEAMM, words.left.recurrent.kernel",
        "KEAMM, characters.right.recurrent.kernel",
        "KEAMM, characters.left.input.kernel",
        "KEAMM, words.right.input.bias",
        "KEAMM, character-radicals.table",
        "KEAMM, word-radicals.right.recurrent.kernel",
        "KEAMM, parts-of-speech.left.input.kernel",
        "KEAMM, character-radicals.query.kernel",
        "KEAMM, word-radicals.key.kernel",
        "KEAMM, parts-of-speech.value.kernel",
        "KEAMM, parts-of-speech.attention.kernel",
        "KEAMM, classifier.kernel",
        "KEAMM_WITHOUT_KNOWLEDGE, words.left.input.kernel",
        "KEAMM_FIVE_BIGRUS, parts-of-speech.right.recurrent.kernel",
        "KEAMM_TWO_BIGRUS, words.table"
    })
    void gradients_are_those_of_finite_differences(Architecture architecture, String weight) throws IOException {
        try (TinyTraining training = new TinyTraining(TinyTraining.options(architecture, 0.1, 500));
                TrainingGraph graph = training.graph()) {
            Batches.Batch batch = training.batch();
            float[] values = graph.get(weight);
            float[] gradient = graph.gradient(batch, 1, weight);
            float[] direction = direction(gradient);
            double expected = 0;
            for (int i = 0; i < values.length; i++) {
                expected += (double) gradient[i] * direction[i];
            }

            graph.set(weight, moved(values, direction, STEP));
            double above = graph.loss(batch, 1);
            graph.set(weight, moved(values, direction, -STEP));
            double below = graph.loss(batch, 1);

            assertThat(expected).isPositive();
            assertThat((above - below) / (2 * STEP)).isCloseTo(expected, within(0.03 * expected + 2e-4));
        }
    }

    /** Half the gradient's own direction, half chance, of length 1. */
    private static float[] direction(float[] gradient) {
        Random random = new Random(1);
        double size = length(gradient);
        float[] direction = new float[gradient.length];
        for (int i = 0; i < direction.length; i++) {
            double chance = random.nextGaussian() / Math.sqrt(direction.length);
            direction[i] = (float) (gradient[i] / size + 0.5 * chance);
        }
        double whole = length(direction);
        for (int i = 0; i < direction.length; i++) {
            direction[i] /= (float) whole;
        }
        return direction;
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static float[] moved(float[] values, float[] direction, double step) {
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * direction[i]);
        }
        return moved;
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void what_is_dropped_depends_on_the_step_alone(Architecture architecture) throws IOException {
        try (TinyTraining training = new TinyTraining(TinyTraining.options(architecture, 0.3, 500));
                TrainingGraph graph = training.graph()) {
            Batches.Batch batch = training.batch();

            assertThat(graph.loss(batch, 1)).isEqualTo(graph.loss(batch, 1)).isNotEqualTo(graph.loss(batch, 2));
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void padding_changes_no_output(Architecture architecture) throws IOException {
        try (TinyTraining training = new TinyTraining(TinyTraining.options(architecture, 0.1, 500));
                TrainingGraph graph = training.graph()) {
            Batches.Batch batch = training.batch();

            float[][] padded = graph.logits(new Batches.Batch(batch.examples(), batch.tokens() + 5));

            float[][] own = graph.logits(batch);
            for (int i = 0; i < own.length; i++) {
                assertThat(padded[i]).containsExactly(own[i], within(1e-5f));
            }
        }
    }
}
