package io.weibosentiment.model.graph;

import io.weibosentiment.model.weights.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
        Variant variant,
        Optional<RcnnArchitecture> rcnn)
        implements ModelArchitecture {

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
                Variant.BERT,
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

    /**
     * How an encoder, and the head on it, differ from BERT's.
     *
     * @param embedding the width of the embeddings if a dense layer takes them to the encoder's width once they are normalized
     *     (ALBERT: Lan et al. 2020, section 3.1; ELECTRA); empty: they are as wide as the encoder
     * @param padding the id of the padding token if positions are counted from it: a text's first token has the position after
     *     it, and the padding token itself, wherever it is, has it and moves no other on (RoBERTa); empty: they are counted
     *     from 0
     * @param taskTypes how many tasks have an embedding; that of task 0 is added to every token (ERNIE 2.0: Sun et al. 2020);
     *     0: none has
     * @param layerGroups how many sets of weights the layers share, each being that of as many layers, one after the other
     *     (ALBERT); a divisor of their number; empty: each layer has its own
     * @param pooler the activation between the head's two dense layers, of which the first is called the pooler
     */
    public record Variant(
            OptionalInt embedding, OptionalInt padding, int taskTypes, OptionalInt layerGroups, Activation pooler) {

        /** No difference. */
        public static final Variant BERT =
                new Variant(OptionalInt.empty(), OptionalInt.empty(), 0, OptionalInt.empty(), Activation.TANH);

        /** The same with embeddings of this width, which a dense layer takes to the encoder's. */
        public Variant withEmbedding(int width) {
            return new Variant(OptionalInt.of(width), padding, taskTypes, layerGroups, pooler);
        }

        /** The same with positions that are counted from the padding token's id. */
        public Variant withPadding(int id) {
            return new Variant(embedding, OptionalInt.of(id), taskTypes, layerGroups, pooler);
        }

        /** The same with an embedding for each of so many tasks. */
        public Variant withTaskTypes(int count) {
            return new Variant(embedding, padding, count, layerGroups, pooler);
        }

        /** The same with layers that share so many sets of weights. */
        public Variant withLayerGroups(int groups) {
            return new Variant(embedding, padding, taskTypes, OptionalInt.of(groups), pooler);
        }

        /** The same with another activation in the head. */
        public Variant withPooler(Activation activation) {
            return new Variant(embedding, padding, taskTypes, layerGroups, activation);
        }
    }

    /** The most tokens of a text: positions that are counted from a padding token's leave those before it unused. */
    @Override
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

    @Override
    public boolean isTrained(String name) {
        return true;
    }

    @Override
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
