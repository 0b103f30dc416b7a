package io.weibosentiment.model.graph;

import io.weibosentiment.model.weights.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shape of a BERT encoder, or of one of its kin, and of what follows it.
 *
 * @param layers how many layers the encoder has
 * @param hidden the width
 * @param heads attention heads; {@code hidden} is a multiple
 * @param intermediate the width between a layer's two last products
 * @param vocabulary how many tokens have an embedding
 * @param positions how many positions have an embedding
 * @param tokenTypes how many token types have an embedding; 0: tokens have no type
 * @param activation the activation between a layer's two last products
 * @param epsilon what layer normalization adds to the variance
 * @param variant how it differs from BERT
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
        EncoderVariant variant,
        Optional<RcnnArchitecture> rcnn) {

    /** The shape of a plain BERT. */
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
                EncoderVariant.BERT,
                Optional.empty());
    }

    /** The activations known. */
    public enum Activation {
        /** x Φ(x), exact. */
        GELU,
        /** The approximation of {@link #GELU} with a hyperbolic tangent. */
        GELU_TANH,
        RELU,
        /** x times its sigmoid. */
        SILU,
        TANH
    }

    /** The most tokens of a text: positions that are counted from a padding token's leave those before it unused. */
    public int mostTokens() {
        return variant.padding().isPresent() ? positions - variant.padding().getAsInt() - 1 : positions;
    }

    /** The width of the embeddings. */
    int embedding() {
        return variant.embedding().orElse(hidden);
    }

    /** How many layers have weights of their own. */
    public int storedLayers() {
        return variant.layerGroups().orElse(layers);
    }

    /** The prefix of the names of the weights that layer {@code index} has, which others may share. */
    String layerWeights(int index) {
        return layer(index / (layers / storedLayers()));
    }

    /** The same encoder, followed by {@code head}; by a pooler if that is empty. */
    public BertArchitecture followedBy(Optional<RcnnArchitecture> head) {
        return new BertArchitecture(
                layers,
                hidden,
                heads,
                intermediate,
                vocabulary,
                positions,
                tokenTypes,
                activation,
                epsilon,
                variant,
                head);
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
        add(weights, "embeddings.word", vocabulary, embedding());
        add(weights, "embeddings.position", positions, embedding());
        if (tokenTypes > 0) {
            add(weights, "embeddings.token_type", tokenTypes, embedding());
        }
        if (variant.taskTypes() > 0) {
            add(weights, "embeddings.task_type", variant.taskTypes(), embedding());
        }
        addNorm(weights, "embeddings.norm", embedding());
        if (variant.embedding().isPresent()) {
            addDense(weights, "embeddings.projection", embedding(), hidden);
        }
        for (int i = 0; i < storedLayers(); i++) {
            String layer = layer(i);
            addDense(weights, layer + "query", hidden, hidden);
            addDense(weights, layer + "key", hidden, hidden);
            addDense(weights, layer + "value", hidden, hidden);
            addDense(weights, layer + "attention", hidden, hidden);
            addNorm(weights, layer + "attention.norm", hidden);
            addDense(weights, layer + "expand", hidden, intermediate);
            addDense(weights, layer + "contract", intermediate, hidden);
            addNorm(weights, layer + "output.norm", hidden);
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

    private static void addNorm(List<Safetensors.Header> weights, String name, int width) {
        add(weights, name + ".scale", width);
        add(weights, name + ".offset", width);
    }

    private static void addDense(List<Safetensors.Header> weights, String name, int inputs, int outputs) {
        add(weights, name + ".kernel", inputs, outputs);
        add(weights, name + ".bias", outputs);
    }
}
