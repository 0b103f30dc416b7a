package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole configuration of one run.
 *
 * @param settings every key with its value in effect, which is text, number, boolean or list of texts
 * @param policy the text policy
 */
public record JobConfig(
        SortedMap<String, Object> settings,
        TextPolicyName policy,
        InputConfig input,
        KeptRowsConfig keptRows,
        ModelConfig model,
        ScoringConfig scoring,
        AggregateConfig aggregate,
        LabelsConfig labels,
        OutputConfig output) {

    public static final Key<TextPolicyName> POLICY = key("policy")
            .oneOf(TextPolicyName.class)
            .flag(
                    "--policy",
                    "NAME",
                    "How texts are cleaned, and which defaults follow from it: " + Names.all(TextPolicyName.class)
                            + ".");

    public JobConfig {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    static JobConfig of(LayeredValues values) {
        TextPolicyName policy = values.get(POLICY);
        InputConfig input = values.group(InputConfig::of);
        KeptRowsConfig keptRows = values.group(KeptRowsConfig::of);
        ModelConfig model = values.group(ModelConfig::of);
        ScoringConfig scoring = values.group(ScoringConfig::of);
        AggregateConfig aggregate = values.group(AggregateConfig::of);
        LabelsConfig labels = values.group(LabelsConfig::of);
        OutputConfig output = values.group(OutputConfig::of);
        return new JobConfig(values.written(), policy, input, keptRows, model, scoring, aggregate, labels, output);
    }
}
