package io.weibosentiment.model.checkpoint;

import com.google.gson.JsonElement;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.graph.BertArchitecture.Activation;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.util.JsonFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a checkpoint's config.json says.
 *
 * @param architecture the encoder's shape
 * @param head what the outputs are
 */
record CheckpointConfig(BertArchitecture architecture, CheckpointHead head) {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointConfig.class);

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

    /** The classes of Transformers whose graph a bundle has. */
    private static final Set<String> CLASSES = Set.of(
            "BertForSequenceClassification", "TFBertForSequenceClassification", "FlaxBertForSequenceClassification");

    /**
     * Reads a configuration.
     *
     * @throws InvalidInputException if it is not that of a BERT encoder with a head of two labels; names every problem
     */
    static CheckpointConfig of(JsonFile config) {
        requireBert(config);
        List<String> problems = new ArrayList<>(ConfigKeys.problems(config));
        String activation = config.string("hidden_act").orElse("gelu");
        if (!ACTIVATIONS.containsKey(activation)) {
            problems.add(config.file() + ": hidden_act is '" + activation + "'; expected one of "
                    + ACTIVATIONS.keySet().stream().sorted().toList());
        }
        int hidden = config.requirePositive("hidden_size");
        int heads = config.requirePositive("num_attention_heads");
        if (hidden % heads != 0) {
            problems.add(
                    config.file() + ": hidden_size " + hidden + " is not a multiple of num_attention_heads " + heads);
        }
        double embedding = config.number("embedding_size").orElse((double) hidden);
        if (embedding != hidden) {
            problems.add(config.file() + ": embedding_size is " + (int) embedding + " and hidden_size " + hidden
                    + "; expected the same, as a BERT has: export the model as a SavedModel and import that folder");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        List<String> unknown = ConfigKeys.unknown(config);
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "{} has keys that nothing here uses: {}. If one changes what the model computes, its scores are"
                            + " wrong: export a SavedModel and import that instead",
                    config.file(),
                    String.join(", ", unknown));
        }
        return new CheckpointConfig(
                architecture(config, hidden, heads, ACTIVATIONS.get(activation)), CheckpointHead.of(config));
    }

    private static void requireBert(JsonFile config) {
        List<String> classes = architectures(config);
        boolean isKnown = classes.stream().anyMatch(CLASSES::contains);
        String type = config.string("model_type").orElse("");
        if (type.isEmpty() && !isKnown) {
            throw new InvalidInputException(config.file() + " has no model_type; expected 'bert': if the checkpoint is"
                    + " a BERT with a classification head, add the line \"model_type\": \"bert\",");
        }
        if (!type.isEmpty() && !type.equals("bert")) {
            throw new InvalidInputException(config.file() + ": model_type is '" + type
                    + "'; only 'bert' can be imported. Export the model as a SavedModel (input_ids, attention_mask,"
                    + " token_type_ids to logits) and import that folder instead");
        }
        if (!classes.isEmpty() && !isKnown) {
            throw new InvalidInputException(config.file() + ": architectures is " + classes
                    + "; expected BertForSequenceClassification, which gives each text one score a label: fine-tune the"
                    + " checkpoint to classify texts, or export the model as a SavedModel and import that folder");
        }
    }

    private static List<String> architectures(JsonFile config) {
        JsonElement classes = config.json().get("architectures");
        return classes == null || !classes.isJsonArray()
                ? List.of()
                : classes.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList();
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
        return architecture.weights(head.labels().size());
    }
}
