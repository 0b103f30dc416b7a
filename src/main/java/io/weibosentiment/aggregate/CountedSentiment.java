package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.config.RuleDecided;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** The sentiment that a comment counts with in every mean. */
public final class CountedSentiment {

    /** What a text that a rule decided counts as, if it counts. */
    public static final double NEUTRAL = 0.5;
    /** From here on a sentiment is positive. */
    public static final double POSITIVE_FROM = 0.5;

    private CountedSentiment() {}

    /**
     * A double in [0, 1] from {@code sentiment} and {@code decided_by}: what the model gave; for a comment that a rule
     * decided 0.5 or null, as {@code ruleDecided} says and whatever stands in {@code sentiment}; null where there is no
     * score.
     */
    public static Column of(RuleDecided ruleDecided) {
        Column neutral =
                lit(ruleDecided == RuleDecided.NEUTRAL ? NEUTRAL : null).cast(DataTypes.DoubleType);
        Column given = col(Columns.SENTIMENT).cast(DataTypes.DoubleType);
        return when(isByRule(), neutral).when(not(isnan(given)), given);
    }

    /** Whether a rule decided; never null. */
    static Column isByRule() {
        return coalesce(col(Columns.DECIDED_BY).startsWith("rule:"), lit(false));
    }
}
