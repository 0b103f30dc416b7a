package io.weibosentiment.model.graph;

import io.weibosentiment.model.weights.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shape of a BERT encoder, and of what follows it.
 *
 * @param layers how many layers the encoder has
 * @param hidden the width
 * @param heads attention heads; {@code hidden} is a multiple
 * @param intermediate the width between a layer's two last products
 * @param vocabulary how many tokens have an embedding
 * @param positions the most tokens of a text
 * @param tokenTypes how many token types have an embedding
 * @param activation the activation between a layer's two last products
 * @param epsilon what layer normalization adds to the variance
 * @param rcnn what follows the encoder instead of a pooler, if that is so
 */
public record BertArchitecture(
        int layers,
        int hidden,
        int heads,
        int intermediate,
        int vocabulary,
        int positions,
        int tokenTypes,
        Activation activation,
        double epsilon,
        Optional<RcnnArchitecture> rcnn) {

    /** The activations known. */
    public enum Activation {
        /** x Φ(x), exact. */
        GELU,
        /** The approximation of {@link #GELU} with a hyperbolic tangent. */
        GELU_TANH,
        RELU,
        /** x times its sigmoid. */
        SILU
    }

    /** A BERT with a pooler. */
    public BertArchitecture(
            int layers,
            int hidden,
            int heads,
            int intermediate,
            int vocabulary,
            int positions,
            int tokenTypes,
            Activation activation,
            double epsilon) {
        this(
                layers,
                hidden,
                heads,
                intermediate,
                vocabulary,
                positions,
                tokenTypes,
                activation,
                epsilon,
                Optional.empty());
    }

    /** The same encoder, followed by {@code head}; by a pooler if that is empty. */
    public BertArchitecture followedBy(Optional<RcnnArchitecture> head) {
        return new BertArchitecture(
                layers, hidden, heads, intermediate, vocabulary, positions, tokenTypes, activation, epsilon, head);
    }

    /** The width of one attention head. */
    int headSize() {
        return hidden / heads;
    }

    /**
     * Every weight, in the order they are stored; kernels are [inputs, outputs].
     *
     * @param labels how many outputs the classification head has
     */
    public List<Safetensors.Header> weights(int labels) {
        List<Safetensors.Header> weights = encoderWeights();
        if (rcnn.isPresent()) {
            weights.addAll(rcnn.get().weights(hidden));
            addDense(weights, "classifier", rcnn.get().width(), labels);
        } else {
            addDense(weights, "pooler", hidden, hidden);
            addDense(weights, "classifier", hidden, labels);
        }
        return weights;
    }

    /** The weights of the embeddings and the layers, which come first. */
    List<Safetensors.Header> encoderWeights() {
        List<Safetensors.Header> weights = new ArrayList<>();
        add(weights, "embeddings.word", vocabulary, hidden);
        add(weights, "embeddings.position", positions, hidden);
        add(weights, "embeddings.token_type", tokenTypes, hidden);
        addNorm(weights, "embeddings.norm");
        for (int i = 0; i < layers; i++) {
            String layer = layer(i);
            addDense(weights, layer + "query", hidden, hidden);
            addDense(weights, layer + "key", hidden, hidden);
            addDense(weights, layer + "value", hidden, hidden);
            addDense(weights, layer + "attention", hidden, hidden);
            addNorm(weights, layer + "attention.norm");
            addDense(weights, layer + "expand", hidden, intermediate);
            addDense(weights, layer + "contract", intermediate, hidden);
            addNorm(weights, layer + "output.norm");
        }
        return weights;
    }

    /** The prefix of the names of layer {@code index}'s weights. */
    static String layer(int index) {
        return "layer." + index + ".";
    }

    private static void add(List<Safetensors.Header> weights, String name, Integer... shape) {
        weights.add(new Safetensors.Header(name, List.of(shape)));
    }

    private void addNorm(List<Safetensors.Header> weights, String name) {
        add(weights, name + ".scale", hidden);
        add(weights, name + ".offset", hidden);
    }

    private static void addDense(List<Safetensors.Header> weights, String name, int inputs, int outputs) {
        add(weights, name + ".kernel", inputs, outputs);
        add(weights, name + ".bias", outputs);
    }
}
