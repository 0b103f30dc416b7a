package io.weibosentiment.config;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A configuration as the keys and values that would make it again. */
final class ConfigDescription {

    private final TreeMap<String, Object> values = new TreeMap<>();

    private ConfigDescription() {}

    static SortedMap<String, Object> of(JobConfig config) {
        ConfigDescription description = new ConfigDescription();
        description.values.put("policy", Names.of(config.policy()));
        description.input(config.input());
        description.model(config.model());
        description.scoring(config.scoring());
        description.aggregate(config.aggregate());
        description.output(config.output());
        return Collections.unmodifiableSortedMap(description.values);
    }

    private void input(InputConfig input) {
        values.put("input.paths", input.paths());
        values.put("input.preset", Names.of(input.preset()));
        values.put("input.format", Names.of(input.format()));
        values.put("input.encoding", input.encoding().map(Object::toString).orElse(""));
        values.put("input.zone", input.zone().getId());
        values.put("input.crawl-time", input.crawlTime().map(Object::toString).orElse(""));
        values.put("input.max-rejected", input.maxRejected().text());
        for (Field field : Field.CONFIGURABLE) {
            values.put("input.columns." + field.key(), input.columns().getOrDefault(field, ""));
        }
        for (Field field : List.of(Field.BLOGGER_ID, Field.POST_ID, Field.CRAWL_TIME)) {
            Pattern pattern = input.pathPatterns().get(field);
            values.put("input.path-patterns." + field.key(), pattern == null ? "" : pattern.pattern());
        }
    }

    private void model(ModelConfig model) {
        values.put("model.bundle", model.bundle());
        values.put("model.precision", Names.of(model.precision()));
        values.put("model.device", Names.of(model.device()));
        values.put("model.max-tokens", model.maxTokens().orElse(0));
        values.put("model.cache-dir", model.cacheDir().orElse(""));
    }

    private void scoring(ScoringConfig scoring) {
        values.put("scoring.batch-tokens", scoring.batchTokens());
        values.put("scoring.look-ahead", scoring.lookAhead());
        values.put("scoring.wave-minutes", scoring.waveMinutes());
        values.put("scoring.wave-texts", scoring.waveTexts());
        values.put("scoring.store", scoring.store().orElse(""));
    }

    private void aggregate(AggregateConfig aggregate) {
        values.put(
                "aggregate.windows",
                aggregate.windows().stream().map(Object::toString).toList());
        values.put("aggregate.window-by", Names.of(aggregate.windowBy()));
        values.put("aggregate.zone", aggregate.zone().getId());
        values.put("aggregate.comment-weight", Names.of(aggregate.commentWeight()));
        values.put("aggregate.post-weight", Names.of(aggregate.postWeight()));
        values.put("aggregate.rule-decided", Names.of(aggregate.ruleDecided()));
        values.put("aggregate.trajectories.fill", Names.of(aggregate.fill()));
        values.put("aggregate.trajectories.max-bloggers", aggregate.maxBloggers());
    }

    private void output(OutputConfig output) {
        values.put("output.dir", output.dir());
        values.put("output.text", output.text());
        values.put("output.users", output.users());
        values.put("output.key-file", output.keyFile().orElse(""));
        values.put("output.compression", output.compression());
        values.put("output.rows-per-file", output.rowsPerFile());
        values.put("output.keep-runs", output.keepRuns());
        values.put("output.rejected-days", output.rejectedDays());
        values.put("output.wait-minutes", output.waitMinutes());
        values.put("output.lease-seconds", output.leaseSeconds());
        values.put("output.fail-on-rejected", output.failOnRejected());
    }
}
