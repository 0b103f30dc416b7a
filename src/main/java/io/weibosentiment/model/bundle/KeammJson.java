package io.weibosentiment.model.bundle;

import com.google.gson.JsonObject;
import io.weibosentiment.model.featurizer.TextSequence;
import io.weibosentiment.model.graph.KeammArchitecture;
import io.weibosentiment.model.graph.KeammArchitecture.Variant;
import io.weibosentiment.util.JsonFile;
import java.util.EnumMap;
import java.util.Map;

/** What a model.json says of a KEAMM, read and written; the same is hashed for its fingerprint. */
final class KeammJson {

    private static final String VARIANT = "variant";
    private static final String WIDTH = "width";
    private static final String HEADS = "heads";
    private static final String SIZES = "sizes";

    private KeammJson() {}

    static JsonObject of(KeammArchitecture keamm) {
        JsonObject sizes = new JsonObject();
        keamm.sizes().forEach((sequence, size) -> sizes.addProperty(sequence.key(), size));
        JsonObject json = new JsonObject();
        json.addProperty(VARIANT, keamm.variant().name());
        json.addProperty(WIDTH, keamm.width());
        json.addProperty(HEADS, keamm.heads());
        json.add(SIZES, sizes);
        return json;
    }

    static KeammArchitecture read(JsonFile json) {
        Variant variant = JsonConstants.read(json, VARIANT, Variant.values());
        JsonFile sizes = json.requireObject(SIZES);
        Map<TextSequence, Integer> known = new EnumMap<>(TextSequence.class);
        variant.sequences().forEach(sequence -> known.put(sequence, sizes.requirePositive(sequence.key())));
        return new KeammArchitecture(variant, json.requirePositive(WIDTH), json.requirePositive(HEADS), known);
    }
}
