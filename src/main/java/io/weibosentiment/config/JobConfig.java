package io.weibosentiment.config;

import java.util.SortedMap;

/**
 * The whole configuration of one run.
 *
 * @param policy the text policy
 */
public record JobConfig(
        TextPolicyName policy,
        InputConfig input,
        ModelConfig model,
        ScoringConfig scoring,
        AggregateConfig aggregate,
        OutputConfig output) {

    /** Every key with its value in effect - text, number, boolean or list of texts - for the run's manifest. */
    public SortedMap<String, Object> settings() {
        return ConfigDescription.of(this);
    }
}
