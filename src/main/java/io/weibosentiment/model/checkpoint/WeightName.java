package io.weibosentiment.model.checkpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where checkpoints keep a weight that the bundle knows under a name of its own.
 *
 * @param module the path of the weight's module, parts joined with dots, as PyTorch spells it
 * @param kind what it is in its module
 */
record WeightName(String module, Kind kind) {

    private static final Map<String, String> EMBEDDINGS = Map.of(
            "embeddings.word", "word_embeddings",
            "embeddings.position", "position_embeddings",
            "embeddings.token_type", "token_type_embeddings",
            "embeddings.task_type", "task_type_embeddings");
    private static final Map<String, String> LAYER_MODULES = Map.of(
            "query", "attention.self.query",
            "key", "attention.self.key",
            "value", "attention.self.value",
            "attention", "attention.output.dense",
            "attention.norm", "attention.output.LayerNorm",
            "expand", "intermediate.dense",
            "contract", "output.dense",
            "output.norm", "output.LayerNorm");
    private static final Map<String, String> DISTILBERT_MODULES = Map.of(
            "query", "attention.q_lin",
            "key", "attention.k_lin",
            "value", "attention.v_lin",
            "attention", "attention.out_lin",
            "attention.norm", "sa_layer_norm",
            "expand", "ffn.lin1",
            "contract", "ffn.lin2",
            "output.norm", "output_layer_norm");
    private static final Map<String, String> ALBERT_MODULES = Map.of(
            "query", "attention.query",
            "key", "attention.key",
            "value", "attention.value",
            "attention", "attention.dense",
            "attention.norm", "attention.LayerNorm",
            "expand", "ffn",
            "contract", "ffn_output",
            "output.norm", "full_layer_layer_norm");

    /** What a weight is in its module. */
    enum Kind {
        EMBEDDING,
        KERNEL,
        BIAS,
        SCALE,
        OFFSET
    }

    /** The place in a checkpoint of {@code family} of the weight that the bundle calls {@code name}: {@code layer.3.query.kernel}. */
    static WeightName of(ModelFamily family, String name) {
        if (EMBEDDINGS.containsKey(name)) {
            return new WeightName(family.base() + ".embeddings." + EMBEDDINGS.get(name), Kind.EMBEDDING);
        }
        int dot = name.lastIndexOf('.');
        String owner = name.substring(0, dot);
        Kind kind = switch (name.substring(dot + 1)) {
            case "kernel" -> Kind.KERNEL;
            case "bias" -> Kind.BIAS;
            case "scale" -> Kind.SCALE;
            case "offset" -> Kind.OFFSET;
            default -> throw new IllegalArgumentException("unknown weight " + name);
        };
        Map<String, String> modules = modules(family);
        if (modules.containsKey(owner)) {
            return new WeightName(modules.get(owner), kind);
        }
        String[] parts = owner.split("\\.", 3); // layer, its index, the module
        return new WeightName(layer(family, parts[1]) + layerModules(family).get(parts[2]), kind);
    }

    private static Map<String, String> modules(ModelFamily family) {
        Map<String, String> modules = new HashMap<>();
        modules.put("embeddings.norm", family.base() + ".embeddings.LayerNorm");
        modules.put("classifier", "classifier");
        switch (family) {
            case BERT, ERNIE -> modules.put("pooler", family.base() + ".pooler.dense");
            case DISTILBERT -> modules.put("pooler", "pre_classifier");
            case ALBERT -> {
                modules.put("pooler", "albert.pooler");
                modules.put("embeddings.projection", "albert.encoder.embedding_hidden_mapping_in");
            }
            case ELECTRA, ROBERTA -> {
                modules.put("pooler", "classifier.dense");
                modules.put("classifier", "classifier.out_proj");
                modules.put("embeddings.projection", family.base() + ".embeddings_project");
            }
        }
        return modules;
    }

    /** What stands before the modules of a layer. */
    static String layer(ModelFamily family, String index) {
        return switch (family) {
            case DISTILBERT -> "distilbert.transformer.layer." + index + ".";
            case ALBERT -> "albert.encoder.albert_layer_groups." + index + ".albert_layers.0.";
            default -> family.base() + ".encoder.layer." + index + ".";
        };
    }

    private static Map<String, String> layerModules(ModelFamily family) {
        return switch (family) {
            case DISTILBERT -> DISTILBERT_MODULES;
            case ALBERT -> ALBERT_MODULES;
            default -> LAYER_MODULES;
        };
    }

    boolean isKernel() {
        return kind == Kind.KERNEL;
    }

    /** Whether a trained model cannot have zeros alone here. */
    boolean isNeverZero() {
        return kind == Kind.KERNEL || kind == Kind.SCALE || module.endsWith("word_embeddings");
    }

    /** The names PyTorch may have for it, the newest first. */
    List<String> torchNames() {
        List<String> last = switch (kind) {
            case EMBEDDING, KERNEL -> List.of("weight");
            case BIAS -> List.of("bias");
            case SCALE -> List.of("weight", "gamma");
            case OFFSET -> List.of("bias", "beta");
        };
        return last.stream().map(name -> module + "." + name).toList();
    }

    /** The names TensorFlow may have for it, without the prefix before the model's own. */
    List<String> tensorFlowNames() {
        String path =
                module.replaceFirst("\\.layer\\.([0-9]+)\\.", ".layer_._$1/").replace("layer_._", "layer_\0_");
        String slashed = path.replace('.', '/').replace('\0', '.');
        List<String> last = switch (kind) {
            case EMBEDDING -> List.of("weight:0", "embeddings:0");
            case KERNEL -> List.of("kernel:0");
            case BIAS -> List.of("bias:0");
            case SCALE -> List.of("gamma:0");
            case OFFSET -> List.of("beta:0");
        };
        return last.stream().map(name -> slashed + "/" + name).toList();
    }

    /**
     * The path of a TensorFlow weight from the model's own name on: {@code bert/embeddings/…}, {@code classifier/…}.
     */
    static String withoutPrefix(String path) {
        int bert = path.lastIndexOf("/bert/");
        return path.substring((bert >= 0 ? bert : path.lastIndexOf("/classifier/")) + 1);
    }
}
