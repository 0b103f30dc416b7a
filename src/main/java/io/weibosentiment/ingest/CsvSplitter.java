package io.weibosentiment.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits one CSV record, fed line by line, into its fields: parted by a separator, quoted with {@code "}, line breaks
 * only within quotes, a quote inside written as {@link Quoting} says.
 */
final class CsvSplitter {

    private static final char QUOTE = '"';
    private static final char BACKSLASH = '\\';

    private final char separator;
    private final Quoting quoting;
    private final List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private boolean open;
    private boolean strict = true;

    /** How a quote inside a quoted field is written. */
    enum Quoting {
        /** Twice, as RFC 4180 and nearly every program have it. */
        DOUBLED,
        /** After a backslash, and a backslash too, as Spark and MySQL write it. */
        BACKSLASH
    }

    /** A splitter for commas and doubled quotes. */
    CsvSplitter() {
        this(',', Quoting.DOUBLED);
    }

    CsvSplitter(char separator, Quoting quoting) {
        this.separator = separator;
        this.quoting = quoting;
    }

    /** Reads the next line of the record, given without its line break; true once the record is complete. */
    boolean add(String line) {
        int at = 0;
        if (open) {
            field.append('\n');
        } else {
            at = startOfField(line, 0);
        }
        while (at <= line.length()) {
            if (open) {
                at = quoted(line, at);
                if (open) {
                    return false;
                }
            }
            at = plain(line, at);
            if (at == line.length()) {
                endField();
                return true;
            }
            endField();
            at = startOfField(line, at + 1);
        }
        return true;
    }

    /** The fields of the completed record, quotes removed. */
    List<String> fields() {
        return List.copyOf(fields);
    }

    /** Whether the record is as programs write it: quotes only around whole fields, and inside as they ought to be. */
    boolean isStrict() {
        return strict;
    }

    private int startOfField(String line, int at) {
        open = at < line.length() && line.charAt(at) == QUOTE;
        return open ? at + 1 : at;
    }

    /** Copies up to the closing quote and returns the place after it, or leaves the field open at the line's end. */
    private int quoted(String line, int from) {
        int at = from;
        while (at < line.length()) {
            int special = nextSpecial(line, at);
            if (special < 0) {
                break;
            }
            field.append(line, at, special);
            if (isInside(line, special)) {
                at = appendInside(line, special);
            } else {
                open = false;
                strict &= special + 1 == line.length() || line.charAt(special + 1) == separator;
                return special + 1;
            }
        }
        field.append(line, Math.min(at, line.length()), line.length());
        return line.length();
    }

    private int nextSpecial(String line, int from) {
        int quote = line.indexOf(QUOTE, from);
        if (quoting == Quoting.DOUBLED) {
            return quote;
        }
        int backslash = line.indexOf(BACKSLASH, from);
        return quote < 0 || (backslash >= 0 && backslash < quote) ? backslash : quote;
    }

    private boolean isInside(String line, int at) {
        return quoting == Quoting.DOUBLED
                ? at + 1 < line.length() && line.charAt(at + 1) == QUOTE
                : line.charAt(at) == BACKSLASH;
    }

    /** A backslash belongs to the text unless a quote, a backslash or, as in MySQL, a line break follows. */
    private int appendInside(String line, int at) {
        boolean isLast = at + 1 == line.length();
        char next = isLast ? '\n' : line.charAt(at + 1);
        if (next == QUOTE || next == BACKSLASH) {
            field.append(next);
            return at + 2;
        }
        if (!isLast) {
            field.append(BACKSLASH);
        }
        return at + 1;
    }

    private int plain(String line, int from) {
        int next = line.indexOf(separator, from);
        int end = next < 0 ? line.length() : next;
        if (strict) {
            int quote = line.indexOf(QUOTE, from);
            strict = quote < 0 || quote >= end;
        }
        field.append(line, from, end);
        return end;
    }

    private void endField() {
        fields.add(field.toString());
        field.setLength(0);
    }
}
