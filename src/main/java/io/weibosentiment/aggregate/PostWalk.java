package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import io.weibosentiment.Columns;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.config.Weighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One pass over comments in windows: they are shuffled once, those of a post go by after each other, one at a time, and
 * what they add up to becomes rows. So what is kept of a post is what its {@link PostSums} keep.
 *
 * @param windows the kinds of windows
 * @param ruleDecided what a comment counts as that a rule decided
 * @param weight what a comment weighs
 */
public record PostWalk(List<Windows> windows, RuleDecided ruleDecided, Weighting weight) {

    public PostWalk {
        windows = List.copyOf(windows);
    }

    /**
     * What a walk has of its own.
     *
     * @param columns the columns that it needs beside those of every walk, see {@link CommentInWindows}
     * @param order the names of those in whose order the comments of a post come
     * @param isByHash whether they come in the order of a hash of the first of these before that, which is sooner compared
     */
    public record Own(List<Column> columns, List<String> order, boolean isByHash) {

        /** Nothing: the comments of a post come in any order. */
        static final Own NONE = new Own(List.of(), List.of(), false);

        public Own {
            columns = List.copyOf(columns);
            order = List.copyOf(order);
        }
    }

    /** The microseconds between two starts of each kind of window. */
    public long[] steps() {
        return windows.stream().mapToLong(Windows::step).toArray();
    }

    /** Whether a comment is in any window. */
    Column isInAny() {
        return windows.stream().map(Windows::hasWindow).reduce(Column::or).orElse(lit(false));
    }

    /**
     * The rows of all posts, of {@code schema}.
     *
     * @param comments scored comments, and posts without comments, which nothing decided
     * @param sums what the comments of each post are added to
     */
    public Dataset<Row> rows(Dataset<Row> comments, Own own, PostSums.OfNone sums, StructType schema) {
        Dataset<Row> inWindows = comments.select(columns(own));
        List<Column> order = new ArrayList<>();
        List.of(CommentInWindows.KEY, Columns.BLOGGER_ID, Columns.POST_ID).forEach(name -> order.add(col(name)));
        own.order().forEach(name -> order.add(col(name)));
        int places = CommentInWindows.COLUMNS.size() + 2 * windows.size();
        return inWindows
                .repartition(shiftright(col(CommentInWindows.KEY), Integer.SIZE))
                .sortWithinPartitions(order.toArray(Column[]::new))
                .mapPartitions(posts(sums, places), Encoders.row(schema));
    }

    private Column[] columns(Own own) {
        Column likes = weight == Weighting.LIKES ? coalesce(greatest(col(Columns.LIKES), lit(0L)), lit(0L)) : lit(0L);
        Column within =
                own.isByHash() ? shiftrightunsigned(xxhash64(own.columns().get(0)), Integer.SIZE) : lit(0L);
        List<Column> columns = new ArrayList<>(List.of(
                shiftleft(xxhash64(col(Columns.BLOGGER_ID), col(Columns.POST_ID)), Integer.SIZE)
                        .bitwiseOR(within),
                col(Columns.BLOGGER_ID),
                col(Columns.POST_ID),
                col(Columns.POST_LIKES).cast(DataTypes.LongType),
                CountedSentiment.isComment(),
                CountedSentiment.of(ruleDecided),
                CountedSentiment.isByRule(),
                likes));
        for (int i = 0; i < columns.size(); i++) {
            columns.set(i, columns.get(i).as(CommentInWindows.COLUMNS.get(i)));
        }
        for (int kind = 0; kind < windows.size(); kind++) {
            columns.add(windows.get(kind).first().as(CommentInWindows.firstStart(kind)));
            columns.add(windows.get(kind).last().as(CommentInWindows.lastStart(kind)));
        }
        columns.addAll(own.columns());
        return columns.toArray(Column[]::new);
    }

    private static MapPartitionsFunction<Row, Row> posts(PostSums.OfNone sums, int places) {
        return comments -> new Chain<>(new Posts(comments, sums, places));
    }

    /** The rows of one post after another. */
    private static final class Posts implements Iterator<Iterator<Row>> {

        private final Iterator<Row> comments;
        private final PostSums.OfNone sums;
        private final int places;
        private CommentInWindows ahead;

        Posts(Iterator<Row> comments, PostSums.OfNone sums, int places) {
            this.comments = comments;
            this.sums = sums;
            this.places = places;
            advance();
        }

        private void advance() {
            ahead = comments.hasNext() ? new CommentInWindows(comments.next(), places) : null;
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        /** Almost always of one post: two may have the same hash. */
        @Override
        public Iterator<Row> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Map<CommentInWindows.Post, PostSums> posts = new HashMap<>();
            CommentInWindows first = ahead;
            PostSums ofFirst = sums.call();
            posts.put(first.post(), ofFirst);
            while (ahead != null && ahead.postHash() == first.postHash()) {
                PostSums ofPost =
                        ahead.isOnPostOf(first) ? ofFirst : posts.computeIfAbsent(ahead.post(), post -> sums.call());
                ofPost.add(ahead);
                advance();
            }
            return new Chain<>(posts.entrySet().stream()
                    .map(post -> post.getValue().rows(post.getKey()))
                    .iterator());
        }
    }
}
