package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.col;

import io.weibosentiment.Columns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Keeps each comment once: the row of the latest crawl, then the one with the most likes, then a fixed order of the
 * values, see {@link CopyOrder}. It carries what its other copies know of the post, see {@link PostFacts}.
 *
 * <p>Copies have the same post and comment id, the same text but for its markup, and no two different writers. Rows
 * with one id that differ in these are different comments whose id is damaged: all are kept, see {@link #SHARES_ID}.
 *
 * <p>Takes one shuffle by the key, one sort and one pass, in which a row is compared with the one before it.
 */
final class Duplicates {

    /** Whether a different comment has the comment's id, which is damaged then. */
    static final String SHARES_ID = "shares_id";

    /** When facts were crawled that another copy knows better; null where all are as old as the comment itself. */
    static final String FACTS_CRAWLED = "facts_crawled";

    private Duplicates() {}

    /** One row for each comment of {@code parsed}, and in {@code copies} how many rows it had. */
    static Dataset<Row> dropped(Dataset<Row> parsed) {
        CopyColumns columns = new CopyColumns(parsed.schema());
        // A row that does not name its writer is a copy of one that does; names count only where there are no ids.
        return parsed.repartition(col(ParsedRow.KEY))
                .sortWithinPartitions(
                        col(ParsedRow.KEY),
                        col(ParsedRow.CONTENT),
                        col(Columns.USER_ID).desc_nulls_last(),
                        col(ParsedRow.WRITER_NAME).desc_nulls_last())
                .mapPartitions(new DistinctComments(columns), Encoders.row(columns.distinct()));
    }
}
