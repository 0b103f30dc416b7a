package io.weibosentiment.config;

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
        OutputConfig output) {}
