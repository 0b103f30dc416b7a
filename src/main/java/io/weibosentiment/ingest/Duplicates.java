package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;

import io.weibosentiment.Columns;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Keeps each comment once: the row of the latest crawl, then the one with the most likes, then a fixed order of the
 * values. It carries what its other copies know of the post, see {@link PostFacts}.
 *
 * <p>Copies have the same post and comment id, the same text but for its markup, and no two different writers. Rows
 * with one id that differ in these are different comments whose id is damaged: all are kept, see {@link #SAME_ID}.
 *
 * <p>Takes one shuffle, by the key alone: every window lies within the rows of one key. Spark would shuffle by the first
 * window's key and text, and once more for the last.
 */
final class Duplicates {

    /** How many different comments have the comment's id: 1 unless ids are damaged. */
    static final String SAME_ID = "comments_of_this_id";

    private static final String RANK = "rank_among_copies";
    private static final String WRITER = "writer";

    private Duplicates() {}

    /** One row for each comment of {@code parsed}, and in {@code copies} how many rows it had. */
    static Dataset<Row> dropped(Dataset<Row> parsed) {
        WindowSpec sameText = Window.partitionBy(ParsedRow.KEY, ParsedRow.CONTENT);
        WindowSpec best = Window.partitionBy(ParsedRow.KEY, ParsedRow.CONTENT, WRITER)
                .orderBy(
                        col(Columns.CRAWL_TIME).desc_nulls_last(),
                        col(Columns.LIKES).desc_nulls_last(),
                        col(Columns.COMMENT_TIME).asc(),
                        col(Columns.BLOGGER_ID).asc(),
                        col(Columns.USER_ID).asc(),
                        col(Columns.TEXT).asc(),
                        col(Columns.SOURCE_FILE).asc(),
                        col(Columns.POST_TIME).asc(),
                        col(Columns.POST_LIKES).asc(),
                        col(ParsedRow.UNREAD).asc());
        // These do not depend on the order, but with the same one Spark computes them all in one pass.
        WindowSpec copies = best.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        Map<String, Column> carried = new HashMap<>();
        PostFacts.in(parsed)
                .forEach(fact -> carried.put(fact, PostFacts.latest(fact).over(copies)));
        carried.put(Columns.POST_ID, PostFacts.bestId().over(copies).getField(Columns.POST_ID));
        carried.put(Columns.COPIES, count(lit(1)).over(copies));
        carried.put(RANK, row_number().over(best));
        // A row that does not name its writer is a copy of one that does; names count only where there are no ids.
        return parsed.repartition(col(ParsedRow.KEY))
                .withColumn(
                        WRITER,
                        coalesce(
                                col(Columns.USER_ID),
                                max(Columns.USER_ID).over(sameText),
                                col(ParsedRow.WRITER_NAME),
                                max(ParsedRow.WRITER_NAME).over(sameText)))
                .withColumns(carried)
                .where(col(RANK).equalTo(1))
                .withColumn(SAME_ID, count(lit(1)).over(Window.partitionBy(ParsedRow.KEY)))
                .drop(ParsedRow.KEY, ParsedRow.CONTENT, ParsedRow.WRITER_NAME, WRITER, RANK);
    }
}
