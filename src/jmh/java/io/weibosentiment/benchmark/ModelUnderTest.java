package io.weibosentiment.benchmark;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.checkpoint.ImportRequest;
import io.weibosentiment.model.checkpoint.ModelImporter;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.weights.WeightType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * The model that is measured.
 *
 * @param path what the job is given as its bundle
 * @param bundle the bundle on this host
 * @param checkpoint where its ONNX files may lie
 */
record ModelUnderTest(String path, ModelBundle bundle, Optional<Path> checkpoint) {

    /** Names a model of BERT-base's shape with random weights. */
    static final String BASE_RANDOM = "base-random";

    private static final String CHECKPOINT_CONFIG = "config.json";
    private static final String BUNDLE_MANIFEST = "model.json";
    private static final String WEIGHTS = "weights.safetensors";

    /**
     * Finds, imports or makes up the model.
     *
     * @param model a bundle, a checkpoint or {@value #BASE_RANDOM}; empty: the checkpoint, else the bundled model
     * @param checkpoint the folder with the checkpoint's ONNX files; empty: that of {@code model}, if it is a checkpoint
     * @param folder for what has to be made
     */
    static ModelUnderTest open(Optional<String> model, Optional<Path> checkpoint, HostCache cache, Path folder)
            throws IOException {
        Configuration hadoop = new Configuration();
        BundleCache bundles = new BundleCache(cache, hadoop);
        String given = model.or(() -> checkpoint.map(Path::toString)).orElse(ModelConfig.BUNDLED);
        Optional<Path> beside = checkpoint;
        String path = given;
        if (given.equals(BASE_RANDOM)) {
            ModelBundle bundled = bundles.fetch(ModelConfig.BUNDLED);
            path = imported(RandomCheckpoint.base(vocabulary(bundled)).write(folder.resolve(given)), cache, folder);
        } else if (isCheckpoint(Path.of(given))) {
            path = imported(Path.of(given), cache, folder);
            beside = beside.or(() -> Optional.of(Path.of(given)));
        }
        return new ModelUnderTest(path, bundles.fetch(path), beside);
    }

    private static boolean isCheckpoint(Path folder) {
        return Files.exists(folder.resolve(CHECKPOINT_CONFIG)) && !Files.exists(folder.resolve(BUNDLE_MANIFEST));
    }

    private static String imported(Path checkpoint, HostCache cache, Path folder) throws IOException {
        String to = folder.resolve("bundle").toString();
        ImportRequest request =
                new ImportRequest(checkpoint.toString(), to, WeightType.FLOAT32, OptionalInt.empty(), Optional.empty());
        new ModelImporter(cache, new Configuration()).importModel(request);
        return to;
    }

    /** The shape of the model; empty if the bundle wraps a SavedModel. */
    Optional<BertArchitecture> architecture() {
        return bundle.manifest().built().flatMap(BundleManifest.Built::bert);
    }

    /** The file with its weights. */
    Path weights() {
        return bundle.folder().resolve(WEIGHTS);
    }

    /** The file {@code name} beside the checkpoint, if it is there. */
    Optional<Path> beside(String name) {
        return checkpoint.map(folder -> folder.resolve(name)).filter(Files::isRegularFile);
    }

    /** The tokens of a bundle's vocabulary in their order. */
    static List<String> vocabulary(ModelBundle bundle) throws IOException {
        JsonObject tokenizer = JsonParser.parseString(
                        Files.readString(bundle.folder().resolve("tokenizer.json")))
                .getAsJsonObject();
        return tokenizer.getAsJsonObject("model").getAsJsonObject("vocab").entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, JsonElement> token) ->
                        token.getValue().getAsInt()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The Chinese characters of a bundle's vocabulary, in its order. */
    static String characters(ModelBundle bundle) throws IOException {
        return vocabulary(bundle).stream()
                .filter(token -> token.length() == 1 && Character.isIdeographic(token.charAt(0)))
                .collect(Collectors.joining());
    }
}
