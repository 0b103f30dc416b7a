package io.weibosentiment.model.bundle;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import io.weibosentiment.model.graph.Arithmetic;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.graph.GraphSize;
import io.weibosentiment.model.graph.ModelArchitecture;
import io.weibosentiment.model.graph.ModelGraph;
import io.weibosentiment.model.weights.WeightType;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A bundle's model.json.
 *
 * @param format the version of the bundle's format
 * @param featurizer what turns texts into the graph's inputs
 * @param head what the outputs mean
 * @param maxTokens where texts are cut, special tokens counted
 * @param fingerprint tells models apart, see {@link BundleFingerprint}
 * @param built the model whose graph is built from weights, if that is what the bundle holds
 * @param wrapped the SavedModel that is used as it is, if that is what the bundle holds
 * @param source where the model came from
 * @param files every other file of the bundle
 * @param testVectors texts with the logits that the float32 graph gave when the bundle was made; none if there can be
 *     no such graph
 */
public record BundleManifest(
        int format,
        String featurizer,
        Head head,
        int maxTokens,
        String fingerprint,
        Optional<Built> built,
        Optional<Wrapped> wrapped,
        Source source,
        Map<String, FileEntry> files,
        List<TestVector> testVectors) {

    /** The first format that says what turns the outputs into probabilities. */
    static final int FIRST_WITH_ACTIVATION = 3;

    /** The first format that says what each label means, and how an encoder differs from BERT's. */
    static final int FIRST_WITH_VALUES = 4;

    /** The first format that says what follows an encoder instead of a pooler. */
    static final int FIRST_WITH_RCNN = 5;

    /** The first format that knows models which are no BERT. */
    static final int FIRST_WITH_KEAMM = 6;

    /** The featurizer of a bundle with BERT's tokenizer. */
    public static final String WORD_PIECE = "bert-wordpiece";

    /** The featurizer of a bundle with any other tokenizer, whose file says all about it. */
    public static final String TOKENIZER_FILE = "tokenizer-json";

    /** The featurizer of a KEAMM, which reads a text as several sequences. */
    public static final String SEQUENCES = "sequences";

    static final String FILE = "model.json";

    public static final String TOKENIZER = "tokenizer.json";
    public static final String VOCABULARIES = "vocabularies.json";
    public static final String WEIGHTS = "weights.safetensors";
    public static final String SAVED_MODEL = "saved_model";

    public BundleManifest {
        files = Map.copyOf(files);
        testVectors = List.copyOf(testVectors);
    }

    /**
     * A model built from weights.
     *
     * @param architecture its shape
     * @param weights the type its weights are stored in
     */
    public record Built(ModelArchitecture architecture, WeightType weights) {

        /** The architecture, if it is a BERT. */
        public Optional<BertArchitecture> bert() {
            return architecture instanceof BertArchitecture bert ? Optional.of(bert) : Optional.empty();
        }
    }

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
        int most = built.map(model -> model.architecture().mostTokens()).orElse(maxTokens);
        if (limit < WordPieceFeaturizer.FEWEST_TOKENS || limit > most) {
            throw new InvalidInputException("model.max-tokens is " + limit + "; expected a number from "
                    + WordPieceFeaturizer.FEWEST_TOKENS + " to " + most + ", what the model was made for");
        }
        return limit;
    }

    private boolean isBert() {
        return built.flatMap(Built::bert).isPresent();
    }

    /** Whether the model is computed in float32 alone, or in whatever precision the SavedModel has that it wraps. */
    public boolean hasOnePrecision() {
        return !isBert();
    }

    /** The file that says how texts are turned into the graph's inputs. */
    public String featurizerFile() {
        return featurizer.equals(SEQUENCES) ? VOCABULARIES : TOKENIZER;
    }

    /**
     * Makes sure that the model can be run in {@code precision}, at least on hosts that have it in hardware.
     *
     * @throws InvalidInputException if the bundle has one precision and another is wanted, or if
     *     TensorFlow cannot have a graph of that size
     */
    public void requirePrecision(Precision precision) {
        if (built.isEmpty() && precision != Precision.FLOAT32) {
            throw new InvalidInputException("the bundle wraps a SavedModel, whose precision is its own; "
                    + precision.name().toLowerCase(Locale.ROOT) + " was asked for: use --precision auto, or import the"
                    + " checkpoint it was exported from");
        }
        if (!isBert() && built.isPresent() && precision != Precision.FLOAT32) {
            throw new InvalidInputException("the model " + source.name() + " is a KEAMM, which is computed in float32; "
                    + precision.name().toLowerCase(Locale.ROOT) + " was asked for: use --precision auto or float32");
        }
        requireArithmetic(Arithmetic.of(precision, true));
    }

    /**
     * Makes sure that TensorFlow can have the model's graph in {@code arithmetic}; a wrapped SavedModel has its own.
     *
     * @throws InvalidInputException if the graph would be too large
     */
    public void requireArithmetic(Arithmetic arithmetic) {
        built.ifPresent(
                model -> GraphSize.require(model.architecture(), head.labels().size(), arithmetic));
    }

    /** Whether TensorFlow can have the model's graph in {@code precision}, on hosts that have it in hardware. */
    boolean isPossible(Precision precision) {
        return built.map(model -> GraphSize.isPossible(
                        model.architecture(), head.labels().size(), Arithmetic.of(precision, true)))
                .orElse(true);
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
     * @param sequences what the featurizer makes of it, by name
     * @param logits the outputs of the float32 graph
     */
    public record TestVector(String text, SortedMap<String, List<Integer>> sequences, List<Float> logits) {

        public TestVector {
            sequences = Collections.unmodifiableSortedMap(new TreeMap<>(sequences));
            logits = List.copyOf(logits);
        }
    }

    /**
     * The version of the graph that is built from the weights, which belongs to the identity of a score; empty where the
     * bundle wraps a SavedModel, whose graph is hashed with its files.
     */
    public OptionalInt graphVersion() {
        return built.map(model -> OptionalInt.of(ModelGraph.version(model.architecture())))
                .orElse(OptionalInt.empty());
    }

    boolean hasActivation() {
        return format >= FIRST_WITH_ACTIVATION;
    }

    boolean hasValues() {
        return format >= FIRST_WITH_VALUES;
    }

    ModelInputs inputs() {
        ModelInputs own = featurizer.equals(SEQUENCES) ? ModelInputs.SEQUENCES : ModelInputs.BUILT;
        return wrapped.map(Wrapped::inputs).orElse(own);
    }

    BundleManifest withFingerprint(String computed) {
        return new BundleManifest(
                format, featurizer, head, maxTokens, computed, built, wrapped, source, files, testVectors);
    }

    BundleManifest withTestVectors(List<TestVector> vectors) {
        return new BundleManifest(
                format, featurizer, head, maxTokens, fingerprint, built, wrapped, source, files, vectors);
    }
}
