package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import io.weibosentiment.Columns;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a run notes in the cells of the tables of windows besides what its comments tell.
 *
 * @param posts notes it in rows of post_window_sentiment
 * @param bloggers notes it in rows of blogger_window_sentiment
 */
record TableNotes(UnaryOperator<Dataset<Row>> posts, UnaryOperator<Dataset<Row>> bloggers) {

    /** Nothing. */
    static final TableNotes NONE = new TableNotes(rows -> rows, rows -> rows);

    private static final String BREAK = "b";

    /** That every cell breaks the series of the runs before; its letter comes first in the status. */
    static TableNotes ofBreak() {
        UnaryOperator<Dataset<Row>> flagged =
                rows -> rows.withColumn(Columns.STATUS, concat(lit(BREAK), col(Columns.STATUS)));
        return new TableNotes(flagged, flagged);
    }

    /** These notes and then {@code others}. */
    TableNotes then(TableNotes others) {
        return new TableNotes(
                rows -> others.posts().apply(posts.apply(rows)),
                rows -> others.bloggers().apply(bloggers.apply(rows)));
    }
}
