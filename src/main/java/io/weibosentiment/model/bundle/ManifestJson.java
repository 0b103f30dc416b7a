package io.weibosentiment.model.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializer;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.BundleManifest.Built;
import io.weibosentiment.model.bundle.BundleManifest.FileEntry;
import io.weibosentiment.model.bundle.BundleManifest.Source;
import io.weibosentiment.model.bundle.BundleManifest.TestVector;
import io.weibosentiment.model.bundle.BundleManifest.Wrapped;
import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.graph.BertArchitecture.Variant;
import io.weibosentiment.util.JsonFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A bundle's model.json, read and written. Format 1 is that of version 0.1.0. Bundles are made in format 2; in format
 * 3, which says what turns the outputs into probabilities, where that is no softmax; in format 4, which says what each
 * label means and how the encoder differs from BERT's, where the sentiment is not the probability of one label of two, or
 * the encoder or the tokenizer is not BERT's; in format 5, which says what follows the encoder, where that is no
 * pooler; and in format 6 where the model is a KEAMM.
 */
final class ManifestJson {

    private static final int OLDEST_FORMAT = 1;
    private static final int FORMAT = 2;
    private static final int NEWEST_FORMAT = BundleManifest.FIRST_WITH_KEAMM;
    private static final Set<String> FEATURIZERS =
            Set.of(BundleManifest.WORD_PIECE, BundleManifest.TOKENIZER_FILE, BundleManifest.SEQUENCES);
    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .serializeNulls()
            .registerTypeHierarchyAdapter(Optional.class, (JsonSerializer<Optional<?>>)
                    (value, type, context) -> value.map(context::serialize).orElse(JsonNull.INSTANCE))
            .create();

    private ManifestJson() {}

    /** The format that a bundle is made in: the oldest that has what it needs. */
    static int format(Head head, String featurizer, Optional<Built> built) {
        if (featurizer.equals(BundleManifest.SEQUENCES)) {
            return BundleManifest.FIRST_WITH_KEAMM;
        }
        Optional<BertArchitecture> bert = built.flatMap(Built::bert);
        if (bert.flatMap(BertArchitecture::rcnn).isPresent()) {
            return BundleManifest.FIRST_WITH_RCNN;
        }
        boolean isBert = featurizer.equals(BundleManifest.WORD_PIECE)
                && bert.map(model -> model.variant().equals(Variant.BERT) && model.tokenTypes() > 0)
                        .orElse(true);
        if (!isBert || head.labels().size() != 2 || head.positive().isEmpty()) {
            return BundleManifest.FIRST_WITH_VALUES;
        }
        return head.activation() == HeadActivation.SOFTMAX ? FORMAT : BundleManifest.FIRST_WITH_ACTIVATION;
    }

    /** The file's text; equal manifests give equal texts. */
    static String write(BundleManifest manifest) {
        JsonObject json = new JsonObject();
        json.addProperty("format", manifest.format());
        json.addProperty("featurizer", manifest.featurizer());
        HeadJson.write(manifest, json);
        json.addProperty("maxTokens", manifest.maxTokens());
        json.addProperty("fingerprint", manifest.fingerprint());
        json.add("built", manifest.built().map(ArchitectureJson::of).orElse(null));
        json.add("wrapped", manifest.wrapped().map(ManifestJson::json).orElse(null));
        JsonObject source = new JsonObject();
        source.addProperty("name", manifest.source().name());
        source.add("sha256", GSON.toJsonTree(new TreeMap<>(manifest.source().sha256())));
        json.add("source", source);
        json.add("files", GSON.toJsonTree(new TreeMap<>(manifest.files())));
        json.add("testVectors", GSON.toJsonTree(manifest.testVectors()));
        return GSON.toJson(json) + "\n";
    }

    private static JsonObject json(Wrapped wrapped) {
        ModelInputs names = wrapped.inputs();
        JsonObject inputs = new JsonObject();
        inputs.addProperty("signature", names.signature());
        inputs.addProperty("exactSignature", names.exactSignature().orElse(null));
        inputs.addProperty("ids", names.ids());
        inputs.addProperty("mask", names.mask().orElse(null));
        inputs.addProperty("tokenTypes", names.tokenTypes().orElse(null));
        inputs.addProperty("logits", names.logits());
        JsonObject json = new JsonObject();
        json.add("inputs", inputs);
        return json;
    }

    /**
     * Reads a manifest.
     *
     * @param file what it was read from, for messages
     * @throws InvalidInputException if it is none, of a format or featurizer that this version does not know, or no
     *     longer what it was when the bundle was made
     */
    static BundleManifest read(String file, String text) {
        JsonFile json = JsonFile.parse(file, text);
        int format = json.number("format").map(Double::intValue).orElse(0);
        if (format < OLDEST_FORMAT || format > NEWEST_FORMAT) {
            throw new InvalidInputException(file + " has format " + format + "; this version reads formats "
                    + OLDEST_FORMAT + " to " + NEWEST_FORMAT + ": "
                    + (format > NEWEST_FORMAT ? "use a newer version of weibo-sentiment" : "import the model again"));
        }
        String featurizer = json.string("featurizer").orElse("none");
        if (!FEATURIZERS.contains(featurizer)) {
            throw new InvalidInputException(file + ": the featurizer is '" + featurizer + "'; this version knows "
                    + FEATURIZERS.stream().sorted().toList() + ": use a newer version of weibo-sentiment");
        }
        BundleManifest manifest;
        try {
            manifest = manifest(json, format, featurizer);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(e.getMessage() + "; import the model again", e);
        }
        requireFingerprint(file, manifest);
        return manifest;
    }

    private static void requireFingerprint(String file, BundleManifest manifest) {
        String computed = BundleFingerprint.of(manifest);
        if (!computed.equals(manifest.fingerprint())) {
            throw new InvalidInputException(file + " has fingerprint " + manifest.fingerprint()
                    + ", and what it says gives " + computed + ": it was changed after the bundle was made. Import the"
                    + " model again; import-model has an option for each part that may be chosen, such as"
                    + " --positive-label and --label-values");
        }
    }

    private static BundleManifest manifest(JsonFile json, int format, String featurizer) {
        Head head = HeadJson.read(json, format);
        if (json.object("built").isPresent() == json.object("wrapped").isPresent()) {
            throw new InvalidInputException(json.file()
                    + (json.object("built").isPresent() ? " has both" : " has neither of")
                    + " 'built' and 'wrapped'; expected one of the two");
        }
        Optional<Built> built = json.object("built").map(ArchitectureJson::read);
        boolean isKeamm = built.map(model -> model.bert().isEmpty()).orElse(false);
        boolean isSequences = featurizer.equals(BundleManifest.SEQUENCES) && format >= BundleManifest.FIRST_WITH_KEAMM;
        if (isKeamm != isSequences) {
            throw new InvalidInputException(json.file() + ": the featurizer " + featurizer
                    + " in format " + format + " does not fit the model; expected " + BundleManifest.SEQUENCES
                    + " for a KEAMM, of format " + BundleManifest.FIRST_WITH_KEAMM + ", and for no other");
        }
        return new BundleManifest(
                format,
                featurizer,
                head,
                json.requireWhole("maxTokens", WordPieceFeaturizer.FEWEST_TOKENS),
                json.requireString("fingerprint"),
                built,
                json.object("wrapped").map(wrapped -> new Wrapped(inputs(wrapped.requireObject("inputs")))),
                source(json.requireObject("source")),
                files(json.requireObject("files")),
                json.objects("testVectors").stream()
                        .map(vector -> testVector(vector, format, head))
                        .toList());
    }

    private static ModelInputs inputs(JsonFile json) {
        return new ModelInputs(
                json.requireString("signature"),
                json.string("exactSignature"),
                json.requireString("ids"),
                json.string("mask"),
                json.string("tokenTypes"),
                json.requireString("logits"));
    }

    private static Source source(JsonFile json) {
        JsonFile hashes = json.requireObject("sha256");
        Map<String, String> sha256 =
                hashes.json().keySet().stream().collect(Collectors.toMap(name -> name, hashes::requireString));
        return new Source(json.requireString("name"), sha256);
    }

    private static Map<String, FileEntry> files(JsonFile json) {
        return json.json().keySet().stream().collect(Collectors.toMap(name -> name, name -> {
            JsonFile file = json.requireObject(name);
            return new FileEntry((long) file.requireNumber("size"), file.requireString("sha256"));
        }));
    }

    private static TestVector testVector(JsonFile json, int format, Head head) {
        SortedMap<String, List<Integer>> sequences = new TreeMap<>();
        JsonFile named = format == 1 ? json : json.requireObject("sequences");
        (format == 1 ? List.of("ids") : named.json().keySet())
                .forEach(name -> sequences.put(name, named.requireIntegers(name)));
        List<Float> logits = json.requireFloats("logits");
        if (logits.size() != head.labels().size()) {
            throw new InvalidInputException(json.file() + ": 'logits' has " + logits.size() + " numbers; expected "
                    + head.labels().size() + ", one a label");
        }
        return new TestVector(json.requireString("text"), sequences, logits);
    }
}
