package io.weibosentiment.inference;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.CLibrary;
import io.weibosentiment.engine.DeviceBinding;
import io.weibosentiment.engine.NativeLibrary;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.files.MountOptions;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.BundleManifest.TestVector;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.util.Checklist;
import io.weibosentiment.util.Counted;
import io.weibosentiment.util.Finding;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.apache.spark.SparkEnv;

/**
 * Checks all that scoring needs of the executor it runs on, up to a few texts through the model.
 *
 * @param request how executors load the model
 * @param loader what the request loads
 */
record ExecutorSelfCheck(ExecutorModels.Request request, BundleLoader loader) implements Serializable {

    static final String CACHE = "cache";
    static final String C_LIBRARY = "C library";
    static final String LOCAL_DIR = "local dir";
    static final String DEVICE = "device";
    static final String LIBRARY = "native library";
    static final String BUNDLE = "bundle";
    static final String TOKENIZER = "tokenizer";
    static final String MODEL = "model";

    /** What the cache needs besides what is known beforehand: the tokenizer's library, locks. */
    private static final long CACHE_SLACK = 64L << 20;

    private static final long LEAST_LOCAL = 1L << 30;

    /** Another processor's or GPU's arithmetic differs by less, another model's by much more. */
    private static final float FLOAT32_TOLERANCE = 0.02f;

    private static final float BFLOAT16_TOLERANCE = 0.3f;
    private static final float INT8_TOLERANCE = 1;

    /** Makes every check that can be made here; never throws. */
    List<Finding> findings() {
        HostCache cache = request.cache();
        BundleCache bundles = new BundleCache(cache, loader.hadoop().value());
        Checklist findings = new Checklist();
        findings.check(LOCAL_DIR, ExecutorSelfCheck::localDir);
        if (findings.check(CACHE, () -> room(cache, bundles))) {
            findings.check(C_LIBRARY, () -> CLibrary.require(cache));
        } else {
            findings.skip(C_LIBRARY, "it needs the cache");
        }
        boolean hasDevice = findings.check(DEVICE, () -> device().toString());
        boolean hasLibrary = findings.check(LIBRARY, () -> library(cache, hasDevice));
        Optional<ModelBundle> bundle =
                findings.find(BUNDLE, () -> bundles.fetch(loader.bundle()), ExecutorSelfCheck::described);
        if (bundle.isEmpty()) {
            findings.skip(TOKENIZER, "it needs the bundle");
        }
        boolean hasTokenizer = bundle.isPresent() && findings.check(TOKENIZER, () -> tokenizer(cache, bundle.get()));
        if (hasTokenizer && hasDevice && hasLibrary) {
            findings.check(MODEL, () -> model(bundle.get()));
        } else {
            findings.skip(MODEL, "it needs the bundle, its tokenizer, the device and the native library");
        }
        return findings.all();
    }

    private DeviceBinding device() {
        return DeviceBinding.of(request.device(), GpuAddress.ofTask());
    }

    private static String localDir() throws IOException {
        File[] folders = SparkEnv.get().blockManager().diskBlockManager().localDirs();
        long most = -1;
        for (File folder : folders) {
            long usable = Files.getFileStore(folder.toPath()).getUsableSpace();
            if (usable < LEAST_LOCAL) {
                throw new InvalidInputException("Spark's scratch folder " + folder + " has " + gigabytes(usable)
                        + " free; expected at least " + gigabytes(LEAST_LOCAL)
                        + ": make room, or set spark.local.dir (on YARN, the NodeManager's local dirs)");
            }
            most = Math.max(most, usable);
        }
        return Counted.of(folders.length, "folder, ", "folders, up to ") + gigabytes(most) + " free";
    }

    private String room(HostCache cache, BundleCache bundles) throws IOException {
        long usable;
        try {
            usable = cache.usableBytes();
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the cache folder " + cache.root() + " cannot be written (" + e + "); set " + HostCache.ENVIRONMENT
                            + " to a folder on a local disk that this user may write to",
                    e);
        }
        if (!MountOptions.allowExecution(cache.root())) {
            throw new InvalidInputException("the cache folder " + cache.root()
                    + " is mounted with noexec, so that no native library can be loaded from there; set "
                    + HostCache.ENVIRONMENT + " to a folder on a local disk that is not");
        }
        long needed = NativeLibrary.bytesToUnpack(cache) + bundleBytes(bundles);
        long expected = needed == 0 ? 0 : needed + CACHE_SLACK;
        if (usable < expected) {
            throw new InvalidInputException(
                    "the cache folder " + cache.root() + " has " + gigabytes(usable) + " free; expected "
                            + gigabytes(expected) + " for the native library and the model: make room, or set "
                            + HostCache.ENVIRONMENT + " to a folder on a larger local disk");
        }
        return cache.root() + ", " + gigabytes(usable) + " free, "
                + (needed == 0 ? "nothing to unpack" : gigabytes(needed) + " to unpack");
    }

    /** What the bundle will take; nothing where there is none, which another check tells. */
    private long bundleBytes(BundleCache bundles) {
        try {
            return bundles.bytesToFetch(loader.bundle());
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    private String library(HostCache cache, boolean hasDevice) throws IOException {
        if (hasDevice) {
            OfflineEngine engine = ExecutorModels.engine(request);
            return described(engine.library()) + ", loaded, computes with " + engine.kernels();
        }
        return described(NativeLibrary.find(cache)) + ", not loaded as there is no device for it";
    }

    /** Without the jar, whose place is another on every executor. */
    private static String described(NativeLibrary library) {
        return library.flavour() + " in " + library.folder();
    }

    private static String described(ModelBundle bundle) {
        BundleManifest manifest = bundle.manifest();
        return manifest.source().name() + " (" + manifest.fingerprint().substring(0, 12) + "), "
                + Counted.of(manifest.files().size(), "file") + " whole";
    }

    private static String tokenizer(HostCache cache, ModelBundle bundle) throws IOException {
        List<TestVector> vectors = bundle.manifest().testVectors();
        OfflineEngine.goOffline(cache);
        try (Featurizer featurizer = bundle.featurizer(OptionalInt.empty())) {
            for (int number = 0; number < vectors.size(); number++) {
                TestVector vector = vectors.get(number);
                SortedMap<String, List<Integer>> found = featurizer.sequences(encoded(featurizer, vector));
                if (!found.equals(vector.sequences())) {
                    throw new InvalidInputException("test vector " + (number + 1) + " gives the token ids " + found
                            + "; the bundle expects " + vector.sequences()
                            + ": import the model again with this version");
                }
            }
        }
        return vectors.isEmpty()
                ? "opened; the bundle has no test vectors to compare with, importing the model again adds some"
                : "agrees with the bundle's " + vectors.size() + " test vectors";
    }

    private static Features encoded(Featurizer featurizer, TestVector vector) {
        return featurizer.encode(List.of(vector.text())).get(0);
    }

    private static float tolerance(Precision precision) {
        return switch (precision) {
            case BFLOAT16 -> BFLOAT16_TOLERANCE;
            case INT8 -> INT8_TOLERANCE;
            default -> FLOAT32_TOLERANCE;
        };
    }

    private String model(ModelBundle bundle) throws Exception {
        List<TestVector> vectors = bundle.manifest().testVectors();
        float tolerance = tolerance(loader.precision());
        double largest = 0;
        try (SharedInstance.Lease<LoadedModel> model = ExecutorModels.acquire(request);
                TaskPredictor predictor = new TaskPredictor(model.value());
                Featurizer whole = bundle.featurizer(OptionalInt.empty())) {
            run(model.value(), predictor);
            for (TestVector vector : vectors) {
                largest = Math.max(largest, difference(predictor.logits(List.of(encoded(whole, vector)))[0], vector));
            }
        }
        if (!(largest <= tolerance)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "its logits are off the bundle's test vectors by %.4f in %s; expected at most %.2f: remove the host's"
                            + " cache and run check again, else import the model again",
                    largest,
                    precision(),
                    tolerance));
        }
        String compared = vectors.isEmpty()
                ? "no test vectors to compare with"
                : String.format(Locale.ROOT, "test vectors met within %.4f", largest);
        return "loads in " + precision() + " on " + device() + " and scores, " + compared;
    }

    /** One text, as a task would run it. */
    private static void run(LoadedModel model, TaskPredictor predictor) throws Exception {
        float[] logits = predictor.logits(model.featurizer().encode(List.of("今天天气真好")))[0];
        List<String> labels = model.head().labels();
        if (logits.length != labels.size()) {
            throw new InvalidInputException("the model has " + logits.length + " outputs; expected one for each of the"
                    + " labels " + labels + ": import it again");
        }
        float sentiment = model.head().sentiment(logits);
        if (!Float.isFinite(sentiment)) {
            throw new InvalidInputException(
                    "the model scores a text with " + sentiment + "; expected a number from 0 to 1: import it again");
        }
    }

    private static double difference(float[] logits, TestVector vector) {
        double largest = 0;
        for (int label = 0; label < logits.length; label++) {
            largest = Math.max(
                    largest, Math.abs((double) logits[label] - vector.logits().get(label)));
        }
        return largest;
    }

    private String precision() {
        return loader.precision().name().toLowerCase(Locale.ROOT);
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
