package io.weibosentiment.ingest;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Cuts a JSON document into its objects without knowing what they mean: those in its arrays, or one after another. What
 * is between them (brackets, commas, blanks, byte order marks) is passed over. Holds one object at a time.
 */
final class JsonScanner {

    /** Longer objects are not kept whole, so that none can exhaust a task's memory. */
    static final int MAX_CHARS = SourceLine.MAX_BYTES;

    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String BETWEEN = "[],\u001e\0" + BYTE_ORDER_MARK;

    private final Reader text;
    private final char[] buffer = new char[32 << 10];
    private int at;
    private int filled;
    /** What is read again before the buffer. */
    private String again = "";

    private int againAt;
    private boolean isAgain;
    private long line = 1;
    private int last;
    /** The blanks since the line's beginning. */
    private final StringBuilder indent = new StringBuilder();

    private boolean startsLine = true;

    private int arrays;
    private int depth;
    private boolean quoted;
    private boolean escaped;

    JsonScanner(Reader text) {
        this.text = text;
    }

    /** How an object ended. */
    enum End {
        /** With its last brace. */
        WHOLE,
        /** With the file. */
        CUT_OFF,
        /** Nowhere near. */
        TOO_LONG,
        /** At the end of a line within quotes, which JSON does not have. */
        BROKEN,
        /** It is something else. */
        NO_OBJECT
    }

    /**
     * An object, or something else in its place.
     *
     * @param line the line it begins on
     * @param indent the blanks before it, if its line begins with it
     */
    record Piece(String text, long line, Optional<String> indent, End end) {}

    /** Whether all arrays that were opened are closed. */
    boolean isOutside() {
        return arrays == 0;
    }

    /** The next object; empty after the last. */
    Optional<Piece> next() throws IOException {
        return next(false);
    }

    /** The next object of the array that is open; empty after its end. */
    Optional<Piece> nextInArray() throws IOException {
        return next(true);
    }

    private Optional<Piece> next(boolean endsWithArray) throws IOException {
        int c = read();
        while (c != END && c != '{' && (BETWEEN.indexOf(c) >= 0 || Character.isWhitespace(c))) {
            if (c == '[') {
                arrays++;
            } else if (c == ']') {
                arrays = Math.max(arrays - 1, 0);
                if (endsWithArray && isOutside()) {
                    return Optional.empty();
                }
            }
            note(c);
            c = read();
        }
        if (c == END) {
            return Optional.empty();
        }
        return Optional.of(c == '{' ? object() : other((char) c, endsWithArray));
    }

    /** Takes note of what is before an object on its line. */
    private void note(int c) {
        if (c == ' ' || c == '\t') {
            indent.append((char) c);
        } else if (c != BYTE_ORDER_MARK && !Character.isWhitespace(c)) {
            startsLine = false;
        }
    }

    private Piece object() throws IOException {
        long start = line;
        Optional<String> before = startsLine ? Optional.of(indent.toString()) : Optional.empty();
        startsLine = false;
        StringBuilder object = new StringBuilder("{");
        depth = 1;
        quoted = false;
        escaped = false;
        End end = null;
        while (end == null) {
            int c = read();
            if (c == END) {
                end = End.CUT_OFF;
            } else {
                object.append((char) c);
                end = step(c, object.length());
            }
        }
        return new Piece(object.toString(), start, before, end);
    }

    private End step(int c, int length) {
        if (quoted && c == '\n') {
            return End.BROKEN;
        }
        follow(c);
        if (depth == 0) {
            return End.WHOLE;
        }
        return length >= MAX_CHARS ? End.TOO_LONG : null;
    }

    private void follow(int c) {
        if (escaped) {
            escaped = false;
        } else if (quoted) {
            escaped = c == '\\';
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }

    /** Everything up to the next object, or the end of the array that is open. */
    private Piece other(char first, boolean endsWithArray) throws IOException {
        long start = line;
        StringBuilder other = new StringBuilder();
        boolean inQuotes = false;
        int c = first;
        while (c != END && (inQuotes || c != '{')) {
            if (c == '"' || c == '\n') {
                inQuotes = c == '"' && !inQuotes;
            } else if (!inQuotes && c == '[') {
                arrays++;
            } else if (!inQuotes && c == ']') {
                if (endsWithArray && arrays == 1) {
                    break;
                }
                arrays = Math.max(arrays - 1, 0);
            }
            note(c);
            if (other.length() < RawExcerpt.MAX_CHARS) {
                other.append((char) c);
            }
            c = read();
        }
        if (c != END) {
            unread();
        }
        return new Piece(other.toString().strip(), start, Optional.empty(), End.NO_OBJECT);
    }

    /** Skips the rest of an object that is too long, and tells how many characters that were. */
    long skipRest() throws IOException {
        long skipped = 0;
        int c = read();
        while (c != END && depth > 0) {
            skipped++;
            follow(c);
            c = depth > 0 ? read() : END;
        }
        return skipped;
    }

    /** Leaves {@code objects} that are open around what was read. */
    void leave(int objects) throws IOException {
        depth = objects;
        quoted = false;
        escaped = false;
        skipRest();
    }

    /** Goes on to the next line that begins with {@code start}; false where there is none. */
    boolean skipToLine(String start) throws IOException {
        int c = last;
        while (c != END) {
            while (c != '\n' && c != END) {
                c = read();
            }
            int same = 0;
            while (same < start.length() && c != END) {
                c = read();
                if (c != start.charAt(same)) {
                    break;
                }
                same++;
            }
            if (same == start.length()) {
                again(start, line);
                return true;
            }
        }
        return false;
    }

    /** Reads {@code read} once more, which begins on {@code atLine}, and then on from here. */
    void again(String read, long atLine) {
        again = read + again.substring(againAt);
        againAt = 0;
        line = atLine;
        last = 0;
        startLine();
    }

    /** As {@link #again}, where what is read begins within an array. */
    void againInArray(String read, long atLine) {
        again(read, atLine);
        arrays = 1;
    }

    private void startLine() {
        indent.setLength(0);
        startsLine = true;
    }

    /** Lets {@link #read} give the last character again, which is no line break. */
    private void unread() {
        if (isAgain) {
            againAt--;
        } else {
            at--;
        }
    }

    private int read() throws IOException {
        int c;
        isAgain = againAt < again.length();
        if (isAgain) {
            c = again.charAt(againAt++);
        } else {
            if (at == filled) {
                filled = Math.max(text.read(buffer, 0, buffer.length), 0);
                at = 0;
                if (filled == 0) {
                    return END;
                }
            }
            c = buffer[at++];
        }
        if (c == '\r' || (c == '\n' && last != '\r')) {
            line++;
            startLine();
        }
        last = c;
        return c;
    }
}
