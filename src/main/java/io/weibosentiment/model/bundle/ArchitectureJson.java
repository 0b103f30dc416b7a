package io.weibosentiment.model.bundle;

import com.google.gson.JsonObject;
import io.weibosentiment.model.bundle.BundleManifest.Built;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.graph.BertArchitecture.Activation;
import io.weibosentiment.model.graph.BertArchitecture.Variant;
import io.weibosentiment.model.graph.KeammArchitecture;
import io.weibosentiment.model.graph.ModelArchitecture;
import io.weibosentiment.model.graph.RcnnArchitecture;
import io.weibosentiment.model.weights.WeightType;
import io.weibosentiment.util.JsonFile;
import java.util.Optional;
import java.util.OptionalInt;

/** What a model.json says of the model that its graph is built for, read and written. */
final class ArchitectureJson {

    private static final String VARIANT = "variant";
    private static final String RCNN = "rcnn";
    private static final String KEAMM = "keamm";

    private ArchitectureJson() {}

    static JsonObject of(Built built) {
        JsonObject json = new JsonObject();
        if (built.architecture() instanceof KeammArchitecture keamm) {
            json.add(KEAMM, KeammJson.of(keamm));
        } else {
            json.add("architecture", of(built.bert().orElseThrow()));
        }
        json.addProperty("weights", built.weights().name());
        return json;
    }

    private static JsonObject of(BertArchitecture bert) {
        JsonObject shape = new JsonObject();
        shape.addProperty("layers", bert.layers());
        shape.addProperty("hidden", bert.hidden());
        shape.addProperty("heads", bert.heads());
        shape.addProperty("intermediate", bert.intermediate());
        shape.addProperty("vocabulary", bert.vocabulary());
        shape.addProperty("positions", bert.positions());
        shape.addProperty("tokenTypes", bert.tokenTypes());
        shape.addProperty("activation", bert.activation().name());
        shape.addProperty("epsilon", bert.epsilon());
        if (!bert.variant().equals(Variant.BERT)) {
            shape.add(VARIANT, of(bert.variant()));
        }
        bert.rcnn().ifPresent(rcnn -> shape.add(RCNN, of(rcnn)));
        return shape;
    }

    private static JsonObject of(RcnnArchitecture rcnn) {
        JsonObject json = new JsonObject();
        json.addProperty("context", rcnn.context());
        json.addProperty("width", rcnn.width());
        json.addProperty("attention", rcnn.attention());
        return json;
    }

    private static RcnnArchitecture rcnn(JsonFile json) {
        return new RcnnArchitecture(
                json.requirePositive("context"), json.requirePositive("width"), json.requirePositive("attention"));
    }

    private static JsonObject of(Variant variant) {
        JsonObject json = new JsonObject();
        variant.embedding().ifPresent(width -> json.addProperty("embedding", width));
        variant.padding().ifPresent(id -> json.addProperty("padding", id));
        json.addProperty("taskTypes", variant.taskTypes());
        variant.layerGroups().ifPresent(groups -> json.addProperty("layerGroups", groups));
        json.addProperty("pooler", variant.pooler().name());
        return json;
    }

    static Built read(JsonFile json) {
        ModelArchitecture architecture = json.object(KEAMM)
                .<ModelArchitecture>map(KeammJson::read)
                .orElseGet(() -> bert(json.requireObject("architecture")));
        return new Built(architecture, JsonConstants.read(json, "weights", WeightType.values()));
    }

    private static BertArchitecture bert(JsonFile shape) {
        Optional<JsonFile> variant = shape.object(VARIANT);
        return new BertArchitecture(
                shape.requirePositive("layers"),
                shape.requirePositive("hidden"),
                shape.requirePositive("heads"),
                shape.requirePositive("intermediate"),
                shape.requirePositive("vocabulary"),
                shape.requirePositive("positions"),
                shape.requireWhole("tokenTypes", variant.isPresent() ? 0 : 1),
                JsonConstants.read(shape, "activation", Activation.values()),
                shape.requireNumber("epsilon"),
                variant.map(ArchitectureJson::variant).orElse(Variant.BERT),
                shape.object(RCNN).map(ArchitectureJson::rcnn));
    }

    private static Variant variant(JsonFile json) {
        return new Variant(
                optional(json, "embedding", 1),
                optional(json, "padding", 0),
                json.requireWhole("taskTypes", 0),
                optional(json, "layerGroups", 1),
                JsonConstants.read(json, "pooler", Activation.values()));
    }

    private static OptionalInt optional(JsonFile json, String key, int least) {
        return json.number(key).isPresent() ? OptionalInt.of(json.requireWhole(key, least)) : OptionalInt.empty();
    }
}
