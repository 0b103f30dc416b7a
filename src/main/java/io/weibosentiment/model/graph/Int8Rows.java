package io.weibosentiment.model.graph;

/**
 * How rows and weights become 8-bit whole numbers: each row over the largest magnitude in it, each column of weights
 * over the largest in that. TensorFlow's product takes rows without a sign, so {@link #OFFSET} is added to them.
 */
final class Int8Rows {

    /** The whole number that stands for the largest magnitude. */
    static final float MOST = 127;

    /** What is added to a row's numbers. */
    static final float OFFSET = 128;

    /** Taken as the largest magnitude where all are zero. */
    static final float SMALLEST = 1e-6f;

    private Int8Rows() {}
}
