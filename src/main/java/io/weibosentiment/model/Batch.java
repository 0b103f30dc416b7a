package io.weibosentiment.model;

import java.util.List;

/**
 * A batch as the graph takes it.
 *
 * @param signature the signature to run
 * @param inputs all its inputs
 */
public record Batch(String signature, List<NamedInput> inputs) {

    public Batch {
        inputs = List.copyOf(inputs);
    }
}
