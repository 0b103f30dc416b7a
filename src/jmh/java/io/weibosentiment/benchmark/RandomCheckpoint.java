package io.weibosentiment.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Writes a checkpoint with random weights, always the same, as Transformers would save it: good for measuring speed.
 *
 * @param layers how many layers it has
 * @param hidden the width; heads are 64 wide, the wide width is four times this
 * @param vocabulary the tokens
 */
record RandomCheckpoint(int layers, int hidden, List<String> vocabulary) {

    private static final int HEAD = 64;
    private static final int WIDE = 4;
    private static final int POSITIONS = 512;
    private static final int LABELS = 2;
    private static final double SPREAD = 0.02;
    private static final int BFLOAT16_SHIFT = 16;

    /** The shape of bert-base. */
    static RandomCheckpoint base(List<String> vocabulary) {
        return new RandomCheckpoint(12, 768, vocabulary);
    }

    /** Writes config.json, vocab.txt, tokenizer_config.json and model.safetensors (bfloat16) into {@code folder}. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), config());
        Files.writeString(folder.resolve("vocab.txt"), String.join("\n", vocabulary) + "\n");
        Files.writeString(
                folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": true, \"model_max_length\": 512}");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("model.safetensors")))) {
            write(out);
        }
        return folder;
    }

    private void write(OutputStream out) throws IOException {
        Map<String, int[]> shapes = shapes();
        StringBuilder header = new StringBuilder("{");
        long offset = 0;
        for (Map.Entry<String, int[]> shape : shapes.entrySet()) {
            long end = offset + (long) size(shape.getValue()) * Short.BYTES;
            String dimensions =
                    Arrays.stream(shape.getValue()).mapToObj(Integer::toString).collect(Collectors.joining(","));
            header.append(header.length() > 1 ? "," : "")
                    .append('"')
                    .append(shape.getKey())
                    .append("\":{\"dtype\":\"BF16\",\"shape\":[")
                    .append(dimensions)
                    .append("],\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(end)
                    .append("]}");
            offset = end;
        }
        byte[] bytes = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length)
                .array());
        out.write(bytes);
        Random random = new Random(20240101);
        for (Map.Entry<String, int[]> shape : shapes.entrySet()) {
            out.write(values(random, size(shape.getValue()), shape.getKey().endsWith("LayerNorm.weight") ? 1 : 0));
        }
    }

    private static byte[] values(Random random, int count, float centre) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            float value = (float) (centre + SPREAD * random.nextGaussian());
            bytes.putShort((short) (Float.floatToIntBits(value) >>> BFLOAT16_SHIFT));
        }
        return bytes.array();
    }

    private static int size(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** The weights by their names in PyTorch, kernels [outputs, inputs]. */
    private Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("bert.embeddings.word_embeddings.weight", new int[] {vocabulary.size(), hidden});
        shapes.put("bert.embeddings.position_embeddings.weight", new int[] {POSITIONS, hidden});
        shapes.put("bert.embeddings.token_type_embeddings.weight", new int[] {2, hidden});
        norm(shapes, "bert.embeddings");
        for (int i = 0; i < layers; i++) {
            String layer = "bert.encoder.layer." + i + ".";
            dense(shapes, layer + "attention.self.query", hidden, hidden);
            dense(shapes, layer + "attention.self.key", hidden, hidden);
            dense(shapes, layer + "attention.self.value", hidden, hidden);
            dense(shapes, layer + "attention.output.dense", hidden, hidden);
            norm(shapes, layer + "attention.output");
            dense(shapes, layer + "intermediate.dense", WIDE * hidden, hidden);
            dense(shapes, layer + "output.dense", hidden, WIDE * hidden);
            norm(shapes, layer + "output");
        }
        dense(shapes, "bert.pooler.dense", hidden, hidden);
        dense(shapes, "classifier", LABELS, hidden);
        return shapes;
    }

    private static void dense(Map<String, int[]> shapes, String name, int outputs, int inputs) {
        shapes.put(name + ".weight", new int[] {outputs, inputs});
        shapes.put(name + ".bias", new int[] {outputs});
    }

    private void norm(Map<String, int[]> shapes, String owner) {
        shapes.put(owner + ".LayerNorm.weight", new int[] {hidden});
        shapes.put(owner + ".LayerNorm.bias", new int[] {hidden});
    }

    private String config() {
        return """
                {
                  "model_type": "bert",
                  "hidden_act": "gelu",
                  "hidden_size": %d,
                  "num_hidden_layers": %d,
                  "num_attention_heads": %d,
                  "intermediate_size": %d,
                  "max_position_embeddings": %d,
                  "type_vocab_size": 2,
                  "vocab_size": %d,
                  "layer_norm_eps": 1e-12,
                  "id2label": {"0": "negative", "1": "positive"}
                }
                """.formatted(hidden, layers, hidden / HEAD, WIDE * hidden, POSITIONS, vocabulary.size());
    }
}
