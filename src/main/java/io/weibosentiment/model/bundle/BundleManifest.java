package io.weibosentiment.model.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.graph.BertGraph;
import io.weibosentiment.model.weights.WeightType;
import io.weibosentiment.util.JsonFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A bundle's model.json.
 *
 * @param format the version of the bundle's format
 * @param featurizer what turns texts into the graph's inputs
 * @param labels the outputs' names, in their order
 * @param positive the index of the output that means positive
 * @param maxTokens where texts are cut, special tokens counted
 * @param fingerprint SHA-256 of the weights, the tokenizer and what the outputs mean; tells models apart
 * @param built the model whose graph is built from weights, if that is what the bundle holds
 * @param wrapped the SavedModel that is used as it is, if that is what the bundle holds
 * @param source where the model came from
 * @param files every other file of the bundle
 * @param testVectors texts with the logits that the float32 graph gave when the bundle was made; may be none
 */
public record BundleManifest(
        int format,
        String featurizer,
        List<String> labels,
        int positive,
        int maxTokens,
        String fingerprint,
        Optional<Built> built,
        Optional<Wrapped> wrapped,
        Source source,
        Map<String, FileEntry> files,
        List<TestVector> testVectors) {

    public static final int FORMAT = 1;
    static final int MIN_TOKENS = 3; // [CLS], one token, [SEP]
    public static final String WORD_PIECE = "bert-wordpiece";
    public static final String FILE = "model.json";
    public static final String TOKENIZER = "tokenizer.json";
    public static final String WEIGHTS = "weights.safetensors";
    public static final String SAVED_MODEL = "saved_model";

    private static final String TEST_VECTORS = "testVectors";

    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .serializeNulls()
            .registerTypeAdapterFactory(new OptionalJson())
            .create();

    public BundleManifest {
        labels = List.copyOf(labels);
        files = Map.copyOf(files);
        testVectors = List.copyOf(testVectors);
    }

    /**
     * A model built from weights.
     *
     * @param architecture its shape
     * @param weights the type its weights are stored in
     */
    public record Built(BertArchitecture architecture, WeightType weights) {}

    /**
     * A SavedModel used as it is.
     *
     * @param inputs what it calls its inputs and output
     */
    public record Wrapped(ModelInputs inputs) {}

    /**
     * Where texts are cut, special tokens counted.
     *
     * @param asked what the user asked for; empty: what the bundle says
     * @throws InvalidInputException if that is more than the model has positions for, or less than three
     */
    public int requireMaxTokens(OptionalInt asked) {
        int limit = asked.orElse(maxTokens);
        int most = built.map(model -> model.architecture().positions()).orElse(maxTokens);
        if (limit < MIN_TOKENS || limit > most) {
            throw new InvalidInputException("model.max-tokens is " + limit + "; expected a number from " + MIN_TOKENS
                    + " to " + most + ", what the model was made for");
        }
        return limit;
    }

    /**
     * Problems that the model can be run in {@code precision}.
     *
     * @throws InvalidInputException if the bundle holds a SavedModel and another precision than its own is wanted
     */
    public void requirePrecision(Precision precision) {
        if (built.isEmpty() && precision != Precision.FLOAT32) {
            throw new InvalidInputException("the bundle wraps a SavedModel, whose precision is its own; "
                    + precision.name().toLowerCase(Locale.ROOT) + " was asked for: use --precision auto, or import the"
                    + " checkpoint it was exported from");
        }
    }

    /**
     * Where a model came from.
     *
     * @param name the name of the folder that was imported
     * @param sha256 the hash of each file that was read
     */
    public record Source(String name, Map<String, String> sha256) {

        public Source {
            sha256 = Map.copyOf(sha256);
        }
    }

    /**
     * A file of the bundle.
     *
     * @param size its bytes
     * @param sha256 their hash, in hex
     */
    public record FileEntry(long size, String sha256) {}

    /**
     * A text with what the model makes of it.
     *
     * @param ids the token ids
     * @param logits the outputs of the float32 graph
     */
    public record TestVector(String text, List<Integer> ids, List<Float> logits) {

        public TestVector {
            ids = List.copyOf(ids);
            logits = List.copyOf(logits);
        }
    }

    /**
     * The version of the graph that is built from the weights, which belongs to the identity of a score; empty where the
     * bundle wraps a SavedModel, whose graph is hashed with its files.
     */
    public OptionalInt graphVersion() {
        return built.isPresent() ? OptionalInt.of(BertGraph.VERSION) : OptionalInt.empty();
    }

    /** The name of the output that means positive. */
    public String positiveLabel() {
        return labels.get(positive);
    }

    ModelInputs inputs() {
        return wrapped.map(Wrapped::inputs).orElse(ModelInputs.BUILT);
    }

    public BundleManifest withTestVectors(List<TestVector> vectors) {
        return new BundleManifest(
                format, featurizer, labels, positive, maxTokens, fingerprint, built, wrapped, source, files, vectors);
    }

    public String toJson() {
        // Sorted, so that equal bundles have equal files.
        BundleManifest sorted = new BundleManifest(
                format,
                featurizer,
                labels,
                positive,
                maxTokens,
                fingerprint,
                built,
                wrapped,
                source,
                files,
                testVectors);
        JsonObject json = GSON.toJsonTree(sorted).getAsJsonObject();
        json.add("files", GSON.toJsonTree(new TreeMap<>(files)));
        json.getAsJsonObject("source").add("sha256", GSON.toJsonTree(new TreeMap<>(source.sha256)));
        return GSON.toJson(json) + "\n";
    }

    /**
     * Reads a manifest.
     *
     * @param file what it was read from, for messages
     * @throws InvalidInputException if it is none, or of a format that this version does not know
     */
    static BundleManifest parse(String file, String text) {
        JsonFile json = JsonFile.parse(file, text);
        int found = json.number("format").map(Double::intValue).orElse(0);
        if (found != FORMAT) {
            throw new InvalidInputException(file + " has format " + found + "; this version reads format " + FORMAT
                    + ": " + (found > FORMAT ? "use a newer version of weibo-sentiment" : "import the model again"));
        }
        BundleManifest manifest;
        try {
            JsonObject complete = json.json();
            if (!complete.has(TEST_VECTORS)) { // written by a script, not by import-model
                complete.add(TEST_VECTORS, new JsonArray());
            }
            manifest = GSON.fromJson(complete, BundleManifest.class);
        } catch (JsonParseException | NullPointerException | IllegalStateException e) {
            throw new InvalidInputException(file + " is not a complete manifest; import the model again", e);
        }
        manifest.check(file);
        return manifest;
    }

    private void check(String file) {
        if (!WORD_PIECE.equals(featurizer)) {
            throw new InvalidInputException(file + ": the featurizer is '" + featurizer + "'; this version knows '"
                    + WORD_PIECE + "': use a newer version of weibo-sentiment");
        }
        if (built.isPresent() == wrapped.isPresent() || positive < 0 || positive >= labels.size() || maxTokens < 3) {
            throw new InvalidInputException(file + " contradicts itself; import the model again");
        }
    }
}
