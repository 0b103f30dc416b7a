package io.weibosentiment.model.bundle;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.JsonFile;
import java.util.List;
import java.util.Optional;

/** What a model.json says of the outputs, read and written. */
final class HeadJson {

    private static final String LABELS = "labels";
    private static final String POSITIVE = "positive";
    private static final String VALUES = "values";
    private static final String ACTIVATION = "activation";
    private static final String RANGE = "range";
    private static final String LOW = "low";
    private static final String HIGH = "high";

    private HeadJson() {}

    static void write(BundleManifest manifest, JsonObject json) {
        Head head = manifest.head();
        JsonArray labels = new JsonArray();
        head.labels().forEach(labels::add);
        json.add(LABELS, labels);
        if (manifest.hasValues()) {
            JsonArray values = new JsonArray();
            head.values().forEach(values::add);
            json.add(VALUES, values);
        } else {
            json.addProperty(POSITIVE, head.positive().orElseThrow());
        }
        if (manifest.hasActivation()) {
            json.addProperty(ACTIVATION, head.activation().name());
        }
        head.range().ifPresent(range -> {
            JsonObject ends = new JsonObject();
            ends.addProperty(LOW, range.low());
            ends.addProperty(HIGH, range.high());
            json.add(RANGE, ends);
        });
    }

    /** Fails with an {@link InvalidInputException} if the members do not belong together. */
    static Head read(JsonFile json, int format) {
        List<String> labels = json.requireStrings(LABELS);
        HeadActivation activation = format >= BundleManifest.FIRST_WITH_ACTIVATION
                ? JsonConstants.read(json, ACTIVATION, HeadActivation.values())
                : HeadActivation.SOFTMAX;
        if (format < BundleManifest.FIRST_WITH_VALUES) {
            int positive = json.requireWhole(POSITIVE, 0);
            if (labels.size() < 2 || positive >= labels.size()) {
                throw new InvalidInputException(json.file() + ": 'positive' is " + positive + " and the labels are "
                        + labels + "; expected at least two labels, and the index of one of them");
            }
            return new Head(labels, positive, activation);
        }
        Optional<OutputRange> range =
                json.object(RANGE).map(ends -> new OutputRange(ends.requireNumber(LOW), ends.requireNumber(HIGH)));
        try {
            return new Head(labels, json.requireDoubles(VALUES), activation, range);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(json.file() + ": " + e.getMessage(), e);
        }
    }
}
