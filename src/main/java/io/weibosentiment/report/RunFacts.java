package io.weibosentiment.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.weibosentiment.output.RunManifest;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a manifest says of a run, whichever command and version wrote it.
 *
 * @param manifest the manifest
 */
record RunFacts(RunManifest manifest) {

    private static final String UNKNOWN = "";

    String setting(String key) {
        return Optional.ofNullable(manifest.configuration().get(key))
                .map(Object::toString)
                .orElse(UNKNOWN);
    }

    /** The kinds of windows, in the order in which they were asked for. */
    List<String> windows() {
        return manifest.configuration().get("aggregate.windows") instanceof List<?> kinds
                ? kinds.stream().map(Object::toString).toList()
                : List.of(setting("aggregate.windows"));
    }

    /** The zone of calendar windows. */
    ZoneId zone() {
        String zone = setting("aggregate.zone");
        return zone.isEmpty() ? ZoneId.of("UTC") : ZoneId.of(zone);
    }

    boolean isWeightedByPostLikes() {
        return !setting("aggregate.post-weight").equals("one");
    }

    boolean isWeightedByCommentLikes() {
        return !setting("aggregate.comment-weight").equals("one");
    }

    JsonNode counts() {
        return manifest.facts().section("counts");
    }

    long count(String name) {
        return counts().path(name).asLong();
    }

    /** A fact of the model; empty where the command ran none. */
    String model(String name) {
        return manifest.facts().section("model").path(name).asText(UNKNOWN);
    }

    boolean hasModel() {
        return !model("bundle").isEmpty();
    }
}
