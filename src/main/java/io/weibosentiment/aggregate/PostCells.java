package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.weibosentiment.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From the comments of a post, those of a user after each other, to rows with its windows of each kind. What is kept of the
 * comments is as much as there are windows, and numbers for the quantiles.
 */
final class PostCells implements PostSums {

    private static final int USER = 0;
    private static final int POST_TIME = 1;
    private static final int POST_SENTIMENT = 2;

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

    /** A post may have very many windows: no row has more of them. */
    private static final int MOST_CELLS = 1000;

    private final PerWindow<WindowCell> cells;
    private final SentimentsInOrder sentiments;
    private final int kinds;
    private String lastUser;
    private long users;

    /** @param steps the distance between two starts of each kind of window */
    PostCells(long[] steps) {
        cells = new PerWindow<>(steps, WindowCell::new);
        sentiments = new SentimentsInOrder(steps.length);
        kinds = steps.length;
    }

    /** What it needs of {@code comments}, in which user and sentiment of the post may be absent. */
    static PostWalk.Own own(Dataset<Row> comments) {
        List<String> given = Arrays.asList(comments.columns());
        return new PostWalk.Own(
                List.of(
                        given(given, Columns.USER_ID, DataTypes.StringType),
                        unix_micros(col(Columns.POST_TIME)).as(Columns.POST_TIME),
                        given(given, Columns.POST_SENTIMENT, DataTypes.DoubleType)),
                List.of(Columns.USER_ID),
                true);
    }

    private static Column given(List<String> columns, String name, DataType type) {
        return (columns.contains(name) ? col(name) : lit(null)).cast(type).as(name);
    }

    @Override
    public void add(CommentInWindows comment) {
        String user = comment.text(USER);
        if (!Objects.equals(user, lastUser)) {
            lastUser = user;
            users++;
        }
        long number = user == null ? 0 : users;
        long scaled = comment.isCounted() ? ScaledSentiment.of(comment.sentiment()) : 0;
        Long postTime = comment.number(POST_TIME);
        Double postSentiment = comment.real(POST_SENTIMENT);
        cells.each(comment, cell -> {
            cell.ofPost(postTime, comment.postLikes(), postSentiment);
            cell.add(comment, number, scaled);
        });
        if (comment.isCounted()) {
            sentiments.add(comment);
        }
    }

    @Override
    public Iterator<Row> rows(CommentInWindows.Post post) {
        sentiments.giveTo((sentiment, starts, place) -> cells.each(starts, place, cell -> cell.takeNext(sentiment)));
        return new Chain<>(
                IntStream.range(0, kinds).mapToObj(kind -> rows(post, kind)).iterator());
    }

    /** So many windows a row. */
    private Iterator<Row> rows(CommentInWindows.Post post, int kind) {
        Iterator<Row> ofKind = cells.ofKind(kind, (same, start, cell) -> RowFactory.create(cell.values(start)));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return ofKind.hasNext();
            }

            @Override
            public Row next() {
                List<Row> some = new ArrayList<>(List.of(ofKind.next()));
                while (some.size() < MOST_CELLS && ofKind.hasNext()) {
                    some.add(ofKind.next());
                }
                long first = some.get(0).getLong(0);
                return RowFactory.create(kind, post.blogger(), post.id(), first, some.toArray(Row[]::new));
            }
        };
    }
}
