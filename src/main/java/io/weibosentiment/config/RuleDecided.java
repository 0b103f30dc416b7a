package io.weibosentiment.config;

import io.weibosentiment.Sentiment;
import java.util.Optional;

/** What a text that a rule decided counts as - 0.5, or nothing. */
public enum RuleDecided {
    NEUTRAL,
    UNSCORED;

    /** The sentiment that it counts as; empty if it does not count. */
    public Optional<Double> sentiment() {
        return this == NEUTRAL ? Optional.of(Sentiment.NEUTRAL) : Optional.empty();
    }
}
