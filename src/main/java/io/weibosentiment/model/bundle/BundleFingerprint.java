package io.weibosentiment.model.bundle;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.graph.BertArchitecture.Variant;
import io.weibosentiment.model.graph.KeammArchitecture;
import io.weibosentiment.model.graph.RcnnArchitecture;
import io.weibosentiment.util.CanonicalJson;
import io.weibosentiment.util.Sha256;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fingerprint that tells models apart, computed from what a manifest says. Scores are kept under it, so a formula
 * never changes: a bundle's format says which one holds for it.
 *
 * <p>Format 2 hashes the {@link CanonicalJson} of an object with the members {@code format}, {@code featurizer},
 * {@code labels}, {@code positive}, {@code files} (the hash of each file by its path), and {@code bert} (the
 * architecture) or {@code inputs} (the names in a wrapped SavedModel). What else the manifest says does not change a
 * score, or belongs to the identity of a score by itself, as the length does at which texts are cut.
 *
 * <p>Format 3 adds the member {@code activation}, what turns the outputs into probabilities.
 *
 * <p>Format 4 has {@code values}, what each label means, and {@code range}, what a regression's output means, in place of
 * {@code positive}; and {@code variant} in {@code bert}, how the encoder differs from BERT's.
 *
 * <p>Format 5 adds the member {@code rcnn} to {@code bert}, what follows the encoder instead of a pooler.
 *
 * <p>Format 6 has {@code keamm} in place of {@code bert} where the model is one.
 *
 * <p>Format 1, of version 0.1.0, hashes a text of the architecture or inputs, the index of the positive output and the
 * files. It leaves out the labels' names, which no score depends on.
 */
final class BundleFingerprint {

    private BundleFingerprint() {}

    /** The fingerprint that {@code manifest} must have, 64 hex digits. */
    static String of(BundleManifest manifest) {
        return Sha256.of(manifest.format() == 1 ? format1(manifest) : CanonicalJson.of(canonical(manifest)));
    }

    private static JsonObject canonical(BundleManifest manifest) {
        JsonObject json = new JsonObject();
        json.addProperty("format", manifest.format());
        json.addProperty("featurizer", manifest.featurizer());
        JsonArray labels = new JsonArray();
        manifest.head().labels().forEach(labels::add);
        json.add("labels", labels);
        if (manifest.hasValues()) {
            json.add("values", hex(manifest.head().values()));
            manifest.head().range().ifPresent(range -> json.add("range", hex(List.of(range.low(), range.high()))));
        } else {
            json.addProperty("positive", positive(manifest));
        }
        if (manifest.hasActivation()) {
            json.addProperty("activation", manifest.head().activation().key());
        }
        JsonObject files = new JsonObject();
        manifest.files().forEach((name, file) -> files.addProperty(name, file.sha256()));
        json.add("files", files);
        manifest.built().ifPresent(built -> {
            if (built.architecture() instanceof KeammArchitecture keamm) {
                json.add("keamm", KeammJson.of(keamm));
            } else {
                json.add("bert", canonical(built.bert().orElseThrow()));
            }
        });
        manifest.wrapped().ifPresent(wrapped -> json.add("inputs", canonical(wrapped.inputs())));
        return json;
    }

    private static int positive(BundleManifest manifest) {
        return manifest.head().positive().orElseThrow();
    }

    private static JsonArray hex(List<Double> numbers) {
        JsonArray array = new JsonArray();
        numbers.forEach(number -> array.add(Double.toHexString(number)));
        return array;
    }

    private static JsonObject canonical(BertArchitecture bert) {
        JsonObject json = new JsonObject();
        json.addProperty("layers", bert.layers());
        json.addProperty("hidden", bert.hidden());
        json.addProperty("heads", bert.heads());
        json.addProperty("intermediate", bert.intermediate());
        json.addProperty("vocabulary", bert.vocabulary());
        json.addProperty("positions", bert.positions());
        json.addProperty("token_types", bert.tokenTypes());
        json.addProperty("activation", bert.activation().name().toLowerCase(Locale.ROOT));
        json.addProperty("epsilon", Double.toHexString(bert.epsilon()));
        if (!bert.variant().equals(Variant.BERT)) {
            json.add("variant", canonical(bert.variant()));
        }
        bert.rcnn().ifPresent(rcnn -> json.add("rcnn", canonical(rcnn)));
        return json;
    }

    private static JsonObject canonical(RcnnArchitecture rcnn) {
        JsonObject json = new JsonObject();
        json.addProperty("context", rcnn.context());
        json.addProperty("width", rcnn.width());
        json.addProperty("attention", rcnn.attention());
        return json;
    }

    private static JsonObject canonical(Variant variant) {
        JsonObject json = new JsonObject();
        variant.embedding().ifPresent(width -> json.addProperty("embedding", width));
        variant.padding().ifPresent(id -> json.addProperty("padding", id));
        json.addProperty("task_types", variant.taskTypes());
        variant.layerGroups().ifPresent(groups -> json.addProperty("layer_groups", groups));
        json.addProperty("pooler", variant.pooler().name().toLowerCase(Locale.ROOT));
        return json;
    }

    private static JsonObject canonical(ModelInputs inputs) {
        JsonObject json = new JsonObject();
        json.addProperty("signature", inputs.signature());
        inputs.exactSignature().ifPresent(name -> json.addProperty("exact_signature", name));
        json.addProperty("ids", inputs.ids());
        inputs.mask().ifPresent(name -> json.addProperty("mask", name));
        inputs.tokenTypes().ifPresent(name -> json.addProperty("token_types", name));
        json.addProperty("logits", inputs.logits());
        return json;
    }

    /** As version 0.1.0 wrote it: the text that Java gave for its records, letter by letter. */
    private static String format1(BundleManifest manifest) {
        String model = manifest.built()
                .map(built -> format1(built.bert().orElseThrow()))
                .orElseGet(() -> format1(manifest.wrapped().orElseThrow().inputs()));
        String files = new TreeMap<>(manifest.files())
                .entrySet().stream().map(BundleFingerprint::format1).collect(Collectors.joining(", ", "{", "}"));
        return model + " " + positive(manifest) + " " + files;
    }

    private static String format1(BertArchitecture bert) {
        return "BertArchitecture[layers=" + bert.layers() + ", hidden=" + bert.hidden() + ", heads=" + bert.heads()
                + ", intermediate=" + bert.intermediate() + ", vocabulary=" + bert.vocabulary() + ", positions="
                + bert.positions() + ", tokenTypes=" + bert.tokenTypes() + ", activation="
                + bert.activation().name() + ", epsilon=" + bert.epsilon() + "]";
    }

    private static String format1(ModelInputs inputs) {
        return "ModelInputs[signature=" + inputs.signature() + ", exactSignature=" + format1(inputs.exactSignature())
                + ", ids=" + inputs.ids() + ", mask=" + format1(inputs.mask()) + ", tokenTypes="
                + format1(inputs.tokenTypes())
                + ", logits=" + inputs.logits() + "]";
    }

    private static String format1(Optional<String> name) {
        return name.map(present -> "Optional[" + present + "]").orElse("Optional.empty");
    }

    private static String format1(Map.Entry<String, BundleManifest.FileEntry> file) {
        return file.getKey() + "=FileEntry[size=" + file.getValue().size() + ", sha256="
                + file.getValue().sha256() + "]";
    }
}
