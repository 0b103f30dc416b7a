package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What comments say of their post. Of all rows that know a fact, the latest crawl's counts, then the greatest. A comment
 * carries the best of its copies, with its crawl's time, and the best of these is the post's.
 */
final class PostFacts {

    private PostFacts() {}

    /** The best that the rows of a group know of {@code column}: crawl_time and that column; null if none knows it. */
    static Column latest(String column) {
        return max(when(col(column).isNotNull(), struct(col(Columns.CRAWL_TIME), col(column))));
    }

    /** One row for each post of {@code comments}: post_id, blogger_id, post_time, post_likes. */
    static Dataset<Row> settled(Dataset<Row> comments) {
        return comments.groupBy(Columns.POST_ID)
                .agg(
                        value(latest(Columns.BLOGGER_ID), Columns.BLOGGER_ID),
                        value(max(col(Columns.POST_TIME)), Columns.POST_TIME),
                        value(max(col(Columns.POST_LIKES)), Columns.POST_LIKES));
    }

    private static Column value(Column best, String column) {
        return best.getField(column).as(column);
    }
}
