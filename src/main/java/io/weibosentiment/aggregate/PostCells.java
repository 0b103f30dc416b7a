package io.weibosentiment.aggregate;

import io.weibosentiment.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From comments, those of a post after each other and in the order of their users, to rows with the windows of each post
 * and kind. Comments go by one at a time; what is kept of them is as much as there are windows of one post, and numbers
 * for the quantiles.
 */
final class PostCells implements MapPartitionsFunction<Row, Row> {

    static final String START = "__start";
    static final String KIND = "__kind";
    static final String CELLS = "__cells";

    /** One window, with starts and times in microseconds since 1970. */
    private static final StructType CELL = new StructType()
            .add(START, DataTypes.LongType)
            .add(Columns.POST_TIME, DataTypes.LongType)
            .add(Columns.POST_LIKES, DataTypes.LongType)
            .add(Columns.COMMENTS, DataTypes.LongType)
            .add(Columns.SCORED, DataTypes.LongType)
            .add(Columns.NEUTRAL, DataTypes.LongType)
            .add(Columns.COMMENTERS, DataTypes.LongType)
            .add(Columns.SENTIMENT, DataTypes.DoubleType)
            .add(Columns.SENTIMENT_UNWEIGHTED, DataTypes.DoubleType)
            .add(Columns.STDDEV, DataTypes.DoubleType)
            .add(Columns.P10, DataTypes.DoubleType)
            .add(Columns.P50, DataTypes.DoubleType)
            .add(Columns.P90, DataTypes.DoubleType)
            .add(Columns.POSITIVE_SHARE, DataTypes.DoubleType)
            .add(Columns.WEIGHT_SUM, DataTypes.DoubleType)
            .add(Columns.POST_SENTIMENT, DataTypes.DoubleType)
            .add(Columns.SENTIMENT_SE, DataTypes.DoubleType)
            .add(Columns.EFFECTIVE_COMMENTS, DataTypes.DoubleType);

    /**
     * The number of a kind of window, a post, and windows of that kind in ascending order. There are fewer of these rows to
     * sort than windows.
     */
    static final StructType SCHEMA = new StructType()
            .add(KIND, DataTypes.IntegerType)
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(START, DataTypes.LongType)
            .add(CELLS, DataTypes.createArrayType(CELL, false));

    private static final long serialVersionUID = 1L;
    /** A post may have very many windows: no row has more of them. */
    private static final int MOST_CELLS = 1000;

    private final long[] steps;

    /** @param steps the distance between two starts of each kind of window */
    PostCells(long[] steps) {
        this.steps = steps.clone();
    }

    @Override
    public Iterator<Row> call(Iterator<Row> comments) {
        return new Rows(comments);
    }

    /** The windows of one post, by kind and start, and the sentiments in them. */
    private final class PostInWindows {

        private final List<Map<Long, WindowCell>> cells = new ArrayList<>();
        private final SentimentsInOrder sentiments = new SentimentsInOrder(steps.length);

        PostInWindows() {
            for (int kind = 0; kind < steps.length; kind++) {
                cells.add(new HashMap<>());
            }
        }

        /** @param user a positive number of its user's own, or 0 for none; those of one user come one after another */
        void add(CommentInWindows comment, long user) {
            long scaled = comment.isCounted() ? ScaledSentiment.of(comment.sentiment()) : 0;
            for (int kind = 0; kind < steps.length; kind++) {
                if (comment.isIn(kind)) {
                    Map<Long, WindowCell> ofKind = cells.get(kind);
                    long last = comment.lastStartOf(kind);
                    for (long start = comment.firstStartOf(kind); start <= last; start += steps[kind]) {
                        ofKind.computeIfAbsent(start, window -> new WindowCell())
                                .add(comment, user, scaled);
                    }
                }
            }
            if (comment.isCounted()) {
                sentiments.add(comment);
            }
        }

        void takeSentiments() {
            sentiments.giveTo((sentiment, starts, place) -> {
                for (int kind = 0; kind < steps.length; kind++) {
                    Map<Long, WindowCell> ofKind = cells.get(kind);
                    long last = starts[place + 2 * kind + 1];
                    for (long start = starts[place + 2 * kind]; start <= last; start += steps[kind]) {
                        ofKind.get(start).takeNext(sentiment);
                    }
                }
            });
        }
    }

    /** The rows of one post after another; each window is dropped once its row is made. */
    private final class Rows implements Iterator<Row> {

        private final Iterator<Row> comments;
        private Iterator<Row> ready = Collections.emptyIterator();
        private CommentInWindows ahead;

        Rows(Iterator<Row> comments) {
            this.comments = comments;
            advance();
        }

        private void advance() {
            ahead = comments.hasNext() ? new CommentInWindows(comments.next()) : null;
        }

        @Override
        public boolean hasNext() {
            while (!ready.hasNext() && ahead != null) {
                ready = rows(nextPosts());
            }
            return ready.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.next();
        }

        /** Almost always one post: two may have the same hash. */
        private Map<CommentInWindows.Post, PostInWindows> nextPosts() {
            Map<CommentInWindows.Post, PostInWindows> posts = new HashMap<>();
            int hash = ahead.postHash();
            String lastUser = null;
            long users = 0;
            while (ahead != null && ahead.postHash() == hash) {
                String user = ahead.user();
                if (!Objects.equals(user, lastUser)) {
                    lastUser = user;
                    users++;
                }
                posts.computeIfAbsent(ahead.post(), post -> new PostInWindows()).add(ahead, user == null ? 0 : users);
                advance();
            }
            return posts;
        }

        private Iterator<Row> rows(Map<CommentInWindows.Post, PostInWindows> posts) {
            List<Iterator<Row>> rows = new ArrayList<>();
            posts.forEach((post, inWindows) -> {
                inWindows.takeSentiments();
                for (int kind = 0; kind < steps.length; kind++) {
                    rows.add(new KindRows(post, kind, inWindows.cells.get(kind)));
                }
            });
            return new Chain(rows.iterator());
        }
    }

    /** One iterator after another. */
    private static final class Chain implements Iterator<Row> {

        private final Iterator<Iterator<Row>> rest;
        private Iterator<Row> first = Collections.emptyIterator();

        Chain(Iterator<Iterator<Row>> rest) {
            this.rest = rest;
        }

        @Override
        public boolean hasNext() {
            while (!first.hasNext() && rest.hasNext()) {
                first = rest.next();
            }
            return first.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return first.next();
        }
    }

    /** The windows of one kind, in ascending order, so many a row. */
    private static final class KindRows implements Iterator<Row> {

        private final CommentInWindows.Post post;
        private final int kind;
        private final Map<Long, WindowCell> cells;
        private final long[] starts;
        private int next;

        KindRows(CommentInWindows.Post post, int kind, Map<Long, WindowCell> cells) {
            this.post = post;
            this.kind = kind;
            this.cells = cells;
            this.starts = cells.keySet().stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(starts);
        }

        @Override
        public boolean hasNext() {
            return next < starts.length;
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            long first = starts[next];
            Row[] rows = new Row[Math.min(MOST_CELLS, starts.length - next)];
            for (int i = 0; i < rows.length; i++) {
                long start = starts[next++];
                rows[i] = RowFactory.create(cells.remove(start).values(start));
            }
            return RowFactory.create(kind, post.blogger(), post.id(), first, rows);
        }
    }
}
