package io.weibosentiment.cli;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields of scored comments that {@code --columns} can rename. */
final class ScoreColumns {

    private static final List<String> FIELDS = List.of(
            Columns.BLOGGER_ID,
            Columns.POST_ID,
            Columns.COMMENT_ID,
            Columns.COMMENT_TIME,
            Columns.POST_TIME,
            Columns.LIKES,
            Columns.POST_LIKES,
            Columns.SENTIMENT,
            Columns.DECIDED_BY,
            Columns.USER_ID);

    private ScoreColumns() {}

    /**
     * {@code columns} with its fields in snake case ({@code post-id} is taken for {@code post_id}).
     *
     * @throws InvalidInputException if a field is not known or a column is empty
     */
    static Map<String, String> checked(Map<String, String> columns) {
        Map<String, String> checked = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        columns.forEach((given, column) -> {
            String field = given.strip().toLowerCase(Locale.ROOT).replace('-', '_');
            if (!FIELDS.contains(field)) {
                problems.add("--columns " + given + "=" + column + ": found the field '" + given + "'; expected one of "
                        + String.join(", ", FIELDS));
            } else if (column.isBlank()) {
                problems.add("--columns " + given + "=: found no column; expected the input's name for " + field);
            } else {
                checked.put(field, column.strip());
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return checked;
    }
}
