package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.util.ColumnNames;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the fields of a kind of record are.
 *
 * @param kind what the rows are
 * @param columns for each field its candidate columns; the first with a value is used. Dots reach into nested data.
 *     A name that no column has also matches one that differs only in case
 * @param pathPatterns for fields read from the file's path where no column has a value: group 1 is the value
 * @param required fields whose columns must be in the data
 * @param times which times a record may not lack
 * @param text what text files are like
 * @param excerpts for fields whose columns hold more than the value, such as an address: group 1 is the value
 */
public record RecordLayout(
        RecordKind kind,
        Map<Field, List<String>> columns,
        Map<Field, Pattern> pathPatterns,
        Set<Field> required,
        Map<Field, TimeRule> times,
        TextShape text,
        Map<Field, Pattern> excerpts)
        implements Serializable {

    private static final String NOTE = "note";

    public RecordLayout {
        columns = byField(columns);
        pathPatterns = byField(pathPatterns);
        required = Set.copyOf(required);
        times = byField(times);
        excerpts = byField(excerpts);
    }

    /** A copy that finds a field at once: each value of each row is looked up. */
    private static <V> Map<Field, V> byField(Map<Field, V> values) {
        Map<Field, V> copy = new EnumMap<>(Field.class);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }

    /** A layout whose columns hold the values themselves. */
    public RecordLayout(
            RecordKind kind,
            Map<Field, List<String>> columns,
            Map<Field, Pattern> pathPatterns,
            Set<Field> required,
            Map<Field, TimeRule> times,
            TextShape text) {
        this(kind, columns, pathPatterns, required, times, text, Map.of());
    }

    /** What happens to a record whose time cannot be read. */
    public enum TimeRule {
        /** It is rejected, also if it has no time. */
        NEEDED,
        /** It is rejected if it has a time. */
        READABLE,
        /** It is kept without the time. */
        OPTIONAL
    }

    /**
     * What text files are like.
     *
     * @param format the format of files whose names tell none; {@code AUTO} where unknown
     * @param encoding the encoding's name unless the user gives one; empty where each file shows its own
     * @param columnOrder every column in the order of a CSV file that has no header; empty where a header is needed
     * @param replies the column with an array of further records, or empty
     * @param optionalFrom the column that a CSV row may leave out with all that follow; empty where it has every column
     */
    public record TextShape(
            InputFormat format, String encoding, List<String> columnOrder, String replies, String optionalFrom)
            implements Serializable {

        /** Files that tell what they are: by their names, and CSV by a header. */
        static final TextShape PLAIN = new TextShape(InputFormat.AUTO, "UTF-8", List.of(), "");

        /** As {@link #PLAIN}, as spreadsheets write them: in whatever encoding, and CSV by whatever name. */
        static final TextShape SHEET = new TextShape(InputFormat.CSV, "", List.of(), "");

        /** As {@link #PLAIN}, in whatever encoding. */
        static final TextShape LABELS = new TextShape(InputFormat.AUTO, "", List.of(), "");

        public TextShape {
            columnOrder = List.copyOf(columnOrder);
        }

        /** Files whose rows have every column. */
        public TextShape(InputFormat format, String encoding, List<String> columnOrder, String replies) {
            this(format, encoding, columnOrder, replies, "");
        }

        /** Whether a CSV row with {@code fields} fields is whole under {@code header}. */
        boolean isWhole(int fields, List<String> header) {
            return fields == header.size()
                    || (fields < header.size() && header.get(fields).equals(optionalFrom));
        }
    }

    /** This layout with the places that a user named, a path before a column. Named columns must be in the data. */
    RecordLayout with(Map<Field, String> namedColumns, Map<Field, Pattern> namedPatterns) {
        Map<Field, List<String>> places = new EnumMap<>(Field.class);
        Map<Field, Pattern> patterns = new EnumMap<>(Field.class);
        Set<Field> demanded = EnumSet.noneOf(Field.class);
        places.putAll(columns);
        patterns.putAll(pathPatterns);
        demanded.addAll(required);
        namedPatterns.forEach((field, pattern) -> {
            patterns.put(field, pattern);
            places.remove(field);
            demanded.remove(field);
        });
        namedColumns.forEach((field, column) -> {
            places.put(field, List.of(column));
            if (!namedPatterns.containsKey(field)) {
                patterns.remove(field);
            }
            demanded.add(field);
        });
        Map<Field, Pattern> parts = new EnumMap<>(Field.class);
        parts.putAll(excerpts);
        parts.keySet().removeAll(namedColumns.keySet());
        return new RecordLayout(kind, places, patterns, demanded, times, text, parts);
    }

    /** This layout with {@code rules} for its times. */
    RecordLayout with(Map<Field, TimeRule> rules) {
        return new RecordLayout(kind, columns, pathPatterns, required, rules, text, excerpts);
    }

    /** This layout without any place for {@code fields}, which need not be in the data then. */
    RecordLayout without(Set<Field> fields) {
        Map<Field, List<String>> places = new EnumMap<>(Field.class);
        places.putAll(columns);
        places.keySet().removeAll(fields);
        Map<Field, Pattern> patterns = new EnumMap<>(Field.class);
        patterns.putAll(pathPatterns);
        patterns.keySet().removeAll(fields);
        Set<Field> demanded = EnumSet.noneOf(Field.class);
        demanded.addAll(required);
        demanded.removeAll(fields);
        return new RecordLayout(kind, places, patterns, demanded, times, text, excerpts);
    }

    /** Whether a column or the path can give {@code field}. */
    boolean has(Field field) {
        return columns.containsKey(field) || pathPatterns.containsKey(field);
    }

    /** The candidate columns of {@code field}, best first. */
    List<String> columnsOf(Field field) {
        return columns.getOrDefault(field, List.of());
    }

    /** The best of the candidate columns of {@code field} that is {@code present}. */
    Optional<String> columnOf(Field field, Collection<String> present) {
        return columnsOf(field).stream()
                .flatMap(name -> ColumnNames.find(present, name).stream())
                .findFirst();
    }

    /**
     * Whether {@code present} has what {@code field} is read from: of its candidate columns any, of the columns of labels
     * all, as each is a coder's.
     */
    boolean isGivenBy(Field field, Collection<String> present) {
        return field == Field.LABEL
                ? columnsOf(field).stream()
                        .allMatch(name -> ColumnNames.find(present, name).isPresent())
                : columnOf(field, present).isPresent();
    }

    /** The value of {@code field} in what its column holds; empty where that has none. */
    Optional<String> valueIn(Field field, String held) {
        if (!excerpts.containsKey(field)) {
            return Optional.of(held);
        }
        Matcher matcher = excerpts.get(field).matcher(held);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * Whether a CSV row with {@code fields} fields is whole under {@code header}. Of a sample's row, spreadsheets cut off
     * blank cells at the end: those of coders who gave no label, and of notes.
     */
    boolean isWhole(int fields, List<String> header) {
        return text.isWhole(fields, header)
                || (fields < header.size()
                        && kind.isWrittenByPeople()
                        && columnOf(Field.INCLUSION_PROBABILITY, header).isPresent()
                        && header.subList(fields, header.size()).stream().allMatch(this::mayBeCutOff));
    }

    private boolean mayBeCutOff(String column) {
        return column.isBlank()
                || column.equalsIgnoreCase(NOTE)
                || ColumnNames.find(columnsOf(Field.LABEL), column).isPresent();
    }

    /** What happens to a record whose {@code time} cannot be read. */
    TimeRule ruleOf(Field time) {
        return times.getOrDefault(time, TimeRule.OPTIONAL);
    }
}
