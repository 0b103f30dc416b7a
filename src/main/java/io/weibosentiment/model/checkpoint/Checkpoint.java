package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Hugging Face checkpoint of a classifier in a local folder, found to be one that can be imported.
 *
 * @param config what config.json says
 * @param tokenizer its tokenizer
 * @param weights the file with its weights, or the index of several
 */
record Checkpoint(Path folder, CheckpointConfig config, CheckpointTokenizer tokenizer, Path weights) {

    static final String CONFIG = "config.json";

    private static final String GOOGLE_CONFIG = "bert_config.json";

    /** The files that describe a checkpoint, where they are there. */
    static final List<String> DESCRIPTIONS =
            Stream.concat(Stream.of(CONFIG), TokenizerFiles.NAMES.stream()).toList();

    /** The files of a checkpoint that are looked at, where they are there. */
    static final List<String> FILES = Stream.concat(
                    DESCRIPTIONS.stream(),
                    Stream.concat(
                            Stream.of(GOOGLE_CONFIG),
                            Stream.concat(Adapter.FILES.stream(), WeightFiles.NAMES.stream())))
            .toList();

    private static final int MOST_PROBLEMS = 5;
    private static final int MOST_NAMED = 3;
    private static final Pattern LAYER =
            Pattern.compile("(?:encoder|transformer)[./](?:layer|albert_layer_groups)(?:_)?\\.(?:_)?([0-9]+)[./]");

    /**
     * Reads a checkpoint, all but its weights' values.
     *
     * @throws InvalidInputException if it cannot be imported; says what was found and what to do
     */
    static Checkpoint read(Path folder) throws IOException {
        requireFiles(folder);
        CheckpointConfig config = CheckpointConfig.of(JsonFile.read(folder.resolve(CONFIG)));
        Path weights = WeightFiles.find(config.family(), folder);
        LfsPointer.refuse(WeightFiles.all(weights));
        CheckpointTokenizer tokenizer = TokenizerReader.read(folder);
        int vocabulary = config.architecture().vocabulary();
        if (tokenizer.size() > vocabulary) {
            throw new InvalidInputException("the tokenizer in " + folder + " has " + tokenizer.described()
                    + " and the model embeddings for " + vocabulary
                    + "; expected at most as many: take the tokenizer's files from the checkpoint itself");
        }
        Checkpoint checkpoint = new Checkpoint(folder, config, tokenizer, weights);
        try (CheckpointWeights opened = CheckpointWeights.open(config.family(), weights)) {
            checkpoint.check(opened);
        }
        return checkpoint;
    }

    private static void requireFiles(Path folder) throws IOException {
        LfsPointer.refuse(FILES.stream().map(folder::resolve).toList());
        Adapter.refuse(folder);
        if (!Files.exists(folder.resolve(CONFIG))) {
            throw new InvalidInputException(folder + " has no config.json; "
                    + (Files.exists(folder.resolve(GOOGLE_CONFIG))
                            ? "it has " + GOOGLE_CONFIG + ", as Google's checkpoints do: rename that to config.json"
                            : "expected the folder of a Hugging Face checkpoint, or of a SavedModel (with"
                                    + " saved_model.pb)"));
        }
    }

    private void check(CheckpointWeights opened) {
        List<String> problems = new ArrayList<>();
        for (Safetensors.Header weight : config.weights()) {
            String name = opened.name(weight.name());
            Optional<List<Integer>> shape = opened.shape(weight.name());
            if (shape.isEmpty()) {
                problems.add(weights + " has no weight " + name
                        + "; expected a " + config.family().title()
                        + " with a classification head: fine-tune it, or correct config.json");
            } else if (!shape.get().equals(weight.shape())) {
                problems.add("weight " + name + " in " + weights + " is " + shape.get()
                        + " (inputs first); config.json asks for " + weight.shape() + ": correct config.json");
            }
        }
        int layers = opened.names().stream().mapToInt(Checkpoint::layers).max().orElse(0);
        int expected = config.architecture().storedLayers();
        if (layers > expected) {
            problems.add(weights + " has " + layers + " layers and config.json " + expected + "; correct "
                    + (config.family() == ModelFamily.ALBERT
                            ? "num_hidden_groups"
                            : config.family().key("num_hidden_layers")));
        }
        List<String> shown = new ArrayList<>(problems.size() > MOST_PROBLEMS ? shortened(problems) : problems);
        List<String> unused = opened.unused(
                config.weights().stream().map(Safetensors.Header::name).toList());
        if (unused.stream().anyMatch(Adapter::isOf)) {
            throw Adapter.unmerged(
                    weights, unused.stream().filter(Adapter::isOf).findFirst().orElseThrow());
        }
        if (!unused.isEmpty() && layers <= expected) {
            shown.add(weights + " has weights that a " + config.family().title()
                    + " with a classification head does not have: "
                    + unused.subList(0, Math.min(MOST_NAMED, unused.size()))
                    + (unused.size() > MOST_NAMED ? " and " + (unused.size() - MOST_NAMED) + " more" : "")
                    + "; without them the scores would be wrong: export the model as a SavedModel and import that"
                    + " folder, or remove the weights if nothing uses them");
        }
        if (!shown.isEmpty()) {
            throw new InvalidInputException(shown);
        }
    }

    private static List<String> shortened(List<String> problems) {
        List<String> first = new ArrayList<>(problems.subList(0, MOST_PROBLEMS - 1));
        first.add("and " + (problems.size() - first.size()) + " more weights like these");
        return first;
    }

    private static int layers(String weight) {
        Matcher matcher = LAYER.matcher(weight);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) + 1 : 0;
    }

    /** Where texts are cut: what the tokenizer's configuration says, at most the model's positions. */
    int maxTokens() {
        int positions = config.architecture().mostTokens();
        return Math.min(tokenizer.modelMaxLength().orElse(positions), positions);
    }

    /** Writes the weights as a bundle has them. */
    void writeWeights(WeightType store, OutputStream out) throws IOException {
        try (CheckpointWeights opened = CheckpointWeights.open(config.family(), weights)) {
            Safetensors.write(out, config.weights(), store, weight -> values(opened, weight.name()));
        }
    }

    /** The values of a weight; zeros alone are what a download leaves that reserved the space and did not finish. */
    private float[] values(CheckpointWeights opened, String name) throws IOException {
        float[] values = opened.values(name);
        if (WeightName.of(config.family(), name).isNeverZero()
                && IntStream.range(0, values.length).allMatch(i -> values[i] == 0)) {
            throw new InvalidInputException("weight " + opened.name(name) + " in " + weights
                    + " is all zeros, as in a file that was not downloaded to its end; copy or download it again");
        }
        return values;
    }

    /** The hashes of the files that a bundle is made from. */
    Map<String, String> hashes() throws IOException {
        List<String> names = new ArrayList<>(DESCRIPTIONS);
        WeightFiles.all(weights).forEach(file -> names.add(file.getFileName().toString()));
        return hashes(folder, names);
    }

    /** The hashes of those of {@code names} that are in {@code folder}. */
    static Map<String, String> hashes(Path folder, List<String> names) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String name : names) {
            if (Files.exists(folder.resolve(name))) {
                hashes.put(name, Sha256.of(folder.resolve(name)));
            }
        }
        return hashes;
    }
}
