package io.weibosentiment.text;

import io.weibosentiment.DecidedBy;

/**
 * The result of cleaning a raw text with a text policy.
 *
 * @param text the text to be scored; if a rule decided, what was left of the raw text, often empty
 * @param decidedBy {@link DecidedBy#MODEL} if the model is to score the text, else the rule that decided
 */
public record Cleaned(String text, DecidedBy decidedBy) {

    static Cleaned toScore(String text) {
        return new Cleaned(text, DecidedBy.MODEL);
    }

    /** Whether the model is to score the text. */
    public boolean isToBeScored() {
        return decidedBy == DecidedBy.MODEL;
    }
}
