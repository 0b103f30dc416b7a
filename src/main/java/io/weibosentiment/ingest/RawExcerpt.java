package io.weibosentiment.ingest;

/** What is kept of a row that is rejected: its beginning. */
public final class RawExcerpt {

    /** Most characters that are kept. */
    public static final int MAX_CHARS = 10_000;

    private RawExcerpt() {}

    /** The beginning of {@code raw}. */
    static String of(String raw) {
        return raw.length() > MAX_CHARS ? raw.substring(0, MAX_CHARS) : raw;
    }

    /** What to add to the reason if {@code raw} is not kept whole; else empty. */
    static String note(String raw) {
        return raw.length() > MAX_CHARS
                ? "; the first " + MAX_CHARS + " of " + raw.length() + " characters are kept"
                : "";
    }
}
