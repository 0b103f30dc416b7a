package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.config.Weighting;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Arithmetic on decimals, so that a sum is the same to the last bit whatever order its rows come in.
 *
 * <p>A sentiment has 15 digits after the point and a weight up to 20 digits. No decimal has room for the sum of many
 * products of both, so a weight is split into its last 12 digits and those before them, and the products of each part
 * are summed on their own. Each sum has room for 100 billion of the largest weights.
 */
final class ExactDecimals {

    private static final DataType SENTIMENT = DataTypes.createDecimalType(16, 15);
    private static final DataType WEIGHT = DataTypes.createDecimalType(20, 0);
    /** Where a weight is split. */
    static final long PART = 1_000_000_000_000L;

    private static final DataType LOW_PART = DataTypes.createDecimalType(12, 0);
    private static final DataType HIGH_PART = DataTypes.createDecimalType(8, 0);

    private ExactDecimals() {}

    static Column sentiment(Column value) {
        return value.cast(SENTIMENT);
    }

    /** The weight of something with {@code likes}; a missing or negative count weighs as none. */
    static Column weight(Weighting weight, Column likes) {
        Column counted = weight == Weighting.LIKES ? coalesce(greatest(likes, lit(0L)), lit(0L)) : lit(0L);
        return counted.cast(WEIGHT).plus(lit(1)).cast(WEIGHT);
    }

    /** Sum of sentiment times weight over sum of weight, a double; null where nothing has a sentiment. */
    static Column weightedMean(Column sentiment, Column weight) {
        Column weights = sumOfWeights(sentiment, weight);
        return least(sumOfProducts(sentiment, weight), weights).divide(weights);
    }

    /** Rounded once where every weight is below {@link #PART}, else once for each part and for their sum. */
    private static Column sumOfProducts(Column sentiment, Column weight) {
        Column isLarge = weight.geq(PART);
        Column low = when(isLarge, weight.mod(PART)).otherwise(weight).cast(LOW_PART);
        Column high = when(isLarge, floor(weight.divide(PART)).cast(HIGH_PART));
        Column lowSum = sum(sentiment(sentiment).multiply(low)).cast(DataTypes.DoubleType);
        Column highSum = sum(sentiment(sentiment).multiply(high)).cast(DataTypes.DoubleType);
        return lowSum.plus(coalesce(highSum, lit(0.0)).multiply((double) PART));
    }

    /** The sum of the weights of what has a sentiment, a double; null where nothing has. */
    static Column sumOfWeights(Column sentiment, Column weight) {
        return sum(when(sentiment.isNotNull(), weight)).cast(DataTypes.DoubleType);
    }
}
