package io.weibosentiment.aggregate;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.util.ColumnNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns in which somebody's scored comments hold their fields.
 *
 * @param named the columns that the user named
 */
public record ScoredColumns(Map<ScoredField, String> named) {

    private static final String EXPECTED = "expected field=column,… with the fields "
            + Arrays.stream(ScoredField.values()).map(ScoredField::key).collect(Collectors.joining(", "));

    public ScoredColumns {
        named = Map.copyOf(named);
    }

    /**
     * Reads {@code post-id=weibo,sentiment=p}; an empty text names nothing.
     *
     * @throws InvalidInputException with every entry that is none
     */
    public static ScoredColumns parse(String text) {
        Map<ScoredField, String> named = new EnumMap<>(ScoredField.class);
        List<String> problems = new ArrayList<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            String key = equals < 0 ? entry.strip() : entry.substring(0, equals).strip();
            String column = equals < 0 ? "" : entry.substring(equals + 1).strip();
            Optional<ScoredField> field = field(key);
            if (field.isEmpty() || column.isEmpty()) {
                problems.add("columns: '" + entry.strip() + "' names no field and column; " + EXPECTED);
            } else if (named.putIfAbsent(field.get(), column) != null) {
                problems.add("columns: " + key + " is given twice; name one column");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new ScoredColumns(named);
    }

    /** These columns, and for fields they do not name those of the configuration's {@code input.columns}. */
    public ScoredColumns or(Map<Field, String> configured) {
        Map<ScoredField, String> all = new EnumMap<>(ScoredField.class);
        configured.forEach((field, column) -> field(field.key()).ifPresent(known -> all.put(known, column)));
        all.putAll(named);
        return new ScoredColumns(all);
    }

    /**
     * The column of each field in a file with the columns {@code present}; fields that it lacks are left out.
     *
     * @param needed the fields that must be there
     * @throws InvalidInputException if a named column or a needed field is missing; says what the file has
     */
    Map<ScoredField, String> in(List<String> present, Set<ScoredField> needed) {
        Map<ScoredField, String> found = new EnumMap<>(ScoredField.class);
        Set<String> problems = new LinkedHashSet<>();
        String has = "; the input has " + ColumnNames.shown(present);
        for (ScoredField field : ScoredField.values()) {
            String name = named.get(field);
            List<String> candidates = name == null ? field.usualColumns() : List.of(name);
            Optional<String> column = candidates.stream()
                    .flatMap(candidate -> present.stream().filter(candidate::equalsIgnoreCase))
                    .findFirst();
            column.ifPresent(known -> found.put(field, known));
            if (column.isEmpty() && name != null) {
                problems.add("columns: there is no column '" + name + "' for " + field.key() + has);
            } else if (column.isEmpty() && needed.contains(field)) {
                problems.add("no column for " + field.key() + " (looked for " + String.join(", ", candidates) + ")"
                        + has + "; name it with --columns " + field.key() + "=COLUMN");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(List.copyOf(problems));
        }
        return found;
    }

    /** The field called {@code key}, also as our tables name its column: {@code post_id}. */
    private static Optional<ScoredField> field(String key) {
        return Arrays.stream(ScoredField.values())
                .filter(field -> field.key().equals(key.replace('_', '-')))
                .findFirst();
    }
}
