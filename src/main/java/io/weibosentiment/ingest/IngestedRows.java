package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.weibosentiment.Columns;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The stored outcome of {@link RecordReader#records}.
 *
 * @param staged what was stored, read back
 */
public record IngestedRows(Dataset<Row> staged) {

    private static final String ROWS = "rows";

    /** What became of the rows read: one pass over two columns. */
    public IngestCounts counts() {
        List<Row> byReason = staged.groupBy(Columns.REASON)
                .agg(count(lit(1)).as(ROWS), sum(Columns.COPIES).as(Columns.COPIES))
                .collectAsList();
        long read = byReason.stream().mapToLong(row -> row.getLong(2)).sum();
        long kept = byReason.stream()
                .filter(row -> row.isNullAt(0))
                .mapToLong(row -> row.getLong(1))
                .sum();
        return IngestCounts.of(
                read, kept, byReason.stream().filter(row -> !row.isNullAt(0)).toList());
    }

    /**
     * The rows that could not be used: source_file, line (null where it is not known), raw (at most its first 10,000
     * characters), reason, detail.
     */
    public Dataset<Row> rejected() {
        return staged.where(col(Columns.REASON).isNotNull())
                .select(
                        col(Columns.SOURCE_FILE),
                        lit(null).cast(DataTypes.LongType).as(Columns.LINE),
                        col(Columns.RAW),
                        col(Columns.REASON),
                        col(Columns.DETAIL));
    }

    /** The records that were kept: columns as in {@link RecordReader#records} without raw, reason and detail. */
    public Dataset<Row> kept() {
        return staged.where(col(Columns.REASON).isNull()).drop(Columns.RAW, Columns.REASON, Columns.DETAIL);
    }

    /** The raw comments that were kept, without what they say of their post but its id. */
    public Dataset<Row> comments() {
        return kept().drop(Columns.BLOGGER_ID, Columns.POST_TIME, Columns.POST_LIKES);
    }

    /** The posts of raw comments, one row each with its facts settled: post_id, blogger_id, post_time, post_likes. */
    public Dataset<Row> posts() {
        return PostFacts.settled(kept());
    }
}
