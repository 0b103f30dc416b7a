package io.weibosentiment.report;

import io.weibosentiment.output.Table;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/** The paragraph on methods that authors paste into a paper, and what it cites. */
final class Methods {

    private static final int FINGERPRINT = 12;
    private static final String BUNDLED = "bundled";

    /** The values of status that are rules of the paragraph, by the keys of their thresholds. */
    private static final Map<String, String> THRESHOLDS = Map.of(
            "status_comments", "aggregate.status.effective-comments",
            "status_posts", "aggregate.status.effective-posts",
            "status_error", "aggregate.status.standard-error",
            "status_share", "aggregate.status.largest-post-share");

    private final PageTexts texts;
    private final RunFacts facts;
    private final List<KindData> kinds;
    private final NumberFormat numbers = NumberFormat.getIntegerInstance(Locale.ENGLISH);

    /**
     * The methods of a run.
     *
     * @param kinds its kinds of windows that have comments
     */
    Methods(PageTexts texts, RunFacts facts, List<KindData> kinds) {
        this.texts = texts;
        this.facts = facts;
        this.kinds = List.copyOf(kinds);
    }

    /** The paragraph; empty if no window has a comment. */
    String paragraph() {
        Map<String, String> values = values();
        return sentences().stream()
                .map(key -> texts.get(key, values))
                .reduce((one, next) -> one + texts.get("methods.between") + next)
                .orElse("");
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        for (String count : List.of("read", "posts", "duplicates", "rejected", "model", "rule", "unscored")) {
            values.put(count, numbers.format(facts.count(count)));
        }
        values.put("kept", numbers.format(facts.comments()));
        values.put(
                "bloggers",
                numbers.format(kinds.stream()
                        .mapToLong(kind -> kind.totals().bloggers())
                        .max()
                        .orElse(0)));
        byClock().ifPresent(kind -> {
            values.put("from", date(kind.totals().start()));
            values.put("to", date(kind.totals().end() - 1));
        });
        values.put("policy", facts.setting("policy"));
        values.put("zone", facts.zone().getId());
        values.put(
                "windows",
                facts.windows().stream()
                        .map(kind -> texts.has("unit." + kind) ? texts.get("unit." + kind) : kind)
                        .collect(Collectors.joining(texts.get("list.comma"))));
        values.put("bundle", bundle());
        String fingerprint = facts.model("fingerprint");
        values.put("fingerprint", fingerprint.substring(0, Math.min(FINGERPRINT, fingerprint.length())));
        values.put("precision", facts.model("precision"));
        values.put("tokens", facts.model("max_tokens"));
        values.put("version", facts.version());
        THRESHOLDS.forEach((name, key) -> values.put(name, facts.setting(key)));
        values.put("labels", numbers.format(facts.labels("labels").asLong()));
        values.put("tuning", facts.labels("tuning").asText());
        values.put("minimum", facts.setting("labels.minimum"));
        values.put("replicates", facts.setting("aggregate.trajectories.replicates"));
        return values;
    }

    /** The first kind of windows that says when the comments were made. */
    private Optional<KindData> byClock() {
        return kinds.stream().filter(kind -> !kind.isSincePost()).findFirst();
    }

    /** The bundle's own name, without where it lies. */
    private String bundle() {
        String bundle = facts.model("bundle");
        return bundle.isEmpty() ? bundle : new Path(bundle).getName();
    }

    private List<String> sentences() {
        if (kinds.isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        keys.add(byClock().isPresent() ? "methods.data" : "methods.data.undated");
        keys.add("methods.counts");
        keys.add(facts.hasModel() ? model("methods.model") : "methods.scores");
        String rules = facts.hasModel() ? "methods.rules" : "methods.unscored";
        keys.add(facts.setting("aggregate.rule-decided").equals("neutral") ? rules + ".neutral" : rules);
        keys.add(facts.isWeightedByCommentLikes() ? "methods.posts.likes" : "methods.posts.one");
        keys.add(facts.isWeightedByPostLikes() ? "methods.bloggers.likes" : "methods.bloggers.one");
        keys.add(
                facts.setting("aggregate.window-by").equals("post")
                        ? "methods.windows.post"
                        : "methods.windows.comment");
        if (kinds.stream().anyMatch(KindData::hasErrors)) {
            keys.add("methods.errors");
        }
        if (THRESHOLDS.values().stream().noneMatch(key -> facts.setting(key).isEmpty())) {
            keys.add("methods.status");
        }
        if (isCorrected()) {
            keys.add("methods.labels");
        }
        matrix(keys);
        keys.add(isCorrected() ? "methods.limits.corrected" : "methods.limits");
        return keys;
    }

    private boolean isCorrected() {
        return kinds.stream().anyMatch(KindData::isCorrected);
    }

    private void matrix(List<String> keys) {
        String fill = "methods.fill." + facts.setting("aggregate.trajectories.fill");
        if (facts.rows(Table.TRAJECTORIES) > 0 && texts.has(fill)) {
            keys.add(fill);
        }
        if (hasReplicates()) {
            keys.add("methods.replicates");
        }
    }

    private boolean hasReplicates() {
        return facts.rows(Table.TRAJECTORIES_REPLICATES) > 0;
    }

    /** {@code key}, or where the model is the one of the job jar, the key of the text that knows it. */
    private String model(String key) {
        return facts.model("bundle").equals(BUNDLED) ? key + "." + BUNDLED : key;
    }

    private String date(long micros) {
        ZoneId zone = facts.zone();
        return DateTimeFormatter.ISO_LOCAL_DATE.format(
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone));
    }

    /** What to cite: software and model of the run, the study of the approach, and the sources of its estimates. */
    List<String> citations() {
        Map<String, String> values =
                Map.of("version", facts.version(), "bundle", bundle(), "fingerprint", facts.model("fingerprint"));
        List<String> keys = new ArrayList<>(List.of("cite.study", "cite.software"));
        if (facts.hasModel()) {
            keys.add(model("cite.model"));
        }
        if (facts.model("bundle").equals(BUNDLED)) {
            keys.add("cite.base");
        }
        if (kinds.stream().anyMatch(KindData::hasErrors)) {
            keys.addAll(List.of("cite.errors", "cite.effective"));
        }
        if (isCorrected()) {
            keys.addAll(List.of("cite.labels", "cite.tuning"));
        }
        if (hasReplicates()) {
            keys.add("cite.replicates");
        }
        return keys.stream().map(key -> texts.get(key, values)).toList();
    }
}
