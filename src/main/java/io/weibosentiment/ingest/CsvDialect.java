package io.weibosentiment.ingest;

import io.weibosentiment.ingest.CsvSplitter.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a CSV file is written, as its first lines show.
 *
 * @param separator what parts fields
 * @param quoting how quotes within quotes are written; empty where no line tells
 */
record CsvDialect(char separator, Optional<Quoting> quoting) {

    /** What fields are parted by, the most usual first; the last one is Hive's. */
    private static final List<Character> SEPARATORS = List.of(',', '\t', ';', '|', '\u0001');

    private static final int LINES_WITHOUT_HEADER = 20;
    private static final int LONGEST_NAMED_SEPARATOR = "sep=,".length();

    /**
     * The dialect of a file.
     *
     * @param head its first lines that are not blank
     * @param isHeader tells a header by its names
     * @param columns how many columns there are if there is no header; 0 if a file must have one
     */
    static CsvDialect of(List<String> head, Predicate<List<String>> isHeader, int columns) {
        Optional<Character> named = head.isEmpty() ? Optional.empty() : separatorNamedBy(head.get(0));
        List<String> lines = named.isPresent() ? head.subList(1, head.size()) : head;
        char separator = named.orElseGet(() -> separator(lines, isHeader, columns));
        int width = lines.isEmpty()
                ? 0
                : split(lines.get(0), separator, Quoting.DOUBLED).fields().size();
        return new CsvDialect(separator, quoting(lines, separator, width));
    }

    /** The separator that a first line such as {@code sep=;} names, with which Excel writes and expects one. */
    static Optional<Character> separatorNamedBy(String line) {
        String text = line.replace("\"", "");
        boolean namesOne = text.regionMatches(true, 0, "sep=", 0, 4) && text.length() >= LONGEST_NAMED_SEPARATOR;
        return namesOne && text.substring(LONGEST_NAMED_SEPARATOR).chars().allMatch(c -> SEPARATORS.contains((char) c))
                ? Optional.of(text.charAt(4))
                : Optional.empty();
    }

    /** {@code fields} as names of columns: without blanks, byte order marks and zeros around them. */
    static List<String> names(List<String> fields) {
        List<String> names = new ArrayList<>(fields.size());
        fields.forEach(field -> names.add(
                field.replace(Encodings.BYTE_ORDER_MARK, "").replace("\0", "").strip()));
        return names;
    }

    private static char separator(List<String> lines, Predicate<List<String>> isHeader, int columns) {
        if (lines.isEmpty()) {
            return SEPARATORS.get(0);
        }
        for (char separator : SEPARATORS) {
            if (isHeader.test(
                    names(split(lines.get(0), separator, Quoting.DOUBLED).fields()))) {
                return separator;
            }
        }
        // Without a header that is known, the separator that makes the most lines fit, or a first line of several
        // names.
        char best = SEPARATORS.get(0);
        long most = 0;
        for (char separator : SEPARATORS) {
            long fitting = columns == 0
                    ? Math.min(
                            2,
                            split(lines.get(0), separator, Quoting.DOUBLED)
                                    .fields()
                                    .size())
                    : lines.stream()
                            .limit(LINES_WITHOUT_HEADER)
                            .filter(line -> split(line, separator, Quoting.DOUBLED)
                                            .fields()
                                            .size()
                                    == columns)
                            .count();
            if (fitting > most) {
                best = separator;
                most = fitting;
            }
        }
        return best;
    }

    /** The quoting in which lines are exact records that in the other one are none, if no line says the opposite. */
    private static Optional<Quoting> quoting(List<String> lines, char separator, int width) {
        boolean doubled = false;
        boolean backslash = false;
        for (String line : lines) {
            if (line.contains("\\\"") || line.contains("\"\"")) {
                boolean isDoubled = isRecord(line, separator, Quoting.DOUBLED, width);
                boolean isBackslash = isRecord(line, separator, Quoting.BACKSLASH, width);
                doubled |= isDoubled && !isBackslash;
                backslash |= isBackslash && !isDoubled;
            }
        }
        if (doubled == backslash) {
            return Optional.empty();
        }
        return Optional.of(doubled ? Quoting.DOUBLED : Quoting.BACKSLASH);
    }

    private static boolean isRecord(String line, char separator, Quoting quoting, int width) {
        CsvSplitter splitter = new CsvSplitter(separator, quoting);
        return splitter.add(line) && splitter.isStrict() && splitter.fields().size() == width;
    }

    private static CsvSplitter split(String line, char separator, Quoting quoting) {
        CsvSplitter splitter = new CsvSplitter(separator, quoting);
        splitter.add(line);
        return splitter;
    }
}
