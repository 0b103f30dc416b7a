package io.weibosentiment.run;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Rows that many others are joined to. Where they are few they are sent to every executor, so that the others need no
 * shuffle. Spark would decide by the size of files, which it takes for the size of every part of them; their number is
 * known.
 */
public final class SmallSide {

    /** With what a join keeps of each, about 200 bytes, at most some 200 MB of every executor. */
    private static final long MOST_ROWS = 1_000_000;

    /** The driver holds them several times while it sends them: at most a quarter of its heap. */
    private static final long HEAP_PER_ROW = 2_500;

    private SmallSide() {}

    /** Whether {@code rows} are few enough. */
    public static boolean isSmall(long rows) {
        return rows <= Math.min(MOST_ROWS, Runtime.getRuntime().maxMemory() / HEAP_PER_ROW);
    }

    /** {@code rows}, of which there are {@code count}, to be sent to every executor if they are few enough. */
    public static Dataset<Row> of(Dataset<Row> rows, long count) {
        return isSmall(count) ? functions.broadcast(rows) : rows;
    }
}
