package io.weibosentiment.inference;

import ai.djl.translate.TranslateException;
import io.weibosentiment.model.featurizer.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     * @param sequences what the model reads, each by its name: one of tokens, or several beside each other
     * @param truncated whether the text was cut
     * @param logits the model's outputs, one a label
     * @param sentiment the probability of the positive label
     */
    public record Inspection(List<Sequence> sequences, boolean truncated, List<Float> logits, float sentiment) {

        public Inspection {
            sequences = List.copyOf(sequences);
            logits = List.copyOf(logits);
        }
    }

    /**
     * A sequence that the model reads.
     *
     * @param name its name
     * @param tokens its tokens, special ones included
     * @param tokenIds their ids
     */
    public record Sequence(String name, List<String> tokens, List<Integer> tokenIds) {

        public Sequence {
            tokens = List.copyOf(tokens);
            tokenIds = List.copyOf(tokenIds);
        }
    }

    /** Runs {@code cleaned} through the model, alone. */
    public Inspection inspect(String cleaned) {
        Features features = model.featurizer().encode(List.of(cleaned)).get(0);
        float[] logits = logits(features);
        return new Inspection(
                sequences(cleaned, features),
                features.truncated(),
                IntStream.range(0, logits.length)
                        .mapToObj(index -> logits[index])
                        .toList(),
                model.head().sentiment(logits));
    }

    private List<Sequence> sequences(String cleaned, Features features) {
        List<String> tokens = model.featurizer().tokens(cleaned);
        List<Sequence> sequences = new ArrayList<>();
        int from = 0;
        for (Map.Entry<String, List<Integer>> sequence :
                model.featurizer().sequences(features).entrySet()) {
            List<Integer> ids = sequence.getValue();
            sequences.add(new Sequence(sequence.getKey(), tokens.subList(from, from + ids.size()), ids));
            from += ids.size();
        }
        return sequences;
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
