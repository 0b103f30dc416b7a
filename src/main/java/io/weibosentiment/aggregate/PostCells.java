package io.weibosentiment.aggregate;

import io.weibosentiment.Columns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From the comments of a post, once in the order of their users and once in that of their sentiments, to a row for each
 * window of each kind. Comments go by one at a time; what is kept is as much as there are windows.
 */
final class PostCells implements CoGroupFunction<Long, Row, Row, Row> {

    static final String START = "__start";
    static final String SUM = "__sum";
    static final String SUM_OF_SQUARES = "__sum_of_squares";
    static final String POSITIVE = "__positive";

    /** A row for each window, with starts and times in microseconds since 1970. */
    static final StructType SCHEMA = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(Columns.WINDOW, DataTypes.StringType)
            .add(START, DataTypes.LongType)
            .add(Columns.POST_TIME, DataTypes.LongType)
            .add(Columns.POST_LIKES, DataTypes.LongType)
            .add(Columns.COMMENTS, DataTypes.LongType)
            .add(Columns.SCORED, DataTypes.LongType)
            .add(Columns.NEUTRAL, DataTypes.LongType)
            .add(Columns.COMMENTERS, DataTypes.LongType)
            .add(Columns.SENTIMENT, DataTypes.DoubleType)
            .add(SUM, ExactDecimals.SUM_OF_SENTIMENTS)
            .add(SUM_OF_SQUARES, ExactDecimals.SUM_OF_SQUARES)
            .add(Columns.P10, DataTypes.DoubleType)
            .add(Columns.P50, DataTypes.DoubleType)
            .add(Columns.P90, DataTypes.DoubleType)
            .add(POSITIVE, DataTypes.LongType)
            .add(Columns.WEIGHT_SUM, DataTypes.DoubleType)
            .add(Columns.POST_SENTIMENT, DataTypes.DoubleType);

    private static final long serialVersionUID = 1L;
    private static final int KEYS = 4;

    private final String[] kinds;
    private final long[] steps;

    /**
     * @param kinds the kinds of windows, as they are written
     * @param steps the distance between two starts of a kind
     */
    PostCells(String[] kinds, long[] steps) {
        this.kinds = kinds.clone();
        this.steps = steps.clone();
    }

    @Override
    public Iterator<Row> call(Long hash, Iterator<Row> byUser, Iterator<Row> bySentiment) {
        // Almost always one post: two may have the same hash.
        Map<CommentInWindows.Post, List<Map<Long, WindowCell>>> posts = new HashMap<>();
        count(byUser, posts);
        take(bySentiment, posts);
        return new Rows(posts);
    }

    private void count(Iterator<Row> byUser, Map<CommentInWindows.Post, List<Map<Long, WindowCell>>> posts) {
        String lastUser = null;
        long users = 0;
        while (byUser.hasNext()) {
            CommentInWindows comment = new CommentInWindows(byUser.next());
            if (!Objects.equals(comment.user(), lastUser)) {
                lastUser = comment.user();
                users++;
            }
            long user = lastUser == null ? 0 : users;
            List<Map<Long, WindowCell>> cells = posts.computeIfAbsent(comment.post(), post -> noCells());
            for (int kind = 0; kind < kinds.length; kind++) {
                if (comment.isIn(kind)) {
                    Map<Long, WindowCell> ofKind = cells.get(kind);
                    long last = comment.lastStartOf(kind);
                    for (long start = comment.firstStartOf(kind); start <= last; start += steps[kind]) {
                        ofKind.computeIfAbsent(start, window -> new WindowCell())
                                .count(comment, user);
                    }
                }
            }
        }
    }

    private void take(Iterator<Row> bySentiment, Map<CommentInWindows.Post, List<Map<Long, WindowCell>>> posts) {
        double sentiment = 0;
        long scaled = 0;
        while (bySentiment.hasNext()) {
            CommentInWindows comment = new CommentInWindows(bySentiment.next());
            if (!comment.isCounted()) {
                continue;
            }
            if (comment.sentiment() != sentiment) {
                sentiment = comment.sentiment() + 0.0; // no negative zero, which is equal and looks different
                scaled = ScaledSentiment.of(sentiment);
            }
            List<Map<Long, WindowCell>> cells = posts.get(comment.post());
            for (int kind = 0; kind < kinds.length; kind++) {
                if (comment.isIn(kind)) {
                    Map<Long, WindowCell> ofKind = cells.get(kind);
                    long last = comment.lastStartOf(kind);
                    for (long start = comment.firstStartOf(kind); start <= last; start += steps[kind]) {
                        ofKind.get(start).take(sentiment, scaled, comment);
                    }
                }
            }
        }
    }

    private List<Map<Long, WindowCell>> noCells() {
        List<Map<Long, WindowCell>> cells = new ArrayList<>();
        for (int kind = 0; kind < kinds.length; kind++) {
            cells.add(new HashMap<>());
        }
        return cells;
    }

    /** The rows of all cells; each cell is dropped once its row is made, as a post may have very many. */
    private final class Rows implements Iterator<Row> {

        private final Deque<CellsOfKind> rest = new ArrayDeque<>();

        private record CellsOfKind(
                CommentInWindows.Post post, String kind, Iterator<Map.Entry<Long, WindowCell>> cells) {}

        Rows(Map<CommentInWindows.Post, List<Map<Long, WindowCell>>> posts) {
            posts.forEach((post, cells) -> {
                for (int kind = 0; kind < kinds.length; kind++) {
                    rest.add(new CellsOfKind(
                            post, kinds[kind], cells.get(kind).entrySet().iterator()));
                }
            });
        }

        @Override
        public boolean hasNext() {
            while (!rest.isEmpty() && !rest.peek().cells().hasNext()) {
                rest.remove();
            }
            return !rest.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            CellsOfKind first = rest.peek();
            Map.Entry<Long, WindowCell> cell = first.cells().next();
            Row row = row(first.post(), first.kind(), cell.getKey(), cell.getValue());
            first.cells().remove();
            return row;
        }
    }

    private static Row row(CommentInWindows.Post post, String kind, Long start, WindowCell cell) {
        Object[] values = cell.values();
        Object[] row = new Object[KEYS + values.length];
        row[0] = post.blogger();
        row[1] = post.id();
        row[2] = kind;
        row[3] = start;
        System.arraycopy(values, 0, row, KEYS, values.length);
        return RowFactory.create(row);
    }
}
