package io.weibosentiment.model.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import io.weibosentiment.util.JsonFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A checkpoint of a pre-trained BERT without a classifier, completed by one with random weights, so that it can be imported
 * and trained.
 *
 * @param folder the checkpoint's folder
 */
record EncoderCheckpoint(Path folder) {

    private static final String WEIGHTS = "model.safetensors";
    private static final Set<String> CLASSES = Set.of(
            "BertModel", "BertForMaskedLM", "BertForPreTraining", "BertForNextSentencePrediction", "BertLMHeadModel");

    /** As BERT's own weights were made before the pre-training. */
    private static final double SPREAD = 0.02;

    private static final int LABELS = 2;

    /** Whether the folder has such a checkpoint. */
    boolean isThere() throws IOException {
        if (!Files.isRegularFile(folder.resolve(Checkpoint.CONFIG)) || !Files.isRegularFile(folder.resolve(WEIGHTS))) {
            return false;
        }
        JsonElement classes =
                JsonFile.read(folder.resolve(Checkpoint.CONFIG)).json().get("architectures");
        return classes != null
                && classes.isJsonArray()
                && classes.getAsJsonArray().asList().stream()
                        .anyMatch(name -> name.isJsonPrimitive() && CLASSES.contains(name.getAsString()));
    }

    /**
     * Writes the completed checkpoint into {@code target}.
     *
     * @param seed decides the new weights
     * @return the names under which a bundle has them, up to their first dot
     */
    Set<String> complete(Path target, long seed) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (Checkpoint.DESCRIPTIONS.contains(name) && !name.equals(Checkpoint.CONFIG)) {
                    Files.copy(file, target.resolve(name));
                }
            }
        }
        JsonObject config = JsonFile.read(folder.resolve(Checkpoint.CONFIG)).json();
        Files.writeString(target.resolve(Checkpoint.CONFIG), classifier(config).toString());
        int hidden = JsonFile.read(folder.resolve(Checkpoint.CONFIG)).requirePositive("hidden_size");
        return complete(target, hidden, new Random(seed));
    }

    private static JsonObject classifier(JsonObject encoder) {
        JsonObject config = encoder.deepCopy();
        JsonArray classes = new JsonArray();
        classes.add("BertForSequenceClassification");
        config.add("architectures", classes);
        JsonObject labels = new JsonObject();
        labels.addProperty("0", "negative");
        labels.addProperty("1", "positive");
        config.add("id2label", labels);
        config.remove("label2id");
        config.remove("problem_type");
        return config;
    }

    private Set<String> complete(Path target, int hidden, Random random) throws IOException {
        Safetensors weights = Safetensors.open(folder.resolve(WEIGHTS));
        TorchPrefix prefix = TorchPrefix.of(ModelFamily.BERT, weights.shapes().keySet());
        Map<String, float[]> fresh = new LinkedHashMap<>();
        List<Safetensors.Header> headers = new ArrayList<>();
        weights.shapes().forEach((name, shape) -> {
            if (!TorchPrefix.isHarmless(ModelFamily.BERT, name)) {
                headers.add(new Safetensors.Header(name, shape));
            }
        });
        Set<String> parts = new TreeSet<>();
        for (String part : List.of("bert.pooler.dense", "classifier")) {
            Safetensors.Header kernel = new Safetensors.Header(
                    prefix.apply(part + ".weight"), List.of(part.equals("classifier") ? LABELS : hidden, hidden));
            if (!weights.shapes().containsKey(kernel.name())) {
                Safetensors.Header bias = new Safetensors.Header(
                        prefix.apply(part + ".bias"), List.of(kernel.shape().get(0)));
                headers.addAll(List.of(kernel, bias));
                fresh.put(kernel.name(), random(kernel.size(), random));
                fresh.put(bias.name(), new float[bias.size()]);
                parts.add(part.equals("classifier") ? part : "pooler");
            }
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target.resolve(WEIGHTS)))) {
            Safetensors.write(
                    out,
                    headers,
                    WeightType.FLOAT32,
                    header -> fresh.containsKey(header.name())
                            ? fresh.get(header.name())
                            : weights.reader(header.name()).all());
        }
        return parts;
    }

    private static float[] random(int size, Random random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (SPREAD * random.nextGaussian());
        }
        return values;
    }
}
