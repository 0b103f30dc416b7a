package io.weibosentiment.inference;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.ModelLabels;
import io.weibosentiment.ScoringEngine;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.config.ScoringConfig;
import io.weibosentiment.engine.DeviceBinding;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.Head;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SerializableWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The model that a run scores with, as the driver knows it; the executors load it when they score.
 *
 * @param config what the user asked for
 * @param manifest what the bundle says of itself
 * @param resolved the precision and devices, and why
 */
public record ScoringModel(ModelConfig config, BundleManifest manifest, PrecisionResolver.Resolved resolved) {

    private static final int FINGERPRINT_SHOWN = 12;

    /**
     * Reads the bundle's manifest and asks the executors what they can do.
     *
     * @throws InvalidInputException if there is no usable bundle, it cannot be read, its graph would be too large on an
     *     executor, or a GPU was asked for and none was assigned
     */
    public static ScoringModel open(SparkSession spark, ModelConfig config) {
        BundleManifest manifest = manifest(config, spark.sparkContext().hadoopConfiguration());
        PrecisionResolver.Resolved resolved = PrecisionResolver.resolve(spark, supported(config, manifest));
        manifest.requirePrecision(resolved.precision());
        resolved.arithmetics().forEach(manifest::requireArithmetic);
        manifest.requireMaxTokens(config.maxTokens());
        return new ScoringModel(config, manifest, resolved);
    }

    private static BundleManifest manifest(ModelConfig config, Configuration hadoop) {
        try {
            return new BundleCache(HostCache.at(config.cacheDir()), hadoop).manifest(config.bundle());
        } catch (IOException e) {
            throw unreadable(config, e);
        }
    }

    private static InvalidInputException unreadable(ModelConfig config, IOException cause) {
        return new InvalidInputException(
                "model '" + config.bundle() + "' cannot be read: " + cause.getMessage(), cause);
    }

    /** A wrapped SavedModel has its own precision, and so has a KEAMM, so automatic means that one. */
    static ModelConfig supported(ModelConfig config, BundleManifest manifest) {
        boolean isFixed = manifest.hasOnePrecision() && config.precision() == Precision.AUTO;
        return isFixed
                ? new ModelConfig(
                        config.bundle(), Precision.FLOAT32, config.device(), config.maxTokens(), config.cacheDir())
                : config;
    }

    /** A scorer on the executors of {@code spark}, counting into {@code progress}. */
    public Scorer scorer(SparkSession spark, ScoringConfig scoring, ScoringProgress progress) {
        return new Scorer(request(spark, config, manifest.fingerprint(), resolved.precision()), scoring, progress)
                .with(manifest.head());
    }

    /** A score table without rows, as {@link #scorer} makes them. */
    Dataset<Row> noScores(SparkSession spark) {
        return spark.createDataFrame(List.of(), Scorer.schema(manifest.head()));
    }

    /** Loads the model before texts are scored with it, where that gains time; the caller closes it. */
    public EarlyModel early(SparkSession spark) {
        return EarlyModel.of(
                spark.sparkContext(), request(spark, config, manifest.fingerprint(), resolved.precision()));
    }

    /** How long {@code texts} are, as far as the model looks at them; reads them once. */
    public TextLengths lengths(Dataset<Row> texts) {
        return TextLengths.of(texts, maxTokens());
    }

    /** Where texts are cut, special tokens counted. */
    int maxTokens() {
        return manifest.requireMaxTokens(config.maxTokens());
    }

    /**
     * How the executors of {@code spark} load the model that {@code config} names.
     *
     * @param model tells the bundle apart from others
     */
    static ExecutorModels.Request request(SparkSession spark, ModelConfig config, String model, Precision precision) {
        return new ExecutorModels.Request(
                identity(model, precision, config.maxTokens()),
                config.device(),
                config.cacheDir().orElse(""),
                loader(config, precision, spark.sparkContext().hadoopConfiguration()));
    }

    private static String identity(String model, Precision precision, OptionalInt maxTokens) {
        String whole = model + " in " + precision;
        return maxTokens.isEmpty() ? whole : whole + ", texts cut at " + maxTokens.getAsInt() + " tokens";
    }

    /**
     * Loads the model into this process, on its CPU, to look at single texts; needs no Spark session.
     *
     * @param config its precision is any but {@link Precision#AUTO}
     * @throws InvalidInputException if there is no usable bundle or native library, or the bundle cannot be read
     */
    public static TextInspector inspector(ModelConfig config, Configuration hadoop) {
        HostCache cache = HostCache.at(config.cacheDir());
        DeviceBinding device = DeviceBinding.of(config.device(), Optional.empty());
        OfflineEngine engine = OfflineEngine.start(cache, device);
        try {
            return new TextInspector(loader(config, config.precision(), hadoop).load(cache, engine));
        } catch (IOException e) {
            throw unreadable(config, e);
        }
    }

    private static BundleLoader loader(ModelConfig config, Precision precision, Configuration hadoop) {
        return new BundleLoader(
                config.bundle(), precision, config.maxTokens().orElse(0), new SerializableWritable<>(hadoop));
    }

    /** The labels whose probabilities are kept beside the sentiment: none of a model with two. */
    public Optional<ModelLabels> labels() {
        return manifest.head().keepsProbabilities()
                ? Optional.of(new ModelLabels(manifest.head().labels()))
                : Optional.empty();
    }

    /**
     * What a model's outputs mean, in the manifest of a run.
     *
     * @param labels their names, in their order
     * @param values the sentiment from 0 to 1 that each means
     * @param range of a regression, the outputs that mean 0 and 1; empty of any other
     */
    public record LabelFacts(List<String> labels, List<Double> values, List<Double> range) {

        public LabelFacts {
            labels = List.copyOf(labels);
            values = List.copyOf(values);
            range = List.copyOf(range);
        }
    }

    /** What the outputs mean; empty where the sentiment is the probability of one label, which {@link #facts} name. */
    public Optional<LabelFacts> labelFacts() {
        Head head = manifest.head();
        List<Double> range =
                head.range().map(ends -> List.of(ends.low(), ends.high())).orElse(List.of());
        return head.positive().isPresent()
                ? Optional.empty()
                : Optional.of(new LabelFacts(head.labels(), head.values(), range));
    }

    /** The bundle, the precision and why, and the devices, for the console. */
    public String described() {
        return config.bundle() + " (" + manifest.fingerprint().substring(0, FINGERPRINT_SHOWN) + "), precision "
                + precision() + " (" + resolved.reason() + "), device " + String.join("; ", resolved.devices());
    }

    /** The name of the arithmetic's precision, such as {@code bfloat16}. */
    public String precision() {
        return resolved.precision().name().toLowerCase(Locale.ROOT);
    }

    /**
     * The model in the manifest of a run.
     *
     * @param bundle its path or name
     * @param fingerprint tells models apart
     * @param precision the precision of the arithmetic
     * @param precisionReason why it was chosen
     * @param devices the devices that the executors use
     * @param maxTokens where texts are cut
     * @param labels the outputs' names, in their order
     * @param activation what turns the outputs into probabilities: {@code softmax}
     * @param positive the label whose probability is the sentiment; empty where it is not that of one
     */
    public record Facts(
            String bundle,
            String fingerprint,
            String precision,
            String precisionReason,
            List<String> devices,
            int maxTokens,
            List<String> labels,
            String activation,
            String positive) {

        public Facts {
            devices = List.copyOf(devices);
            labels = List.copyOf(labels);
        }
    }

    /** The model in the manifest of a run. */
    public Facts facts() {
        return new Facts(
                config.bundle(),
                manifest.fingerprint(),
                precision(),
                resolved.reason(),
                resolved.devices(),
                maxTokens(),
                manifest.head().labels(),
                manifest.head().activation().key(),
                manifest.head().positiveLabel().orElse(""));
    }

    /**
     * What computes the scores of a run, in its manifest.
     *
     * @param versions the engine with its version, each once
     * @param instructionSets what oneDNN uses of the executors' processors, each once
     */
    public record EngineFacts(List<String> versions, List<String> instructionSets) {

        public EngineFacts {
            versions = List.copyOf(versions);
            instructionSets = List.copyOf(instructionSets);
        }
    }

    /** The engines in the manifest of a run. */
    public EngineFacts engine() {
        return new EngineFacts(each(ScoringEngine::version), each(ScoringEngine::instructionSet));
    }

    private List<String> each(Function<ScoringEngine, String> part) {
        return resolved.engines().stream().map(part).distinct().sorted().toList();
    }
}
