package io.weibosentiment.labels.correction;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.weibosentiment.aggregate.CountedSentiment;
import io.weibosentiment.config.RuleDecided;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * All scores of a run that count.
 *
 * @param comments how many there are
 * @param variance their sample variance; 0 for fewer than two
 */
record Scores(long comments, double variance) {

    private static final DataType SCORE = DataTypes.createDecimalType(16, 15);
    private static final DataType SQUARE = DataTypes.createDecimalType(26, 25);
    private static final String SENTIMENT = "s";

    /** The scores of {@code comments} that no rule decided, from sums that are exact. Runs a Spark job. */
    static Scores of(Dataset<Row> comments, RuleDecided ruleDecided) {
        Column score = col(SENTIMENT);
        Row sums = comments.where(not(CountedSentiment.isByRule()))
                .select(CountedSentiment.of(ruleDecided).as(SENTIMENT))
                .agg(
                        count(score),
                        total(sum(score.cast(SCORE))),
                        total(sum(score.multiply(score).cast(SQUARE))))
                .first();
        long scored = sums.getLong(0);
        double mean = scored == 0 ? 0 : sums.getDouble(1) / scored;
        double squares = sums.getDouble(2) - scored * mean * mean;
        return new Scores(scored, scored < 2 ? 0 : Math.max(0, squares) / (scored - 1));
    }

    private static Column total(Column sum) {
        return coalesce(sum.cast(DataTypes.DoubleType), lit(0.0));
    }
}
