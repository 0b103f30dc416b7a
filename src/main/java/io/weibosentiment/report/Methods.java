package io.weibosentiment.report;

import io.weibosentiment.output.RunManifest;
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
import java.util.stream.Collectors;

/** The paragraph on methods that authors paste into a paper, and what it cites. */
final class Methods {

    private static final int FINGERPRINT = 12;

    private final PageTexts texts;
    private final RunFacts facts;
    private final NumberFormat numbers = NumberFormat.getIntegerInstance(Locale.ENGLISH);

    Methods(PageTexts texts, RunFacts facts) {
        this.texts = texts;
        this.facts = facts;
    }

    /**
     * The paragraph.
     *
     * @param bloggers how many bloggers the tables have
     * @param posts how many posts
     * @param from when the first window starts, in microseconds since 1970
     * @param to when the last one ends
     */
    String paragraph(long bloggers, long posts, long from, long to) {
        Map<String, String> values = new HashMap<>();
        values.put("bloggers", numbers.format(bloggers));
        values.put("posts", numbers.format(posts));
        values.put("from", date(from));
        values.put("to", date(to - 1));
        for (String count : List.of("read", "kept", "duplicates", "rejected", "model", "rule", "unscored")) {
            values.put(count, numbers.format(facts.count(count)));
        }
        values.put("policy", facts.setting("policy"));
        values.put("zone", facts.zone().getId());
        values.put(
                "windows",
                facts.windows().stream()
                        .map(kind -> texts.has("unit." + kind) ? texts.get("unit." + kind) : kind)
                        .collect(Collectors.joining(texts.get("list.comma"))));
        values.put("bundle", facts.model("bundle"));
        String fingerprint = facts.model("fingerprint");
        values.put("fingerprint", fingerprint.substring(0, Math.min(FINGERPRINT, fingerprint.length())));
        values.put("precision", facts.model("precision"));
        values.put("tokens", facts.model("max_tokens"));
        values.put("version", facts.manifest().software().getOrDefault("weibo-sentiment", ""));
        return sentences().stream()
                .map(key -> texts.get(key, values))
                .reduce((one, next) -> one + texts.get("methods.between") + next)
                .orElse("");
    }

    private List<String> sentences() {
        List<String> keys = new ArrayList<>();
        keys.add("methods.data");
        if (facts.hasModel()) {
            keys.add("methods.model");
        }
        keys.add(facts.setting("aggregate.rule-decided").equals("neutral") ? "methods.rules.neutral" : "methods.rules");
        keys.add(facts.isWeightedByCommentLikes() ? "methods.posts.likes" : "methods.posts.one");
        keys.add(facts.isWeightedByPostLikes() ? "methods.bloggers.likes" : "methods.bloggers.one");
        keys.add(
                facts.setting("aggregate.window-by").equals("post")
                        ? "methods.windows.post"
                        : "methods.windows.comment");
        keys.add("methods.intervals");
        return keys;
    }

    private String date(long micros) {
        ZoneId zone = facts.zone();
        return DateTimeFormatter.ISO_LOCAL_DATE.format(
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone));
    }

    /** What to cite: software and model of the run, and the study that the data and the approach come from. */
    List<String> citations() {
        RunManifest manifest = facts.manifest();
        Map<String, String> values = Map.of(
                "version", manifest.software().getOrDefault("weibo-sentiment", ""),
                "bundle", facts.model("bundle"),
                "fingerprint", facts.model("fingerprint"));
        List<String> citations = new ArrayList<>();
        citations.add(texts.get("cite.software", values));
        if (facts.hasModel()) {
            citations.add(texts.get("cite.model", values));
        }
        citations.add(texts.get("cite.study"));
        return citations;
    }
}
