package io.weibosentiment.model;

/** One input of the graph for a batch, row-major, by the name its signature gives it. */
public sealed interface NamedInput {

    /** The input's name in the signature. */
    String name();

    /** Its dimensions. */
    long[] shape();

    /** An input of 32-bit integers. */
    @SuppressWarnings("ArrayRecordComponent") // handed to the engine as they are
    record Ints(String name, int[] values, long[] shape) implements NamedInput {}

    /** An input of 64-bit integers. */
    @SuppressWarnings("ArrayRecordComponent") // handed to the engine as they are
    record Longs(String name, long[] values, long[] shape) implements NamedInput {}
}
