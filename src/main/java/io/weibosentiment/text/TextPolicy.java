package io.weibosentiment.text;

import java.io.Serializable;

/** A pure function from a comment's raw text to the text to score, or to the rule that decides instead. */
@FunctionalInterface
public interface TextPolicy extends Serializable {

    /** The text to score of {@code raw}, which is never null; takes time linear in its length. */
    Cleaned clean(String raw);
}
