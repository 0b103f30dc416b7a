package io.weibosentiment.model.featurizer;

/** What a featurizer makes of one text; only that featurizer knows what is in it. */
public interface Features {

    /** What the text costs the model: how many tokens it sees, special tokens included. */
    int tokens();

    /** Whether the text was cut. */
    boolean truncated();
}
