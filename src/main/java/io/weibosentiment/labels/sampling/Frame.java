package io.weibosentiment.labels.sampling;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.weibosentiment.Columns;
import io.weibosentiment.DecidedBy;
import io.weibosentiment.aggregate.Windows;
import io.weibosentiment.labels.CommentKeys;
import io.weibosentiment.labels.sampling.SampleOptions.RuleDecidedComments;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The comments of a run that can be drawn: those with a score by the model, and if asked for those that a rule decided
 * and that have a sentiment.
 */
public final class Frame {

    static final String PLACE = "place";
    static final String SHARED = "shared_key";
    static final String WINDOW_START = "window_start_micros";
    static final String BAND = "band";
    static final String RANK = "rank";
    static final String VARIANCE = "variance";
    static final String VARIANCES = "variances";
    static final String COMMENTS = "comments";
    static final String WEIGHT = "weight";

    private static final String NUMBER = "number";
    /** Whatever order the rows come in, their sum is the same, and so is what is drawn by it. */
    private static final DataType EXACT = DataTypes.createDecimalType(16, 15);

    private final SampleOptions options;
    private final Windows windows;

    /** Comments that are drawn as {@code options} say, in {@code windows} that do not overlap. */
    public Frame(SampleOptions options, Windows windows) {
        this.options = options;
        this.windows = windows;
    }

    /**
     * The frame of {@code scores}, which have the columns of comment_scores: comment_key, shared_key, place, post_id,
     * comment_id, comment_time, text_key, blogger_id, window_start_micros, band, variance, weight (likes and one), and
     * rank: a hash of the key and the seed, in whose order the comments of a stratum are drawn. One shuffle, by key.
     */
    public Dataset<Row> of(Dataset<Row> scores) {
        Column number = row_number().over(Window.partitionBy(SHARED).orderBy(CommentKeys.order()));
        Column sentiment = col(Columns.SENTIMENT).cast(DataTypes.DoubleType);
        return scores.select(
                        col(Columns.POST_ID),
                        col(Columns.COMMENT_ID),
                        col(Columns.COMMENT_TIME),
                        col(Columns.TEXT_KEY),
                        col(Columns.BLOGGER_ID),
                        col(Columns.LIKES),
                        sentiment.as(Columns.SENTIMENT),
                        col(Columns.DECIDED_BY),
                        windows.first().as(WINDOW_START),
                        CommentKeys.place().as(PLACE),
                        CommentKeys.shared().as(SHARED))
                .withColumn(NUMBER, number)
                .where(isDrawn())
                .withColumn(CommentKeys.KEY, key())
                .withColumn(BAND, band())
                .withColumn(VARIANCE, col(Columns.SENTIMENT).multiply(lit(1.0).minus(col(Columns.SENTIMENT))))
                .withColumn(
                        WEIGHT,
                        greatest(coalesce(col(Columns.LIKES), lit(0L)), lit(0L))
                                .cast(DataTypes.DoubleType)
                                .plus(1.0))
                .withColumn(RANK, xxhash64(col(CommentKeys.KEY), lit(options.seed())))
                .drop(NUMBER, Columns.LIKES, Columns.SENTIMENT, Columns.DECIDED_BY);
    }

    private static Column key() {
        return when(col(NUMBER).equalTo(1), col(SHARED))
                .otherwise(concat(
                        col(SHARED), lit(CommentKeys.NUMBER_MARK), col(NUMBER).cast(DataTypes.StringType)));
    }

    private static Column byModel() {
        return coalesce(col(Columns.DECIDED_BY).equalTo(DecidedBy.MODEL.label()), lit(false));
    }

    private Column isDrawn() {
        Column hasSentiment = col(Columns.SENTIMENT).isNotNull();
        return options.ruleDecided() == RuleDecidedComments.IN ? hasSentiment : hasSentiment.and(byModel());
    }

    /** The band of a score by the model, from 0; -1 where a rule decided. */
    private Column band() {
        Column band = least(floor(col(Columns.SENTIMENT).multiply(options.bands())), lit(options.bands() - 1L));
        return when(byModel(), band.cast(DataTypes.IntegerType)).otherwise(-1);
    }

    /**
     * The finest strata of a frame: blogger_id, window_start_micros, band; how many comments, and the sums of their
     * variances, which are exact, of their weights, and of their squared weights times their variances.
     */
    public static Dataset<Row> cells(Dataset<Row> frame) {
        return frame.groupBy(Columns.BLOGGER_ID, WINDOW_START, BAND)
                .agg(
                        count(lit(1)).as(COMMENTS),
                        sum(col(VARIANCE).cast(EXACT)).as(VARIANCES),
                        sum(WEIGHT).as(WEIGHT),
                        sum(col(WEIGHT).multiply(col(WEIGHT)).multiply(col(VARIANCE)))
                                .as(SizeTable.SPREAD));
    }
}
