package io.weibosentiment.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.output.Table;
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

    /**
     * The comments in the run's tables. Fewer than the rows it kept if posts were selected, or if rows stand for posts
     * without comments.
     */
    long comments() {
        return counts().has("model") ? count("model") + count("rule") + count("unscored") : count("kept");
    }

    /** Comments on posts that were not selected. */
    long notSelected() {
        return manifest.facts().section("selection").path("comments_left_out").asLong();
    }

    /** A fact of the model; empty where the command ran none. */
    String model(String name) {
        return manifest.facts().section("model").path(name).asText(UNKNOWN);
    }

    /** A fact of the labels that corrected the means; missing where there were none. */
    JsonNode labels(String name) {
        return manifest.facts().section("labels").path(name);
    }

    /** How many rows a table of the run has; 0 if it has none such. */
    long rows(Table table) {
        return manifest.tables().getOrDefault(table.folder(), 0L);
    }

    /** The version of this software that made the run. */
    String version() {
        return manifest.software().getOrDefault("weibo-sentiment", UNKNOWN);
    }

    boolean hasModel() {
        return !model("bundle").isEmpty();
    }
}
