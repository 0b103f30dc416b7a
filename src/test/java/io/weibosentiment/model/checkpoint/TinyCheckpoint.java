package io.weibosentiment.model.checkpoint;

import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes a tiny BERT with random weights, always the same, as Transformers would save it: real, and quick to run. */
public final class TinyCheckpoint {

    /** Two layers, 32 wide, texts of at most 64 tokens. */
    public static final BertArchitecture ARCHITECTURE =
            new BertArchitecture(2, 32, 2, 64, vocabulary().size(), 64, 2, BertArchitecture.Activation.GELU, 1e-12);

    /** Wide enough that every sum is long: layers of 640, which oneDNN does not add up in one piece everywhere. */
    static final BertArchitecture WIDE =
            new BertArchitecture(2, 640, 10, 1280, vocabulary().size(), 64, 2, BertArchitecture.Activation.GELU, 1e-12);

    private static final double SPREAD = 0.4;

    private TinyCheckpoint() {}

    /** Writes config.json, vocab.txt, tokenizer_config.json and model.safetensors (float32) into {@code folder}. */
    public static Path write(Path folder) throws IOException {
        return write(folder, WeightType.FLOAT32);
    }

    /** The same, but the sum of this token's embedding overflows: the logits of a text that has it are no numbers. */
    public static Path writeOverflowing(Path folder, String token) throws IOException {
        List<Weight> weights = weights();
        Weight words = weights.stream()
                .filter(weight -> weight.header().shape().get(0) == ARCHITECTURE.vocabulary())
                .findFirst()
                .orElseThrow();
        int row = vocabulary().indexOf(token) * ARCHITECTURE.hidden();
        Arrays.fill(words.values(), row, row + ARCHITECTURE.hidden(), Float.MAX_VALUE);
        return write(folder, WeightType.FLOAT32, weights);
    }

    /** The same, {@link #WIDE}. */
    public static Path writeWide(Path folder) throws IOException {
        return write(folder, WIDE, WeightType.FLOAT32, weights(WIDE, SPREAD / 8));
    }

    /** The same with weights of another type. */
    static Path write(Path folder, WeightType type) throws IOException {
        return write(folder, type, weights());
    }

    private static Path write(Path folder, WeightType type, List<Weight> weights) throws IOException {
        return write(folder, ARCHITECTURE, type, weights);
    }

    private static Path write(Path folder, BertArchitecture architecture, WeightType type, List<Weight> weights)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), config(architecture));
        Files.writeString(folder.resolve("vocab.txt"), String.join("\n", vocabulary()) + "\n");
        Files.writeString(
                folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": true, \"model_max_length\": 64}");
        try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
            write(out, type, weights);
        }
        return folder;
    }

    /** Writes weights that carry PyTorch's names. */
    static void write(OutputStream out, WeightType type, List<Weight> weights) throws IOException {
        Map<String, float[]> values = weights.stream()
                .collect(Collectors.toMap(weight -> weight.header().name(), Weight::values));
        Safetensors.write(
                out, weights.stream().map(Weight::header).toList(), type, header -> values.get(header.name()));
    }

    /** A weight as the file has it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Weight(Safetensors.Header header, float[] values) {}

    /** Every weight under PyTorch's name and in its orientation. */
    static List<Weight> weights() {
        return weights(ARCHITECTURE, SPREAD);
    }

    private static List<Weight> weights(BertArchitecture architecture, double spread) {
        Random random = new Random(20240101);
        List<Weight> weights = new ArrayList<>();
        for (Safetensors.Header logical : architecture.weights(2)) {
            WeightName name = WeightName.of(ModelFamily.BERT, logical.name());
            List<Integer> shape = name.isKernel()
                    ? List.of(logical.shape().get(1), logical.shape().get(0))
                    : logical.shape();
            Safetensors.Header header = new Safetensors.Header(name.torchNames().get(0), shape);
            float centre = name.kind() == WeightName.Kind.SCALE ? 1 : 0;
            float[] values = new float[header.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (centre + spread * random.nextGaussian());
            }
            weights.add(new Weight(header, values));
        }
        return weights;
    }

    static String config() {
        return config(ARCHITECTURE);
    }

    private static String config(BertArchitecture architecture) {
        Map<String, String> members = new HashMap<>(Map.of(
                "model_type", "\"bert\"",
                "hidden_act", "\"gelu\"",
                "hidden_size", Integer.toString(architecture.hidden()),
                "num_hidden_layers", Integer.toString(architecture.layers()),
                "num_attention_heads", Integer.toString(architecture.heads()),
                "intermediate_size", Integer.toString(architecture.intermediate()),
                "max_position_embeddings", "64",
                "type_vocab_size", "2",
                "layer_norm_eps", "1e-12",
                "id2label", "{\"0\": \"negative\", \"1\": \"positive\"}"));
        members.put("vocab_size", Integer.toString(vocabulary().size()));
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\": " + member.getValue())
                .sorted()
                .collect(Collectors.joining(",\n  ", "{\n  ", "\n}\n"));
    }

    /** Special tokens, ASCII, and the Chinese characters from U+4E00 that come first, with some that comments use. */
    static List<String> vocabulary() {
        List<String> tokens = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (char c = '!'; c <= '~'; c++) {
            if (!Character.isUpperCase(c)) {
                tokens.add(String.valueOf(c));
                tokens.add("##" + c);
            }
        }
        "，。！？、…“”的了是我不好太真天气心情错失望再也来转发微博开生美丑爱恨喜欢讨厌棒差赞骂哈哭笑泪怒"
                .codePoints()
                .distinct()
                .forEach(c -> tokens.add(Character.toString(c)));
        return List.copyOf(tokens);
    }
}
