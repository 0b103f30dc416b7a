package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Weighting;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The rows of {@code post_window_sentiment} as Spark's own decimals, percentiles and sets make them: slowly. */
final class DecimalWindows {

    private static final String COUNTED = "counted";
    private static final String BY_RULE = "by_rule";
    private static final String WEIGHT = "weight";
    private static final String SUM = "sum";
    private static final String SQUARES = "squares";
    private static final String PERCENTILES = "percentiles";
    private static final String POSITIVE = "positive";

    private static final DataType MEAN = DataTypes.createDecimalType(20, 18);
    private static final DataType SUM_OF_SENTIMENTS = DataTypes.createDecimalType(26, 15);
    private static final DataType SUM_OF_SQUARES = DataTypes.createDecimalType(31, 20);
    private static final DataType COUNT = DataTypes.createDecimalType(11, 0);
    private static final int VARIANCE_DIGITS = 17;

    private DecimalWindows() {}

    static Dataset<Row> of(AggregateConfig config, Dataset<Row> scored) {
        Column[] every = config.windows().stream()
                .map(kind -> new Windows(kind, config.windowBy(), config.zone()).windows())
                .toArray(Column[]::new);
        Column counted = CountedSentiment.of(config.ruleDecided());
        return Windows.assign(scored, concat(every))
                .withColumn(COUNTED, when(counted.equalTo(0.0), 0.0).otherwise(counted))
                .withColumn(BY_RULE, CountedSentiment.isByRule())
                .withColumn(WEIGHT, ExactDecimals.weight(Weighting.LIKES, col(Columns.LIKES)))
                .groupBy(
                        col(Columns.BLOGGER_ID),
                        col(Columns.POST_ID),
                        col(Columns.WINDOW),
                        col(Columns.WINDOW_START),
                        col(Columns.WINDOW_END))
                .agg(max(Columns.POST_TIME).as(Columns.POST_TIME), aggregates())
                .select(columns());
    }

    private static Column[] aggregates() {
        Column counted = col(COUNTED);
        Column model = not(col(BY_RULE));
        Column square = ExactDecimals.sentiment(counted)
                .multiply(ExactDecimals.sentiment(counted))
                .cast("decimal(28,20)");
        Column users = size(collect_set(col(Columns.USER_ID))).cast(DataTypes.LongType);
        return new Column[] {
            max(Columns.POST_LIKES).as(Columns.POST_LIKES),
            count_if(CountedSentiment.isComment()).as(Columns.COMMENTS),
            count(when(model, counted)).as(Columns.SCORED),
            count(when(col(BY_RULE), counted)).as(Columns.NEUTRAL),
            when(users.gt(0), users).as(Columns.COMMENTERS),
            ExactDecimals.weightedMean(counted, col(WEIGHT)).as(Columns.SENTIMENT),
            sum(ExactDecimals.sentiment(counted)).as(SUM),
            sum(square).as(SQUARES),
            percentile(counted, array(lit(0.1), lit(0.5), lit(0.9))).as(PERCENTILES),
            count(when(model.and(counted.geq(Sentiment.POSITIVE_FROM)), counted))
                    .as(POSITIVE),
            coalesce(ExactDecimals.sumOfWeights(counted, col(WEIGHT)), lit(0.0)).as(Columns.WEIGHT_SUM)
        };
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
            sampleDeviation(col(SUM), col(SQUARES), counted).as(Columns.STDDEV),
            col(PERCENTILES).getItem(0).as(Columns.P10),
            col(PERCENTILES).getItem(1).as(Columns.P50),
            col(PERCENTILES).getItem(2).as(Columns.P90),
            col(POSITIVE).cast(DataTypes.DoubleType).divide(any).as(Columns.POSITIVE_SHARE),
            col(Columns.WEIGHT_SUM),
            lit(null).cast(DataTypes.DoubleType).as(Columns.POST_SENTIMENT)
        };
    }

    /** The sample's standard deviation from exact sums, a double, right to 3e-9; null for fewer than two values. */
    private static Column sampleDeviation(Column sum, Column sumOfSquares, Column count) {
        Column n = count.cast(COUNT);
        Column mean = sum.cast(SUM_OF_SENTIMENTS).divide(n).cast(MEAN);
        Column meanOfSquares = sumOfSquares.cast(SUM_OF_SQUARES).divide(n);
        Column variance = round(meanOfSquares.minus(mean.multiply(mean)), VARIANCE_DIGITS);
        Column population = greatest(variance.cast(DataTypes.DoubleType), lit(0.0));
        Column size = count.cast(DataTypes.DoubleType);
        return when(count.gt(1), sqrt(population.multiply(size).divide(size.minus(1))));
    }
}
