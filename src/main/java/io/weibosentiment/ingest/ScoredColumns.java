package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.ingest.RecordLayout.TextShape;
import io.weibosentiment.ingest.RecordLayout.TimeRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The columns in which scored comments, ours or those of others, hold their fields.
 *
 * @param named the columns that the user named
 */
public record ScoredColumns(Map<Field, String> named) {

    private static final List<Field> NAMEABLE = List.of(
            Field.BLOGGER_ID,
            Field.POST_ID,
            Field.COMMENT_ID,
            Field.COMMENT_TIME,
            Field.POST_TIME,
            Field.LIKES,
            Field.POST_LIKES,
            Field.USER_ID,
            Field.SENTIMENT,
            Field.POST_SENTIMENT);
    private static final Map<Field, List<String>> OTHER_NAMES = Map.of(
            Field.USER_ID, List.of("user_id", "user_hash"),
            Field.LIKES, List.of("likes", "comment_likes"),
            Field.SENTIMENT, List.of("sentiment", "comment_score", "score"),
            Field.POST_SENTIMENT, List.of("post_sentiment", "content_score"));
    private static final String EXPECTED = "expected field=column,… with the fields "
            + NAMEABLE.stream().map(Field::key).collect(Collectors.joining(", "));

    public ScoredColumns {
        named = Map.copyOf(named);
    }

    /**
     * Reads {@code post-id=weibo,sentiment=p}; an empty text names nothing.
     *
     * @throws InvalidInputException with every entry that is none
     */
    public static ScoredColumns parse(String text) {
        Map<Field, String> named = new EnumMap<>(Field.class);
        List<String> problems = new ArrayList<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            String key = equals < 0 ? entry.strip() : entry.substring(0, equals).strip();
            String column = equals < 0 ? "" : entry.substring(equals + 1).strip();
            Optional<Field> field = field(key);
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

    /**
     * The layout of scored comments. A field's column is the one named here, else the one named in {@code input}, else
     * one with a usual name.
     *
     * @param times the times that are needed; a row that has one which cannot be read is rejected
     */
    public RecordLayout layout(InputConfig input, Set<Field> times) {
        Map<Field, List<String>> usual = RecordKind.SCORED_COMMENT.fields().stream()
                .collect(Collectors.toMap(
                        Function.identity(), field -> OTHER_NAMES.getOrDefault(field, List.of(field.column()))));
        Set<Field> required = EnumSet.copyOf(times);
        required.addAll(RecordKind.SCORED_COMMENT.essential());
        Map<Field, TimeRule> rules =
                times.stream().collect(Collectors.toMap(Function.identity(), time -> TimeRule.READABLE));
        Map<Field, String> columns = new EnumMap<>(Field.class);
        columns.putAll(input.columns());
        columns.keySet().retainAll(NAMEABLE);
        columns.putAll(named);
        return new RecordLayout(RecordKind.SCORED_COMMENT, usual, Map.of(), required, rules, TextShape.PLAIN)
                .with(columns, Map.of());
    }

    /** The field called {@code key}, also as our tables name its column: {@code post_id}. */
    private static Optional<Field> field(String key) {
        return NAMEABLE.stream()
                .filter(field -> field.key().equals(key.replace('_', '-')))
                .findFirst();
    }
}
