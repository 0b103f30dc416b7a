package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.graph.BertArchitecture.Activation;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.util.JsonFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint's config.json says.
 *
 * @param architecture the encoder's shape
 * @param labels the names of the outputs, in their order
 */
record CheckpointConfig(BertArchitecture architecture, List<String> labels) {

    /** How many labels a checkpoint must have, and has where its configuration says nothing. */
    private static final int LABELS = 2;

    private static final double DEFAULT_EPSILON = 1e-12;
    private static final Map<String, Activation> ACTIVATIONS = Map.of(
            "gelu", Activation.GELU,
            "gelu_python", Activation.GELU,
            "gelu_new", Activation.GELU_TANH,
            "gelu_pytorch_tanh", Activation.GELU_TANH,
            "gelu_fast", Activation.GELU_TANH,
            "relu", Activation.RELU,
            "silu", Activation.SILU,
            "swish", Activation.SILU);

    CheckpointConfig {
        labels = List.copyOf(labels);
    }

    /**
     * Reads a configuration.
     *
     * @throws InvalidInputException if it is not that of a BERT encoder with a head of two labels; names every problem
     */
    static CheckpointConfig of(JsonFile config) {
        List<String> problems = new ArrayList<>();
        String type = config.string("model_type").orElse("missing");
        if (!type.equals("bert")) {
            throw new InvalidInputException(config.file() + ": model_type is '" + type
                    + "'; only 'bert' can be imported. Export the model as a SavedModel (input_ids, attention_mask,"
                    + " token_type_ids to logits) and import that folder instead");
        }
        List<String> labels = labels(config);
        if (labels.size() != LABELS) {
            problems.add(config.file() + " has " + labels.size() + " labels " + labels
                    + "; expected two, negative and positive: fine-tune the checkpoint for two classes");
        }
        String activation = config.string("hidden_act").orElse("gelu");
        if (!ACTIVATIONS.containsKey(activation)) {
            problems.add(config.file() + ": hidden_act is '" + activation + "'; expected one of "
                    + ACTIVATIONS.keySet().stream().sorted().toList());
        }
        String positions = config.string("position_embedding_type").orElse("absolute");
        if (!positions.equals("absolute")) {
            problems.add(config.file() + ": position_embedding_type is '" + positions + "'; expected 'absolute'");
        }
        if (config.bool("is_decoder").orElse(false)) {
            problems.add(config.file() + ": is_decoder is true; expected an encoder");
        }
        int hidden = config.requirePositive("hidden_size");
        int heads = config.requirePositive("num_attention_heads");
        if (hidden % heads != 0) {
            problems.add(
                    config.file() + ": hidden_size " + hidden + " is not a multiple of num_attention_heads " + heads);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new CheckpointConfig(architecture(config, hidden, heads, ACTIVATIONS.get(activation)), labels);
    }

    private static BertArchitecture architecture(JsonFile config, int hidden, int heads, Activation activation) {
        return new BertArchitecture(
                config.requirePositive("num_hidden_layers"),
                hidden,
                heads,
                config.requirePositive("intermediate_size"),
                config.requirePositive("vocab_size"),
                config.requirePositive("max_position_embeddings"),
                config.number("type_vocab_size").isPresent() ? config.requirePositive("type_vocab_size") : 2,
                activation,
                config.number("layer_norm_eps").orElse(DEFAULT_EPSILON));
    }

    /** Every weight that a bundle has, in the order they are stored; kernels are [inputs, outputs]. */
    List<Safetensors.Header> weights() {
        return architecture.weights(labels.size());
    }

    private static List<String> labels(JsonFile config) {
        Optional<JsonFile> names = config.object("id2label");
        int count = names.map(object -> object.json().size())
                .orElseGet(
                        () -> config.number("num_labels").map(Double::intValue).orElse(LABELS));
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = Integer.toString(i);
            labels.add(names.isPresent() ? names.get().requireString(id) : "LABEL_" + id);
        }
        return labels;
    }
}
