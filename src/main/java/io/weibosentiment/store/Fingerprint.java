package io.weibosentiment.store;

import io.weibosentiment.util.Sha256;
import java.util.OptionalInt;

/**
 * What a score depends on besides its text. The text policy is not part of it: texts that are equal once cleaned share
 * a score.
 *
 * @param model SHA-256 of the weights, the tokenizer and what the outputs mean
 * @param precision of the arithmetic, such as {@code bfloat16}
 * @param maxTokens where texts are cut
 * @param graph the version of what builds the graph from the weights; empty if the model comes with its graph
 * @param textKeys tells the secret of the texts' keys from others; empty where they have none
 */
public record Fingerprint(String model, String precision, int maxTokens, OptionalInt graph, String textKeys) {

    private static final int ID_LENGTH = 24;

    /** The last version of the graph whose scores have ids without it. */
    private static final int LAST_UNNAMED_GRAPH = 3;

    /** The first 24 hex digits of the SHA-256 of all parts: its name in the store. */
    public String id() {
        String parts = model + " " + precision + " " + maxTokens;
        boolean hasNamedGraph = graph.isPresent() && graph.getAsInt() > LAST_UNNAMED_GRAPH;
        String all = hasNamedGraph ? parts + " graph " + graph.getAsInt() : parts;
        return Sha256.of(textKeys.isEmpty() ? all : all + " keys " + textKeys).substring(0, ID_LENGTH);
    }
}
