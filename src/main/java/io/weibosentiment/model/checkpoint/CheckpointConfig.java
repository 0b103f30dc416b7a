package io.weibosentiment.model.checkpoint;

import com.google.gson.JsonElement;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.graph.BertArchitecture.Activation;
import io.weibosentiment.model.graph.BertArchitecture.Variant;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.util.JsonFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a checkpoint's config.json says.
 *
 * @param family the kind of model
 * @param architecture the encoder's shape
 * @param head what the outputs are
 */
record CheckpointConfig(ModelFamily family, BertArchitecture architecture, CheckpointHead head) {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointConfig.class);

    private static final double DEFAULT_EPSILON = 1e-12;
    private static final int DEFAULT_EMBEDDING = 128;
    private static final int DEFAULT_TASK_TYPES = 3;
    private static final Map<String, Activation> ACTIVATIONS = Map.ofEntries(
            Map.entry("gelu", Activation.GELU),
            Map.entry("gelu_python", Activation.GELU),
            Map.entry("gelu_new", Activation.GELU_TANH),
            Map.entry("gelu_accurate", Activation.GELU_TANH),
            Map.entry("gelu_pytorch_tanh", Activation.GELU_TANH),
            Map.entry("gelu_fast", Activation.GELU_TANH),
            Map.entry("relu", Activation.RELU),
            Map.entry("silu", Activation.SILU),
            Map.entry("swish", Activation.SILU),
            Map.entry("tanh", Activation.TANH));

    /**
     * Reads a configuration.
     *
     * @throws InvalidInputException if it is not that of a known encoder with a classification head; names every problem
     */
    static CheckpointConfig of(JsonFile config) {
        ModelFamily family = family(config);
        List<String> problems = new ArrayList<>(ConfigKeys.problems(family, config));
        String activation = config.string(family.key("hidden_act")).orElse(family.activation());
        if (!ACTIVATIONS.containsKey(activation)) {
            problems.add(config.file() + ": " + family.key("hidden_act") + " is '" + activation + "'; expected one of "
                    + ACTIVATIONS.keySet().stream().sorted().toList()
                    + ": export the model as a SavedModel and import that folder");
        }
        int hidden = config.requirePositive(family.key("hidden_size"));
        int heads = config.requirePositive(family.key("num_attention_heads"));
        if (hidden % heads != 0) {
            problems.add(config.file() + ": " + family.key("hidden_size") + " " + hidden + " is not a multiple of "
                    + family.key("num_attention_heads") + " " + heads);
        }
        double embedding = config.number("embedding_size").orElse((double) hidden);
        if (embedding != hidden && !isFactorized(family)) {
            problems.add(config.file() + ": embedding_size is " + (int) embedding + " and hidden_size " + hidden
                    + "; expected the same, as a " + family.title()
                    + " has: export the model as a SavedModel and import that folder");
        }
        problems.addAll(sharingProblems(family, config));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        List<String> unknown = ConfigKeys.unknown(family, config);
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "{} has keys that nothing here uses: {}. If one changes what the model computes, its scores are"
                            + " wrong: export a SavedModel and import that instead",
                    config.file(),
                    String.join(", ", unknown));
        }
        return new CheckpointConfig(
                family, architecture(family, config, ACTIVATIONS.get(activation)), CheckpointHead.of(config));
    }

    private static boolean isFactorized(ModelFamily family) {
        return family == ModelFamily.ALBERT || family == ModelFamily.ELECTRA;
    }

    private static ModelFamily family(JsonFile config) {
        List<String> classes = architectures(config);
        Optional<ModelFamily> ofClass = ModelFamily.ofClass(classes);
        String type = config.string("model_type").orElse("");
        if (type.isEmpty() && ofClass.isEmpty()) {
            throw new InvalidInputException(config.file() + " has no model_type; expected one of " + ModelFamily.types()
                    + ": if the checkpoint is a BERT with a classification head, add the line \"model_type\":"
                    + " \"bert\",");
        }
        if (!type.isEmpty() && ModelFamily.ofType(type).isEmpty()) {
            throw new InvalidInputException(config.file() + ": model_type is '" + type + "'; those that can be imported"
                    + " are " + ModelFamily.types() + ". Export the model as a SavedModel (input_ids, attention_mask,"
                    + " token_type_ids to logits) and import that folder instead");
        }
        ModelFamily family = ModelFamily.ofType(type).or(() -> ofClass).orElseThrow();
        if (!classes.isEmpty() && !ofClass.equals(Optional.of(family))) {
            throw new InvalidInputException(config.file() + ": architectures is " + classes + "; expected "
                    + family.className() + ", which gives each text one score a label: fine-tune the"
                    + " checkpoint to classify texts, or export the model as a SavedModel and import that folder");
        }
        return family;
    }

    private static List<String> architectures(JsonFile config) {
        JsonElement classes = config.json().get("architectures");
        return classes == null || !classes.isJsonArray()
                ? List.of()
                : classes.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList();
    }

    private static List<String> sharingProblems(ModelFamily family, JsonFile config) {
        if (family != ModelFamily.ALBERT) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        int layers = config.requirePositive("num_hidden_layers");
        int groups = whole(config, "num_hidden_groups", 1);
        int inner = whole(config, "inner_group_num", 1);
        if (layers % groups != 0) {
            problems.add(config.file() + ": num_hidden_layers " + layers + " is not a multiple of num_hidden_groups "
                    + groups + "; export the model as a SavedModel and import that folder");
        }
        if (inner != 1) {
            problems.add(config.file() + ": inner_group_num is " + inner
                    + "; expected 1: export the model as a SavedModel and import that folder");
        }
        return problems;
    }

    private static int whole(JsonFile config, String key, int normally) {
        return config.number(key).isPresent() ? config.requirePositive(key) : normally;
    }

    private static BertArchitecture architecture(ModelFamily family, JsonFile config, Activation activation) {
        return new BertArchitecture(
                config.requirePositive(family.key("num_hidden_layers")),
                config.requirePositive(family.key("hidden_size")),
                config.requirePositive(family.key("num_attention_heads")),
                config.requirePositive(family.key("intermediate_size")),
                config.requirePositive("vocab_size"),
                config.requirePositive("max_position_embeddings"),
                family == ModelFamily.DISTILBERT ? 0 : whole(config, "type_vocab_size", 2),
                activation,
                family == ModelFamily.DISTILBERT
                        ? DEFAULT_EPSILON // a constant in its class, whatever the key says
                        : config.number("layer_norm_eps").orElse(DEFAULT_EPSILON),
                variant(family, config),
                Optional.empty());
    }

    private static Variant variant(ModelFamily family, JsonFile config) {
        Variant variant = Variant.BERT.withPooler(family.pooler());
        return switch (family) {
            case BERT, DISTILBERT -> variant;
            case ERNIE ->
                config.bool("use_task_id").orElse(false)
                        ? variant.withTaskTypes(whole(config, "task_type_vocab_size", DEFAULT_TASK_TYPES))
                        : variant;
            case ALBERT ->
                variant.withEmbedding(whole(config, "embedding_size", DEFAULT_EMBEDDING))
                        .withLayerGroups(whole(config, "num_hidden_groups", 1));
            case ELECTRA -> {
                int embedding = whole(config, "embedding_size", DEFAULT_EMBEDDING);
                yield embedding == config.requirePositive("hidden_size") ? variant : variant.withEmbedding(embedding);
            }
            case ROBERTA ->
                variant.withPadding(
                        config.number("pad_token_id").isPresent() ? config.requireWhole("pad_token_id", 0) : 1);
        };
    }

    /** Every weight that a bundle has, in the order they are stored; kernels are [inputs, outputs]. */
    List<Safetensors.Header> weights() {
        return architecture.weights(head.labels().size());
    }
}
