package io.weibosentiment.aggregate;

import io.weibosentiment.Columns;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;

/**
 * A comment, or a post without comments, and the windows of each kind that contain it: those that start from one moment
 * to another. Times are in microseconds since 1970.
 *
 * @param row has the columns of every walk, the first and the last start of each kind, and the walk's own columns
 * @param own the place of the first of these
 */
public record CommentInWindows(Row row, int own) {

    /** A hash of blogger and post before one of the walk's own: in its order, the comments of a post are together. */
    static final String KEY = "__key";

    static final String IS_COMMENT = "__is_comment";
    static final String COUNTED = "__counted";
    static final String IS_BY_RULE = "__is_by_rule";
    private static final String FIRST_START = "__first_start_";
    private static final String LAST_START = "__last_start_";

    /** The columns of every walk. */
    static final List<String> COLUMNS = List.of(
            KEY,
            Columns.BLOGGER_ID,
            Columns.POST_ID,
            Columns.POST_LIKES,
            IS_COMMENT,
            COUNTED,
            IS_BY_RULE,
            Columns.LIKES);

    static String firstStart(int kind) {
        return FIRST_START + kind;
    }

    static String lastStart(int kind) {
        return LAST_START + kind;
    }

    /** The hash of blogger and post. */
    int postHash() {
        return (int) (row.getLong(0) >> Integer.SIZE);
    }

    Post post() {
        return new Post(row.getString(1), row.getString(2));
    }

    boolean isOnPostOf(CommentInWindows other) {
        return Objects.equals(row.getString(2), other.row.getString(2))
                && Objects.equals(row.getString(1), other.row.getString(1));
    }

    Long postLikes() {
        return (Long) row.get(3);
    }

    boolean isComment() {
        return row.getBoolean(4);
    }

    /** Whether it has a sentiment that counts. */
    public boolean isCounted() {
        return !row.isNullAt(5);
    }

    /** The sentiment that counts. */
    public double sentiment() {
        return row.getDouble(5);
    }

    /** Whether a rule decided it. */
    public boolean isByRule() {
        return row.getBoolean(6);
    }

    /** Its weight less one, not negative. */
    public long likes() {
        return row.getLong(7);
    }

    /** The text in the walk's own column at {@code place}; null where there is none. */
    public String text(int place) {
        return row.getString(own + place);
    }

    /** The whole number there; null where there is none. */
    Long number(int place) {
        return (Long) row.get(own + place);
    }

    /** The double there; null where there is none. */
    Double real(int place) {
        return (Double) row.get(own + place);
    }

    boolean isIn(int kind) {
        return !row.isNullAt(place(kind));
    }

    long firstStartOf(int kind) {
        return row.getLong(place(kind));
    }

    long lastStartOf(int kind) {
        return row.getLong(place(kind) + 1);
    }

    private static int place(int kind) {
        return COLUMNS.size() + 2 * kind;
    }

    /** A post, by its blogger, who may be unknown, and its id. */
    public record Post(String blogger, String id) {}
}
