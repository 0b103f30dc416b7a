package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import io.weibosentiment.util.JsonFile;
import io.weibosentiment.util.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Hugging Face checkpoint of a BERT classifier in a local folder, found to be one that can be imported.
 *
 * @param config what config.json says
 * @param tokenizer its tokenizer
 * @param weights the file with its weights
 */
record Checkpoint(Path folder, CheckpointConfig config, TokenizerJson tokenizer, Path weights) {

    static final String CONFIG = "config.json";

    /** The files of a checkpoint that are read, where they are there. */
    static final List<String> FILES = List.of(
            CONFIG,
            "vocab.txt",
            BundleManifest.TOKENIZER,
            "tokenizer_config.json",
            "model.safetensors",
            "tf_model.h5",
            "model.safetensors.index.json",
            "pytorch_model.bin");

    private static final Pattern LAYER = Pattern.compile("encoder[./]layer(?:_)?\\.(?:_)?([0-9]+)[./]");

    /**
     * Reads a checkpoint, all but its weights' values.
     *
     * @throws InvalidInputException if it cannot be imported; says what was found and what to do
     */
    static Checkpoint read(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(CONFIG))) {
            throw new InvalidInputException(folder + " has no config.json; expected the folder of a Hugging Face"
                    + " checkpoint, or of a SavedModel (with saved_model.pb)");
        }
        CheckpointConfig config = CheckpointConfig.of(JsonFile.read(folder.resolve(CONFIG)));
        Path weights = CheckpointWeights.file(folder);
        TokenizerJson tokenizer = TokenizerJson.read(folder);
        int vocabulary = config.architecture().vocabulary();
        if (tokenizer.size() > vocabulary) {
            throw new InvalidInputException("the tokenizer in " + folder + " has " + tokenizer.size()
                    + " tokens and the model embeddings for " + vocabulary
                    + "; expected at most as many: take vocab.txt from the checkpoint itself");
        }
        Checkpoint checkpoint = new Checkpoint(folder, config, tokenizer, weights);
        try (CheckpointWeights opened = CheckpointWeights.open(weights)) {
            checkpoint.check(opened);
        }
        return checkpoint;
    }

    private void check(CheckpointWeights opened) {
        List<String> problems = new ArrayList<>();
        for (Safetensors.Header weight : config.weights()) {
            String name = WeightName.of(weight.name()).torchNames().get(0);
            Optional<List<Integer>> shape = opened.shape(weight.name());
            if (shape.isEmpty()) {
                problems.add(weights + " has no weight " + name
                        + "; expected a BERT with a classification head: fine-tune it, or correct config.json");
            } else if (!shape.get().equals(weight.shape())) {
                problems.add("weight " + name + " in " + weights + " is " + shape.get()
                        + " (inputs first); config.json asks for " + weight.shape() + ": correct config.json");
            }
        }
        int layers = opened.names().stream().mapToInt(Checkpoint::layers).max().orElse(0);
        if (layers > config.architecture().layers()) {
            problems.add(weights + " has " + layers + " layers and config.json "
                    + config.architecture().layers() + "; correct num_hidden_layers");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems.size() > 5 ? shortened(problems) : problems);
        }
    }

    private static List<String> shortened(List<String> problems) {
        List<String> first = new ArrayList<>(problems.subList(0, 4));
        first.add("and " + (problems.size() - 4) + " more weights like these");
        return first;
    }

    private static int layers(String weight) {
        Matcher matcher = LAYER.matcher(weight);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) + 1 : 0;
    }

    /** Where texts are cut: what the tokenizer's configuration says, at most the model's positions. */
    int maxTokens() {
        int positions = config.architecture().positions();
        return Math.min(tokenizer.modelMaxLength().orElse(positions), positions);
    }

    /** Writes the weights as a bundle has them. */
    void writeWeights(WeightType store, OutputStream out) throws IOException {
        try (CheckpointWeights opened = CheckpointWeights.open(weights)) {
            Safetensors.write(out, config.weights(), store, weight -> opened.values(weight.name()));
        }
    }

    /** The hashes of the files that a bundle is made from. */
    Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String name : List.of(
                CONFIG,
                "vocab.txt",
                BundleManifest.TOKENIZER,
                "tokenizer_config.json",
                weights.getFileName().toString())) {
            if (Files.exists(folder.resolve(name))) {
                hashes.put(name, Sha256.of(folder.resolve(name)));
            }
        }
        return hashes;
    }
}
