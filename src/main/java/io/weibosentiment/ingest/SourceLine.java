package io.weibosentiment.ingest;

import java.util.OptionalLong;

/** One line of a text file as raw bytes, without its line feed. */
final class SourceLine {

    /** Longer lines are not kept whole, so that no line can exhaust a task's memory. */
    static final int MAX_BYTES = 4 << 20;

    private final OptionalLong number;
    private final byte[] bytes;
    private final long length;

    /**
     * A line.
     *
     * @param number which line of its file it is, from 1; empty where that is not known
     * @param bytes its first {@link #MAX_BYTES} bytes
     * @param length its length in bytes
     */
    SourceLine(OptionalLong number, byte[] bytes, long length) {
        this.number = number;
        this.bytes = bytes;
        this.length = length;
    }

    OptionalLong number() {
        return number;
    }

    /** The bytes, shared with this line. */
    byte[] bytes() {
        return bytes;
    }

    long length() {
        return length;
    }

    boolean isTooLong() {
        return length > MAX_BYTES;
    }
}
