package io.weibosentiment.aggregate;

import io.weibosentiment.Columns;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A comment, or a post without comments, and the windows of each kind that contain it: those that start from one moment
 * to another. Times are in microseconds since 1970.
 */
record CommentInWindows(Row row) {

    /** A hash of blogger and post before one of the user: in its order, comments are together by post, and by user. */
    static final String KEY = "__key";

    static final String IS_COMMENT = "__is_comment";
    static final String COUNTED = "__counted";
    static final String IS_BY_RULE = "__is_by_rule";

    private static final String FIRST_START = "__first_start_";
    private static final String LAST_START = "__last_start_";

    private static final StructType OF_COMMENT = new StructType()
            .add(KEY, DataTypes.LongType)
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(Columns.USER_ID, DataTypes.StringType)
            .add(Columns.POST_TIME, DataTypes.LongType)
            .add(Columns.POST_LIKES, DataTypes.LongType)
            .add(Columns.POST_SENTIMENT, DataTypes.DoubleType)
            .add(IS_COMMENT, DataTypes.BooleanType)
            .add(COUNTED, DataTypes.DoubleType)
            .add(IS_BY_RULE, DataTypes.BooleanType)
            .add(Columns.LIKES, DataTypes.LongType);

    /** The columns of comments in so many kinds of windows. */
    static StructType schema(int kinds) {
        StructType schema = OF_COMMENT;
        for (int kind = 0; kind < kinds; kind++) {
            schema = schema.add(firstStart(kind), DataTypes.LongType).add(lastStart(kind), DataTypes.LongType);
        }
        return schema;
    }

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

    /** Null where it is unknown. */
    String user() {
        return row.getString(3);
    }

    Long postTime() {
        return (Long) row.get(4);
    }

    Long postLikes() {
        return (Long) row.get(5);
    }

    Double postSentiment() {
        return (Double) row.get(6);
    }

    boolean isComment() {
        return row.getBoolean(7);
    }

    /** Whether it has a sentiment that counts. */
    boolean isCounted() {
        return !row.isNullAt(8);
    }

    double sentiment() {
        return row.getDouble(8);
    }

    boolean isByRule() {
        return row.getBoolean(9);
    }

    /** Its weight less one. */
    long likes() {
        return row.getLong(10);
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
        return OF_COMMENT.size() + 2 * kind;
    }

    /** A post, by its blogger, who may be unknown, and its id. */
    record Post(String blogger, String id) {}
}
