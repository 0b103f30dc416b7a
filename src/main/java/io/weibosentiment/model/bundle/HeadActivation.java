package io.weibosentiment.model.bundle;

import java.util.Locale;

/** What turns a model's outputs into the probabilities of its labels. */
public enum HeadActivation {
    /** The outputs are logits, of which exactly one label is true. */
    SOFTMAX,
    /** The outputs are logits, each of a label that is true or not whatever the others are. */
    SIGMOID,
    /** The outputs are probabilities already: the model's graph ends in a softmax. */
    NONE,
    /** The one output is a regression's, no probability; its user declared which range means 0 to 1. */
    RANGE;

    /** The name in model.json: {@code softmax}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
