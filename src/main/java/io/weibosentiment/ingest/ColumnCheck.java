package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import io.weibosentiment.util.ColumnNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the columns that files and tables have with those that a layout reads. */
final class ColumnCheck {

    private static final Set<Field> FACTS_OF_POSTS =
            Set.of(Field.BLOGGER_ID, Field.POST_TIME, Field.POST_LIKES, Field.POST_TEXT, Field.TOPICS);

    private final RecordLayout layout;
    private final List<String> withoutBlogger = new ArrayList<>();

    ColumnCheck(RecordLayout layout) {
        this.layout = layout;
    }

    /**
     * What keeps rows with these columns from being used.
     *
     * @param source the file or table, in words
     * @param present its columns, nested ones with dots
     * @param given the fields that are known without a column
     * @param advice what else a user may do where comments lack the id of their post; or empty
     */
    Optional<String> problem(String source, Collection<String> present, Set<Field> given, String advice) {
        List<Field> missing = layout.kind().fields().stream()
                .filter(field -> field == Field.POST_ID || layout.required().contains(field))
                .filter(field -> !given.contains(field))
                .filter(field -> !layout.isGivenBy(field, present))
                .toList();
        if (missing.isEmpty()) {
            return layout.kind() == RecordKind.POST ? postProblem(source, present, given) : Optional.empty();
        }
        String columns = missing.stream()
                .map(field -> "'" + String.join(field == Field.LABEL ? "' and '" : "' or '", layout.columnsOf(field))
                        + "' (" + layout.kind().name(field) + ")")
                .collect(Collectors.joining(", "));
        boolean isWithoutPost = missing.equals(List.of(Field.POST_ID)) && layout.kind() == RecordKind.COMMENT;
        return Optional.of("input " + source + " lacks the columns " + columns + "; it has "
                + ColumnNames.shown(present) + ". Name the right ones, for example "
                + layout.kind().option(missing.get(0)) + "=COLUMN" + (isWithoutPost ? advice : ""));
    }

    /** Rows that say nothing of their posts are of no use; without the blogger there are no tables of bloggers. */
    private Optional<String> postProblem(String source, Collection<String> present, Set<Field> given) {
        Set<Field> known = FACTS_OF_POSTS.stream()
                .filter(field ->
                        given.contains(field) || layout.columnOf(field, present).isPresent())
                .collect(Collectors.toSet());
        if (!known.isEmpty() && !known.contains(Field.BLOGGER_ID)) {
            withoutBlogger.add(source);
        }
        return known.isEmpty()
                ? Optional.of("input " + source + " tells nothing of its posts; it has " + ColumnNames.shown(present)
                        + ". Name the columns, for example " + layout.kind().option(Field.BLOGGER_ID) + "=COLUMN")
                : Optional.empty();
    }

    /** What a user should know of the columns that were compared. */
    Optional<String> warning() {
        return withoutBlogger.stream()
                .findFirst()
                .map(source -> "neither the columns nor the path of " + source.replaceFirst("^file ", "")
                        + " tell whose posts these are;"
                        + " name the column with --set input.posts.columns.blogger-id=COLUMN, or where it is in the path with"
                        + " --set input.posts.path-patterns.blogger-id=REGEX");
    }
}
