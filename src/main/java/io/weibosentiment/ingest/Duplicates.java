package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.weibosentiment.Columns;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Keeps each comment once: the row of the latest crawl, then the one with the most likes, then a fixed order of the
 * values. It carries what its other copies know of the post, see {@link PostFacts}. Takes one shuffle.
 */
final class Duplicates {

    private static final String RANK = "rank_among_copies";

    private Duplicates() {}

    /** One row for each key of {@code parsed}, and in {@code copies} how many had it. */
    static Dataset<Row> dropped(Dataset<Row> parsed) {
        WindowSpec best = Window.partitionBy(ParsedRow.KEY)
                .orderBy(
                        col(Columns.CRAWL_TIME).desc_nulls_last(),
                        col(Columns.LIKES).desc_nulls_last(),
                        col(Columns.COMMENT_TIME).asc(),
                        col(Columns.BLOGGER_ID).asc(),
                        col(Columns.USER_ID).asc(),
                        col(Columns.TEXT).asc(),
                        col(Columns.SOURCE_FILE).asc(),
                        col(Columns.POST_TIME).asc(),
                        col(Columns.POST_LIKES).asc());
        // These do not depend on the order, but with the same one Spark computes them all in one pass.
        WindowSpec copies = best.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        return parsed.withColumns(Map.of(
                        RANK,
                        row_number().over(best),
                        Columns.COPIES,
                        count(lit(1)).over(copies),
                        Columns.POST_TIME,
                        PostFacts.latest(Columns.POST_TIME).over(copies),
                        Columns.POST_LIKES,
                        PostFacts.latest(Columns.POST_LIKES).over(copies)))
                .where(col(RANK).equalTo(1))
                .drop(ParsedRow.KEY, RANK);
    }
}
