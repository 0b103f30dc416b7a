package io.weibosentiment.inference;

import ai.djl.translate.TranslateException;
import io.weibosentiment.model.featurizer.Features;
import java.util.List;
import java.util.stream.IntStream;

/** Shows what the model makes of one text, in this process and without Spark. */
public final class TextInspector implements AutoCloseable {

    private final LoadedModel model;
    private final TaskPredictor predictor;

    TextInspector(LoadedModel model) {
        this.model = model;
        this.predictor = new TaskPredictor(model);
    }

    /**
     * What the model makes of a text.
     *
     * @param tokens the tokens, special ones included
     * @param tokenIds their ids
     * @param truncated whether the text was cut
     * @param logits the model's outputs, one a label
     * @param sentiment the probability of the positive label
     */
    public record Inspection(
            List<String> tokens, List<Integer> tokenIds, boolean truncated, List<Float> logits, float sentiment) {

        public Inspection {
            tokens = List.copyOf(tokens);
            tokenIds = List.copyOf(tokenIds);
            logits = List.copyOf(logits);
        }
    }

    /** Runs {@code cleaned} through the model, alone. */
    public Inspection inspect(String cleaned) {
        Features features = model.featurizer().encode(List.of(cleaned)).get(0);
        float[] logits = logits(features);
        return new Inspection(
                model.featurizer().tokens(cleaned),
                model.featurizer().sequences(features).values().stream()
                        .flatMap(List::stream)
                        .toList(),
                features.truncated(),
                IntStream.range(0, logits.length)
                        .mapToObj(index -> logits[index])
                        .toList(),
                model.head().sentiment(logits));
    }

    private float[] logits(Features features) {
        try {
            return predictor.logits(List.of(features))[0];
        } catch (TranslateException e) {
            throw new IllegalStateException("the engine failed on this text: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
