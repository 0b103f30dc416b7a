package io.weibosentiment.model.checkpoint;

import io.weibosentiment.model.graph.BertArchitecture.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of checkpoint whose encoder is BERT's or differs from it in known ways: what Transformers calls it, its weights and
 * its settings.
 */
enum ModelFamily {
    BERT("bert", List.of("bert"), List.of("Bert"), Activation.TANH, "gelu"),
    ERNIE("ernie", List.of("ernie"), List.of("Ernie"), Activation.TANH, "gelu"),
    DISTILBERT("distilbert", List.of("distilbert"), List.of("DistilBert"), Activation.RELU, "gelu"),
    ALBERT("albert", List.of("albert"), List.of("Albert"), Activation.TANH, "gelu_new"),
    ELECTRA("electra", List.of("electra"), List.of("Electra"), Activation.GELU, "gelu"),
    ROBERTA(
            "roberta",
            List.of("roberta", "xlm-roberta", "camembert"),
            List.of("Roberta", "XLMRoberta", "Camembert"),
            Activation.TANH,
            "gelu");

    private static final String CLASS = "ForSequenceClassification";

    private static final Map<String, String> DISTILBERT_KEYS = Map.of(
            "hidden_size", "dim",
            "num_hidden_layers", "n_layers",
            "num_attention_heads", "n_heads",
            "intermediate_size", "hidden_dim",
            "hidden_act", "activation");

    private final String base;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> modelTypes;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> classes;

    private final Activation pooler;
    private final String activation;

    ModelFamily(String base, List<String> modelTypes, List<String> classes, Activation pooler, String activation) {
        this.base = base;
        this.modelTypes = modelTypes;
        this.classes = classes;
        this.pooler = pooler;
        this.activation = activation;
    }

    /** The family whose checkpoints have this {@code model_type}. */
    static Optional<ModelFamily> ofType(String modelType) {
        return Arrays.stream(values())
                .filter(family -> family.modelTypes.contains(modelType))
                .findFirst();
    }

    /** The family one of whose classes of Transformers is among {@code architectures}. */
    static Optional<ModelFamily> ofClass(List<String> architectures) {
        return Arrays.stream(values())
                .filter(family -> architectures.stream().anyMatch(family::hasClass))
                .findFirst();
    }

    /** The {@code model_type} of every family, for messages. */
    static List<String> types() {
        return Arrays.stream(values())
                .flatMap(family -> family.modelTypes.stream())
                .toList();
    }

    private boolean hasClass(String name) {
        String plain = name.replaceFirst("^(TF|Flax)", "");
        return classes.stream().anyMatch(known -> plain.equals(known + CLASS));
    }

    /** The class of Transformers that has the graph of a bundle, the first of those there are. */
    String className() {
        return classes.get(0) + CLASS;
    }

    /** The name of the encoder in those of its weights: {@code bert}. */
    String base() {
        return base;
    }

    /** The family's name as people write it, for messages: {@code DistilBERT}. */
    String title() {
        return this == DISTILBERT ? "DistilBERT" : this == ROBERTA ? "RoBERTa" : name().toUpperCase(Locale.ROOT);
    }

    /** The activation between the two dense layers of the head. */
    Activation pooler() {
        return pooler;
    }

    /** The encoder's activation where config.json names none. */
    String activation() {
        return activation;
    }

    /** The name in config.json of what BERT's calls {@code key}. */
    String key(String key) {
        return this == DISTILBERT ? DISTILBERT_KEYS.getOrDefault(key, key) : key;
    }

    /** Whether {@code key} means something in BERT's config.json, and in that of this family nothing. */
    boolean passesOver(String key) {
        return this == DISTILBERT
                && Set.of("layer_norm_eps", "hidden_act", "intermediate_size").contains(key);
    }

    /** The keys of config.json that are read or change nothing, beside those of a BERT. */
    Set<String> ownKeys() {
        return switch (this) {
            case BERT -> Set.of();
            case ERNIE -> Set.of("use_task_id", "task_type_vocab_size");
            case DISTILBERT ->
                Set.of(
                        "activation",
                        "attention_dropout",
                        "dim",
                        "dropout",
                        "hidden_dim",
                        "n_heads",
                        "n_layers",
                        "qa_dropout",
                        "seq_classif_dropout",
                        "sinusoidal_pos_embds",
                        "tie_weights_");
            case ALBERT ->
                Set.of(
                        "classifier_dropout_prob",
                        "down_scale_factor",
                        "gap_size",
                        "inner_group_num",
                        "net_structure_type",
                        "num_hidden_groups",
                        "num_memory_blocks");
            case ELECTRA ->
                Set.of(
                        "generator_hidden_size",
                        "generator_size",
                        "summary_activation",
                        "summary_last_dropout",
                        "summary_type",
                        "summary_use_proj");
            case ROBERTA -> Set.of();
        };
    }
}
