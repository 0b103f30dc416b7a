package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import io.weibosentiment.Columns;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * One pass over posts in windows: they are shuffled once, those of a blogger's window go by after each other, and what they
 * add up to becomes a row.
 */
public final class BloggerWalk {

    /** The place of the first of the walk's own columns in a row of posts. */
    public static final int OWN = 4;

    private static final String KEY = "__key";

    private BloggerWalk() {}

    /**
     * The row of each blogger and window, of {@code schema}. Posts whose blogger is unknown share one.
     *
     * @param posts rows of {@code post_window_sentiment}
     * @param own what {@code sums} need of them; in a row of posts from {@link #OWN} on, in this order
     * @param order the names of those in whose order the posts of a window come
     */
    public static Dataset<Row> rows(
            Dataset<Row> posts,
            List<Column> own,
            List<String> order,
            BloggerWindowSums.OfNone sums,
            StructType schema) {
        List<Column> columns = new ArrayList<>(List.of(
                xxhash64(col(Columns.BLOGGER_ID), col(Columns.WINDOW), col(Columns.WINDOW_START))
                        .as(KEY),
                col(Columns.BLOGGER_ID),
                col(Columns.WINDOW),
                unix_micros(col(Columns.WINDOW_START)).as(Columns.WINDOW_START)));
        columns.addAll(own);
        Column[] inOrder = Stream.concat(
                        Stream.of(KEY, Columns.BLOGGER_ID, Columns.WINDOW, Columns.WINDOW_START), order.stream())
                .map(name -> col(name))
                .toArray(Column[]::new);
        return posts.select(columns.toArray(Column[]::new))
                .repartition(col(KEY))
                .sortWithinPartitions(inOrder)
                .mapPartitions(windows(sums), Encoders.row(schema));
    }

    private static MapPartitionsFunction<Row, Row> windows(BloggerWindowSums.OfNone sums) {
        return posts -> new Rows(posts, sums);
    }

    /** The rows of one window after another. */
    private static final class Rows implements Iterator<Row> {

        private final Iterator<Row> posts;
        private final BloggerWindowSums.OfNone sums;
        private Row ahead;

        Rows(Iterator<Row> posts, BloggerWindowSums.OfNone sums) {
            this.posts = posts;
            this.sums = sums;
            advance();
        }

        private void advance() {
            ahead = posts.hasNext() ? posts.next() : null;
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Row first = ahead;
            BloggerWindowSums ofWindow = sums.call();
            while (ahead != null && isInWindowOf(first)) {
                ofWindow.add(ahead);
                advance();
            }
            return ofWindow.row(first);
        }

        private boolean isInWindowOf(Row first) {
            for (int i = 0; i < OWN; i++) {
                if (!Objects.equals(first.get(i), ahead.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
