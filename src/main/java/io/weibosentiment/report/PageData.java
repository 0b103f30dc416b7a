package io.weibosentiment.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.output.RunManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All that the page's script draws, as one JSON object. */
final class PageData {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A kind of window is shown first only if no more of its means than this are thin. */
    private static final double MOST_THIN = 0.5;

    private static final double DIGITS = 1e4;

    private final RunFacts facts;
    private final PageTexts texts;
    private final List<KindData> kinds = new ArrayList<>();
    private final ScoreCounts scores;
    private final Optional<SensitivityTable> sensitivity;

    /**
     * Reads what the page shows.
     *
     * @param limits how much it may be
     * @param sensitivity the table {@code sensitivity}; empty if there is none
     */
    PageData(
            RunFacts facts,
            PublishedTables tables,
            Limits limits,
            PageTexts texts,
            Optional<SensitivityTable> sensitivity)
            throws IOException {
        this.facts = facts;
        this.texts = texts;
        List<String> windows = facts.windows();
        for (String kind : windows) {
            KindData data = new KindData(
                    kind, tables, limits.among(windows.size()), facts.zone(), facts.isWeightedByPostLikes());
            if (!data.isEmpty()) {
                kinds.add(data);
            }
        }
        this.scores = tables.scores();
        this.sensitivity = sensitivity;
    }

    ObjectNode json() {
        ObjectNode json = texts.json();
        json.set("run", run());
        ObjectNode counts = json.putObject("counts");
        facts.counts().properties().forEach(count -> counts.set(count.getKey(), count.getValue()));
        counts.put("comments", facts.comments()).put("not_selected", facts.notSelected());
        ArrayNode shown = json.putArray("kinds");
        kinds.forEach(kind -> shown.add(kind.json()));
        json.put("first", first());
        json.put("corrected", kinds.stream().anyMatch(KindData::isCorrected));
        json.set("scores", scores());
        sensitivity.ifPresent(found -> json.set(
                "sensitivity", found.isOf(facts.manifest().run(), kinds) ? found.json(kinds) : NODES.objectNode()));
        Methods methods = new Methods(texts, facts, kinds);
        json.put("methods", methods.paragraph());
        ArrayNode citations = json.putArray("citations");
        methods.citations().forEach(citations::add);
        return json;
    }

    /**
     * The first kind of window with enough behind most of its means, else the one with the fewest thin ones; of
     * several, the one with the most comments behind a mean.
     */
    private int first() {
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).thinShare() <= MOST_THIN) {
                return i;
            }
        }
        return kinds.stream()
                .min(Comparator.comparingDouble(KindData::thinShare)
                        .thenComparing(Comparator.comparingDouble(KindData::meanCounted)
                                .reversed()))
                .map(kinds::indexOf)
                .orElse(0);
    }

    private ObjectNode run() {
        RunManifest manifest = facts.manifest();
        ObjectNode run = NODES.objectNode()
                .put("id", manifest.run())
                .put("command", manifest.command())
                .put("started", manifest.started().toString())
                .put("finished", manifest.finished().toString())
                .put("zone", facts.zone().getId())
                .put("policy", facts.setting("policy"))
                .put("window_by", facts.setting("aggregate.window-by"))
                .put("comment_weight", facts.setting("aggregate.comment-weight"))
                .put("post_weight", facts.setting("aggregate.post-weight"))
                .put("rule_decided", facts.setting("aggregate.rule-decided"))
                .put("fill", facts.setting("aggregate.trajectories.fill"))
                .put("windows", String.join(", ", facts.windows()));
        manifest.software().forEach(run::put);
        if (facts.hasModel()) {
            for (String name : List.of("bundle", "fingerprint", "precision", "max_tokens")) {
                run.put(name, facts.model(name));
            }
        }
        JsonNode engine = manifest.facts().section("engine");
        engine.properties().forEach(fact -> run.set(fact.getKey(), fact.getValue()));
        return run;
    }

    private ObjectNode scores() {
        ObjectNode json = NODES.objectNode();
        ArrayNode bins = json.putArray("bins");
        for (long bin : scores.bins()) {
            bins.add(bin);
        }
        ObjectNode deciders = json.putObject("deciders");
        scores.deciders().forEach(deciders::put);
        if (!Double.isNaN(scores.mean())) {
            json.put("mean", Math.round(scores.mean() * DIGITS) / DIGITS);
        }
        return json;
    }
}
