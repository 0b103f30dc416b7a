package io.weibosentiment.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits one CSV record, fed line by line, into its fields (RFC 4180: fields parted by commas, quoted with {@code "},
 * a quote inside written twice, line breaks only within quotes).
 */
final class CsvSplitter {

    private final List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private boolean open;
    private boolean strict = true;

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

    /** Whether every closing quote was followed by a comma or the line's end. */
    boolean isStrict() {
        return strict;
    }

    private int startOfField(String line, int at) {
        open = at < line.length() && line.charAt(at) == '"';
        return open ? at + 1 : at;
    }

    /** Copies up to the closing quote and returns the place after it, or leaves the field open at the line's end. */
    private int quoted(String line, int from) {
        int at = from;
        while (at < line.length()) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                break;
            }
            field.append(line, at, quote);
            if (quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
                field.append('"');
                at = quote + 2;
                continue;
            }
            open = false;
            strict &= quote + 1 == line.length() || line.charAt(quote + 1) == ',';
            return quote + 1;
        }
        field.append(line, Math.min(at, line.length()), line.length());
        return line.length();
    }

    private int plain(String line, int from) {
        int comma = line.indexOf(',', from);
        int end = comma < 0 ? line.length() : comma;
        field.append(line, from, end);
        return end;
    }

    private void endField() {
        fields.add(field.toString());
        field.setLength(0);
    }
}
