package io.weibosentiment.text;

import io.weibosentiment.config.TextPolicyName;

/** The text policies by name. */
public final class TextPolicies {

    private TextPolicies() {}

    /** The policy called {@code name}. */
    public static TextPolicy named(TextPolicyName name) {
        return switch (name) {
            case STANDARD -> new StandardPolicy();
            case PAPER -> new PaperPolicy();
            case NONE -> new NonePolicy();
        };
    }
}
