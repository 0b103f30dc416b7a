package io.weibosentiment;

/** What decided a comment's sentiment: the model, or a rule of the text policy. */
public enum DecidedBy {
    MODEL("model"),
    RULE_EMPTY("rule:empty"),
    RULE_REPLY("rule:reply"),
    RULE_REPOST("rule:repost");

    private final String label;

    DecidedBy(String label) {
        this.label = label;
    }

    /** Whether {@code text} is a label, also one of a rule that this version does not have. */
    public static boolean isLabel(String text) {
        return text.equals(MODEL.label) || text.startsWith("rule:");
    }

    /** The value in the {@code decided_by} column. */
    public String label() {
        return label;
    }
}
