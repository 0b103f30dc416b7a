package io.weibosentiment.ingest;

/** One line of a text file as raw bytes, without its line feed. */
final class SourceLine {

    /** Longer lines are not kept whole, so that no line can exhaust a task's memory. */
    static final int MAX_BYTES = 4 << 20;

    private final String file;
    private final boolean startsFile;
    private final byte[] bytes;
    private final long length;

    /**
     * A line.
     *
     * @param file the path of its file
     * @param startsFile whether it is the file's first line
     * @param bytes its first {@link #MAX_BYTES} bytes
     * @param length its length in bytes
     */
    SourceLine(String file, boolean startsFile, byte[] bytes, long length) {
        this.file = file;
        this.startsFile = startsFile;
        this.bytes = bytes;
        this.length = length;
    }

    String file() {
        return file;
    }

    boolean startsFile() {
        return startsFile;
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
