package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Weighting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** The step from {@code post_window_sentiment} to {@code blogger_window_sentiment}. */
public final class BloggerWindows {

    private static final String WEIGHT = "__weight";
    private static final String SINCE_POST = "since-post:";

    private final Weighting weight;
    private final boolean zeroIsNeutral;

    public BloggerWindows(AggregateConfig config) {
        this.weight = config.postWeight();
        this.zeroIsNeutral = config.isNeutralWithoutEvidence();
    }

    /**
     * One row per blogger and window with a comment or a post without comments, with the columns of {@code blogger_window_sentiment}.
     * Posts whose blogger is unknown share one row without a blogger id.
     *
     * @param posts the rows of {@code post_window_sentiment}
     * @param latest the latest time in the data, see {@link CommentTimes}; empty: {@code complete} is null
     */
    public Dataset<Row> aggregate(Dataset<Row> posts, Optional<Instant> latest) {
        Column sentiment = col(Columns.SENTIMENT);
        return posts.withColumn(WEIGHT, ExactDecimals.weight(weight, col(Columns.POST_LIKES)))
                .groupBy(
                        col(Columns.BLOGGER_ID),
                        col(Columns.WINDOW),
                        col(Columns.WINDOW_START),
                        col(Columns.WINDOW_END))
                .agg(
                        count_if(col(Columns.COMMENTS).gt(0)).as(Columns.POSTS),
                        count_if(col(Columns.COMMENTS).equalTo(0)).as(Columns.POSTS_WITHOUT_COMMENTS),
                        sum(Columns.COMMENTS).as(Columns.COMMENTS),
                        sum(Columns.SCORED).as(Columns.SCORED),
                        sum(Columns.NEUTRAL).as(Columns.NEUTRAL),
                        asTheAuthors(ExactDecimals.weightedMean(sentiment, col(WEIGHT)))
                                .as(Columns.SENTIMENT),
                        coalesce(ExactDecimals.sumOfWeights(sentiment, col(WEIGHT)), lit(0.0))
                                .as(Columns.WEIGHT_SUM),
                        ExactDecimals.weightedMean(col(Columns.POST_SENTIMENT), col(WEIGHT))
                                .as(Columns.POST_SENTIMENT),
                        max(Columns.POST_TIME).as(Columns.POST_TIME))
                .withColumn(Columns.COMPLETE, complete(latest))
                .drop(Columns.POST_TIME);
    }

    /** The authors of the paper wrote 0.5 where their script had found a mean of exactly 0. */
    private Column asTheAuthors(Column mean) {
        return zeroIsNeutral ? when(mean.equalTo(0.0), Sentiment.NEUTRAL).otherwise(mean) : mean;
    }

    private static Column complete(Optional<Instant> latest) {
        if (latest.isEmpty()) {
            return lit(null).cast(DataTypes.BooleanType);
        }
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, latest.get());
        Column end = unix_micros(col(Columns.WINDOW_END));
        Column endSincePost = end.plus(unix_micros(col(Columns.POST_TIME)));
        return when(col(Columns.WINDOW).startsWith(SINCE_POST), endSincePost)
                .otherwise(end)
                .leq(lit(micros));
    }
}
