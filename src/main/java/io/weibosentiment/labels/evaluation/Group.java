package io.weibosentiment.labels.evaluation;

import java.io.Serializable;
import java.util.Locale;

/**
 * A group of rows whose figures belong together.
 *
 * @param scores which scores they are the figures of
 * @param part how the rows were divided
 * @param name which of the parts; empty for all rows
 */
public record Group(Scores scores, Part part, String name) implements Serializable {

    /** Which scores. */
    public enum Scores {
        /** The model's. */
        MODEL,
        /** The model's of the texts without emoticons. */
        MASKED,
        /** The other model's. */
        AGAINST,
        /** The model's and the other model's, of rows that have both. */
        PAIRED,
        /** The model's and those of others, with or without labels. */
        REFERENCE
    }

    /** How rows are divided. */
    public enum Part {
        ALL,
        LENGTH,
        EMOTICONS,
        WINDOW;

        /** The name in JSON. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String key() {
        return scores + " " + part + " " + name;
    }
}
