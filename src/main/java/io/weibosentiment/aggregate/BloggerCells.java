package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import io.weibosentiment.Columns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** From the posts of a blogger in a window to the blogger's row. */
final class BloggerCells implements BloggerWindowSums {

    /** A blogger's window; times in microseconds since 1970. */
    static final StructType SCHEMA = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.WINDOW, DataTypes.StringType)
            .add(Columns.WINDOW_START, DataTypes.LongType)
            .add(Columns.WINDOW_END, DataTypes.LongType)
            .add(Columns.POST_TIME, DataTypes.LongType)
            .add(Columns.POSTS, DataTypes.LongType)
            .add(Columns.POSTS_WITHOUT_COMMENTS, DataTypes.LongType)
            .add(Columns.COMMENTS, DataTypes.LongType)
            .add(Columns.SCORED, DataTypes.LongType)
            .add(Columns.NEUTRAL, DataTypes.LongType)
            .add(Columns.SENTIMENT, DataTypes.DoubleType)
            .add(Columns.WEIGHT_SUM, DataTypes.DoubleType)
            .add(Columns.POST_SENTIMENT, DataTypes.DoubleType)
            .add(Columns.SENTIMENT_SE, DataTypes.DoubleType)
            .add(Columns.EFFECTIVE_COMMENTS, DataTypes.DoubleType)
            .add(Columns.EFFECTIVE_POSTS, DataTypes.DoubleType)
            .add(Columns.LARGEST_POST_SHARE, DataTypes.DoubleType);

    private final WeightedMean sentiment = new WeightedMean();
    private final WeightedMean postSentiment = new WeightedMean();
    private final RatioError error = new RatioError();
    private final EffectiveUnits comments = new EffectiveUnits();
    private Long end;
    private Long postTime;
    private Double errorOfPost;
    private long posts;
    private long postsWithoutComments;
    private long allComments;
    private long scored;
    private long neutral;
    private long largest = -1;

    /**
     * What it needs of posts, with times in microseconds since 1970.
     *
     * @param likes their weights less one
     */
    static List<Column> own(Column likes) {
        return List.of(
                unix_micros(col(Columns.WINDOW_END)).as(Columns.WINDOW_END),
                unix_micros(col(Columns.POST_TIME)).as(Columns.POST_TIME),
                likes.as(Columns.POST_LIKES),
                col(Columns.COMMENTS),
                col(Columns.SCORED),
                col(Columns.NEUTRAL),
                col(Columns.SENTIMENT),
                col(Columns.SENTIMENT_SE),
                col(Columns.EFFECTIVE_COMMENTS),
                col(Columns.POST_SENTIMENT));
    }

    @Override
    public void add(Row post) {
        end = (Long) post.get(4);
        long ofPost = post.getLong(7);
        posts += ofPost > 0 ? 1 : 0;
        postsWithoutComments += ofPost > 0 ? 0 : 1;
        allComments += ofPost;
        scored += post.getLong(8);
        neutral += post.getLong(9);
        if (!post.isNullAt(5)) {
            postTime = postTime == null ? post.getLong(5) : Math.max(postTime, post.getLong(5));
        }
        long likes = post.getLong(6);
        if (!post.isNullAt(10)) {
            long scaled = ScaledSentiment.of(post.getDouble(10));
            sentiment.add(scaled, likes);
            error.add(scaled, likes);
            errorOfPost = (Double) post.get(11);
            comments.add(likes, post.isNullAt(12) ? 1 : post.getDouble(12));
            largest = Math.max(largest, likes);
        }
        if (!post.isNullAt(13)) {
            postSentiment.add(ScaledSentiment.of(post.getDouble(13)), likes);
        }
    }

    @Override
    public Row row(Row key) {
        boolean any = error.units() > 0;
        return RowFactory.create(
                key.get(1),
                key.get(2),
                key.get(3),
                end,
                postTime,
                posts,
                postsWithoutComments,
                allComments,
                scored,
                neutral,
                any ? sentiment.mean() : null,
                sentiment.weights(),
                postSentiment.weights() > 0 ? postSentiment.mean() : null,
                error.units() == 1 ? errorOfPost : error.standardError(),
                any ? comments.count(sentiment.weights()) : null,
                error.effective(),
                any ? Math.min(1, (largest + 1.0) / sentiment.weights()) : null);
    }
}
