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

    private CountedSentiment() {}

    /**
     * A double in [0, 1] from {@code sentiment} and {@code decided_by}: the model's score, or null if there is none.
     * For a comment that a rule decided, 0.5 or null, as {@code ruleDecided} says and whatever {@code sentiment} is.
     */
    public static Column of(RuleDecided ruleDecided) {
        Column byRule = lit(ruleDecided.sentiment().orElse(null)).cast(DataTypes.DoubleType);
        Column given = col(Columns.SENTIMENT).cast(DataTypes.DoubleType);
        return when(isByRule(), byRule).when(not(isnan(given)), given);
    }

    /** Whether a row is a comment; the others stand for posts without comments. */
    static Column isComment() {
        return col(Columns.DECIDED_BY).isNotNull();
    }

    /** Whether a rule decided; never null. */
    public static Column isByRule() {
        return coalesce(col(Columns.DECIDED_BY).startsWith("rule:"), lit(false));
    }
}
