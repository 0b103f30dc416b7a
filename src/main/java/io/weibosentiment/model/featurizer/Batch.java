package io.weibosentiment.model.featurizer;

import io.weibosentiment.engine.IntegerBatch;

/**
 * A batch as the graph takes it.
 *
 * @param signature the signature to run
 * @param inputs all its inputs
 */
public record Batch(String signature, IntegerBatch inputs) {}
