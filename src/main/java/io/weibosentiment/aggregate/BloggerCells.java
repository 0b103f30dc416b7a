package io.weibosentiment.aggregate;

import io.weibosentiment.Columns;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** From posts in windows, those of a blogger's window after each other, to a row for each blogger and window. */
final class BloggerCells implements MapPartitionsFunction<Row, Row> {

    static final String KEY = "__key";
    static final String WEIGHT = "__likes";

    /** A post in a window; times in microseconds since 1970, its weight less one. */
    static final StructType POST = new StructType()
            .add(KEY, DataTypes.LongType)
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.WINDOW, DataTypes.StringType)
            .add(Columns.WINDOW_START, DataTypes.LongType)
            .add(Columns.WINDOW_END, DataTypes.LongType)
            .add(Columns.POST_TIME, DataTypes.LongType)
            .add(WEIGHT, DataTypes.LongType)
            .add(Columns.COMMENTS, DataTypes.LongType)
            .add(Columns.SCORED, DataTypes.LongType)
            .add(Columns.NEUTRAL, DataTypes.LongType)
            .add(Columns.SENTIMENT, DataTypes.DoubleType)
            .add(Columns.SENTIMENT_SE, DataTypes.DoubleType)
            .add(Columns.EFFECTIVE_COMMENTS, DataTypes.DoubleType)
            .add(Columns.POST_SENTIMENT, DataTypes.DoubleType);

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

    private static final long serialVersionUID = 1L;
    private static final int KEYS = 5;

    @Override
    public Iterator<Row> call(Iterator<Row> posts) {
        return new Rows(posts);
    }

    private static final class Rows implements Iterator<Row> {

        private final Iterator<Row> posts;
        private Row ahead;

        Rows(Iterator<Row> posts) {
            this.posts = posts;
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
            BloggerCell cell = new BloggerCell();
            while (ahead != null && isInCellOf(first)) {
                cell.add(ahead);
                advance();
            }
            return cell.row(first);
        }

        private boolean isInCellOf(Row first) {
            for (int i = 0; i < KEYS - 1; i++) {
                if (!Objects.equals(first.get(i), ahead.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What the posts of a blogger in one window add up to. */
    private static final class BloggerCell {

        private final WeightedMean sentiment = new WeightedMean();
        private final WeightedMean postSentiment = new WeightedMean();
        private final RatioError error = new RatioError();
        private final EffectiveUnits comments = new EffectiveUnits();
        private Long postTime;
        private Double errorOfPost;
        private long posts;
        private long postsWithoutComments;
        private long allComments;
        private long scored;
        private long neutral;
        private long largest = -1;

        void add(Row post) {
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

        Row row(Row first) {
            boolean any = error.units() > 0;
            return RowFactory.create(
                    first.get(1),
                    first.get(2),
                    first.get(3),
                    first.get(4),
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
}
