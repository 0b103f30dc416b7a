package io.weibosentiment.labels;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * What tells a comment from all others, in every run over the same crawl: its post, its id or, where it has none, its
 * time, and the key of its text. Comments that are alike in all of these are numbered.
 *
 * <p>A key begins with a letter and has only letters, digits and a hyphen, so that no spreadsheet takes it for a
 * number.
 */
public final class CommentKeys {

    /** The column with the key of a comment: {@link #shared()}, and for any but the first that are alike its number. */
    public static final String KEY = "comment_key";

    /** What stands between the shared key and the number. */
    public static final String NUMBER_MARK = "-";

    private static final int DIGITS = 32;
    private static final int SHA_256 = 256;

    private CommentKeys() {}

    /** Where a comment is: its post, and there its id, or its time if it has no id. Never null. */
    public static Column place() {
        return digest(placed());
    }

    /** The key that a comment shares with those that are alike; never null. */
    public static Column shared() {
        return concat(lit("c"), digest(concat(placed(), part(col(Columns.TEXT_KEY)))));
    }

    /** The order in which comments with the same shared key are numbered; what it leaves open makes no difference. */
    public static Column[] order() {
        return new Column[] {col(Columns.COMMENT_TIME), col(Columns.LIKES)};
    }

    private static Column placed() {
        Column time = unix_micros(col(Columns.COMMENT_TIME)).cast(DataTypes.StringType);
        return concat(
                part(col(Columns.POST_ID)),
                part(col(Columns.COMMENT_ID)),
                when(col(Columns.COMMENT_ID).isNull(), part(time)).otherwise(""));
    }

    /** A value with its length, so that no two lists of values look the same. */
    private static Column part(Column value) {
        return coalesce(concat(length(value).cast(DataTypes.StringType), lit(":"), value), lit("-"));
    }

    private static Column digest(Column text) {
        return substring(sha2(text.cast(DataTypes.BinaryType), SHA_256), 1, DIGITS);
    }
}
