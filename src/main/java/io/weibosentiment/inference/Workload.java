package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.weibosentiment.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much there is to score.
 *
 * @param texts distinct texts
 * @param work what they cost, in characters that the model will see (a Chinese character is about a token)
 */
public record Workload(long texts, long work) {

    /** Beyond it a text is cut, roughly: it costs no more. */
    private static final int LONGEST = 512;

    /** What every text costs besides its characters: its two special tokens. */
    private static final int SPECIAL_TOKENS = 2;

    /** Large enough that a partition's batches are full, small enough that a lost one is soon made again. */
    private static final long MOST_WORK_PER_PARTITION = 2_000_000;

    /** Below it a partition is not split further to even out the load. */
    private static final long LEAST_WORK_PER_PARTITION = 100_000;

    private static final int PARTITIONS_PER_CORE = 4;

    /** Measures {@code texts}; reads them once. */
    public static Workload of(Dataset<Row> texts) {
        Row totals = texts.agg(
                        count(lit(1)), sum(least(length(text()), lit(LONGEST)).plus(lit(SPECIAL_TOKENS))))
                .head();
        return new Workload(totals.getLong(0), totals.isNullAt(1) ? 0 : totals.getLong(1));
    }

    private static Column text() {
        return col(Columns.CLEANED_TEXT);
    }

    /**
     * Into how many partitions to divide it: at least one a core; several a core where each still is worth a task, so
     * that no core waits long for the last one; none larger than a fixed amount of work.
     */
    int partitions(int cores) {
        long forBalance = Math.min((long) cores * PARTITIONS_PER_CORE, work / LEAST_WORK_PER_PARTITION);
        long forSize = (work + MOST_WORK_PER_PARTITION - 1) / MOST_WORK_PER_PARTITION;
        long wanted = Math.max(Math.max(cores, forBalance), forSize);
        return Math.toIntExact(Math.max(1, Math.min(wanted, Math.max(1, texts))));
    }
}
