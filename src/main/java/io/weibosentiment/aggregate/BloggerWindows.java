package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Weighting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The step from {@code post_window_sentiment} to {@code blogger_window_sentiment}. */
public final class BloggerWindows {

    private static final String MEAN = "__mean";

    private final Weighting weight;
    private final boolean zeroIsNeutral;
    private final CellStatus status;

    public BloggerWindows(AggregateConfig config) {
        this.weight = config.postWeight();
        this.zeroIsNeutral = config.isNeutralWithoutEvidence();
        this.status = new CellStatus(config.status());
    }

    /**
     * One row per blogger and window with a comment or a post without comments, with the columns of {@code blogger_window_sentiment}.
     * Posts whose blogger is unknown share one row without a blogger id.
     *
     * @param posts the rows of {@code post_window_sentiment}
     * @param latest the latest time in the data, see {@link CommentTimes}; empty: {@code complete} is null
     */
    Dataset<Row> aggregate(Dataset<Row> posts, Optional<Instant> latest) {
        return BloggerWalk.rows(
                        posts, BloggerCells.own(likes(weight)), List.of(), BloggerCells::new, BloggerCells.SCHEMA)
                .withColumn(Columns.WINDOW_START, timestamp_micros(col(Columns.WINDOW_START)))
                .withColumn(Columns.WINDOW_END, timestamp_micros(col(Columns.WINDOW_END)))
                .withColumn(Columns.POST_TIME, timestamp_micros(col(Columns.POST_TIME)))
                .withColumn(MEAN, col(Columns.SENTIMENT))
                .withColumn(Columns.SENTIMENT, asTheAuthors(col(MEAN)))
                .select(columns(latest));
    }

    /** A post's weight less one. */
    static Column likes(Weighting weight) {
        return weight == Weighting.LIKES ? greatest(coalesce(col(Columns.POST_LIKES), lit(0L)), lit(0L)) : lit(0L);
    }

    private Column[] columns(Optional<Instant> latest) {
        Column complete = CellStatus.complete(latest);
        Column isImputed = zeroIsNeutral
                ? col(Columns.POSTS_WITHOUT_COMMENTS)
                        .gt(0)
                        .or(coalesce(col(MEAN).equalTo(0.0), lit(false)))
                : lit(false);
        return new Column[] {
            col(Columns.BLOGGER_ID),
            col(Columns.WINDOW),
            col(Columns.WINDOW_START),
            col(Columns.WINDOW_END),
            col(Columns.POSTS),
            col(Columns.POSTS_WITHOUT_COMMENTS),
            col(Columns.COMMENTS),
            col(Columns.SCORED),
            col(Columns.NEUTRAL),
            col(Columns.SENTIMENT),
            col(Columns.WEIGHT_SUM),
            col(Columns.POST_SENTIMENT),
            complete.as(Columns.COMPLETE),
            col(Columns.SENTIMENT_SE),
            col(Columns.EFFECTIVE_COMMENTS),
            col(Columns.EFFECTIVE_POSTS),
            col(Columns.LARGEST_POST_SHARE),
            status.ofBlogger(isImputed, complete).as(Columns.STATUS)
        };
    }

    /** The authors of the paper wrote 0.5 where their script had found a mean of exactly 0. */
    private Column asTheAuthors(Column mean) {
        return zeroIsNeutral ? when(mean.equalTo(0.0), Sentiment.NEUTRAL).otherwise(mean) : mean;
    }
}
