package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.config.Weighting;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** The step from comments in windows to {@code post_window_sentiment}. */
public final class PostWindows {

    private static final String COUNTED = "__counted";
    private static final String BY_RULE = "__by_rule";
    private static final String WEIGHT = "__weight";
    private static final String SUM = "__sum";
    private static final String SUM_OF_SQUARES = "__sum_of_squares";
    private static final String PERCENTILES = "__percentiles";
    private static final String POSITIVE = "__positive";

    private final Weighting weight;
    private final RuleDecided ruleDecided;
    private final boolean asTheAuthors;

    public PostWindows(AggregateConfig config) {
        this.weight = config.commentWeight();
        this.ruleDecided = config.ruleDecided();
        this.asTheAuthors = config.isNeutralWithoutEvidence();
    }

    /** Whether a row is a comment; the others stand for posts without comments. */
    static Column isComment() {
        return col(Columns.DECIDED_BY).isNotNull();
    }

    /**
     * One row per post and window with at least one comment, and one for each post without comments, with the columns of
     * {@code post_window_sentiment}.
     *
     * @param comments scored comments that {@link Windows} put into windows, and posts without comments, which nothing
     *     decided; {@code user_id} and {@code post_sentiment} may be absent
     */
    public Dataset<Row> aggregate(Dataset<Row> comments) {
        Column counted = col(COUNTED);
        Column model = not(col(BY_RULE));
        Dataset<Row> sums = comments.withColumn(COUNTED, CountedSentiment.of(ruleDecided))
                .withColumn(BY_RULE, CountedSentiment.isByRule())
                .withColumn(WEIGHT, ExactDecimals.weight(weight, col(Columns.LIKES)))
                .groupBy(
                        col(Columns.BLOGGER_ID),
                        col(Columns.POST_ID),
                        col(Columns.WINDOW),
                        col(Columns.WINDOW_START),
                        col(Columns.WINDOW_END))
                .agg(
                        max(Columns.POST_TIME).as(Columns.POST_TIME),
                        max(Columns.POST_LIKES).as(Columns.POST_LIKES),
                        count_if(isComment()).as(Columns.COMMENTS),
                        count(when(model, counted)).as(Columns.SCORED),
                        count(when(col(BY_RULE), counted)).as(Columns.NEUTRAL),
                        commenters(comments).as(Columns.COMMENTERS),
                        postSentiment(comments).as(Columns.POST_SENTIMENT),
                        asTheAuthors(ExactDecimals.weightedMean(counted, col(WEIGHT)))
                                .as(Columns.SENTIMENT),
                        sum(ExactDecimals.sentiment(counted)).as(SUM),
                        sum(ExactDecimals.square(counted)).as(SUM_OF_SQUARES),
                        percentile(counted, array(lit(0.1), lit(0.5), lit(0.9))).as(PERCENTILES),
                        count(when(model.and(counted.geq(Sentiment.POSITIVE_FROM)), counted))
                                .as(POSITIVE),
                        coalesce(ExactDecimals.sumOfWeights(counted, col(WEIGHT)), lit(0.0))
                                .as(Columns.WEIGHT_SUM));
        return sums.select(columns());
    }

    private static Column[] columns() {
        Column counted = col(Columns.SCORED).plus(col(Columns.NEUTRAL));
        Column any = when(counted.gt(0), counted.cast(DataTypes.DoubleType));
        return new Column[] {
            col(Columns.BLOGGER_ID),
            col(Columns.POST_ID),
            col(Columns.WINDOW),
            col(Columns.WINDOW_START),
            col(Columns.WINDOW_END),
            col(Columns.POST_TIME),
            col(Columns.POST_LIKES),
            col(Columns.COMMENTS),
            col(Columns.SCORED),
            col(Columns.NEUTRAL),
            col(Columns.COMMENTERS),
            col(Columns.SENTIMENT),
            col(SUM).cast(DataTypes.DoubleType).divide(any).as(Columns.SENTIMENT_UNWEIGHTED),
            ExactDecimals.sampleDeviation(col(SUM), col(SUM_OF_SQUARES), counted)
                    .as(Columns.STDDEV),
            col(PERCENTILES).getItem(0).as(Columns.P10),
            col(PERCENTILES).getItem(1).as(Columns.P50),
            col(PERCENTILES).getItem(2).as(Columns.P90),
            col(POSITIVE).cast(DataTypes.DoubleType).divide(any).as(Columns.POSITIVE_SHARE),
            col(Columns.WEIGHT_SUM),
            col(Columns.POST_SENTIMENT)
        };
    }

    /** The authors of the paper gave a post without comments 0.5. */
    private Column asTheAuthors(Column mean) {
        return asTheAuthors
                ? when(count_if(isComment()).equalTo(0), Sentiment.NEUTRAL).otherwise(mean)
                : mean;
    }

    private static Column postSentiment(Dataset<Row> comments) {
        return Arrays.asList(comments.columns()).contains(Columns.POST_SENTIMENT)
                ? max(col(Columns.POST_SENTIMENT).cast(DataTypes.DoubleType))
                : max(lit(null).cast(DataTypes.DoubleType));
    }

    private static Column commenters(Dataset<Row> comments) {
        if (!Arrays.asList(comments.columns()).contains(Columns.USER_ID)) {
            return max(lit(null).cast(DataTypes.LongType));
        }
        Column known = size(collect_set(col(Columns.USER_ID))).cast(DataTypes.LongType);
        return when(known.gt(0), known);
    }
}
