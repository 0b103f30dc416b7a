package io.weibosentiment.model.featurizer;

import io.weibosentiment.engine.IntegerBatch;
import java.util.List;
import java.util.SortedMap;

/**
 * Turns cleaned texts into what the graph of a bundle takes. Nothing outside knows which inputs these are. Safe for use
 * by several threads until it is closed.
 */
public interface Featurizer extends AutoCloseable {

    /** The features of each text, in the texts' order; longer texts are cut at {@link #maxTokens()}. */
    List<Features> encode(List<String> texts);

    /**
     * The tokens' names, special tokens included, cut as {@link #encode} cuts them; for people to read. Where a text
     * becomes several sequences, they follow each other in the order of {@link #sequences}.
     *
     * @param text one cleaned text
     */
    List<String> tokens(String text);

    /** What {@code features}, made by a featurizer of this kind, are: each sequence of numbers by its name. */
    SortedMap<String, List<Integer>> sequences(Features features);

    /** The graph's inputs for texts with these features, made by a featurizer of this kind, in the given order. */
    Batch batch(List<Features> features);

    /**
     * The same in the form for any batch, with texts filled up.
     *
     * @param tokens how many tokens each is filled up to, at least as many as the longest has
     */
    IntegerBatch padded(List<Features> features, int tokens);

    /** The most tokens of a text, special tokens included. */
    int maxTokens();

    @Override
    void close();
}
