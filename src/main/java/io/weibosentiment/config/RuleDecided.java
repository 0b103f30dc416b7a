package io.weibosentiment.config;

/** What a text that a rule decided counts as - 0.5, or nothing. */
public enum RuleDecided {
    NEUTRAL,
    UNSCORED
}
