package io.weibosentiment.job;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.DecidedBy;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A run's comments in numbers, from the rows that were written.
 *
 * @param counts how many there are of each kind
 * @param withoutModelScore comments that are left to the model and have no score
 * @param meanSentiment the unweighted mean of all scores; empty if there are none
 */
record CommentTotals(CommentCounts counts, long withoutModelScore, OptionalDouble meanSentiment) {

    /** The totals of {@code comments}, which have the columns of comment_scores; truncated may be missing. */
    static CommentTotals of(Dataset<Row> comments) {
        Column scored = col(Columns.SENTIMENT).isNotNull();
        Column byModel = col(Columns.DECIDED_BY).equalTo(DecidedBy.MODEL.label());
        Column truncated = Arrays.asList(comments.columns()).contains(Columns.TRUNCATED)
                ? count_if(col(Columns.TRUNCATED))
                : lit(0L);
        Row counts = comments.agg(
                        count_if(scored.and(byModel)),
                        count_if(scored.and(byModel.notEqual(true))),
                        count_if(scored.equalTo(false)),
                        truncated,
                        count_if(byModel.and(scored.equalTo(false))),
                        avg(Columns.SENTIMENT))
                .first();
        Row posts = comments.agg(
                        countDistinct(Columns.POST_ID),
                        countDistinct(when(col(Columns.POST_TIME).isNull(), col(Columns.POST_ID))))
                .first();
        return new CommentTotals(
                new CommentCounts(
                        counts.getLong(0),
                        counts.getLong(1),
                        counts.getLong(2),
                        counts.getLong(3),
                        posts.getLong(0),
                        posts.getLong(1)),
                counts.getLong(4),
                counts.isNullAt(5) ? OptionalDouble.empty() : OptionalDouble.of(counts.getDouble(5)));
    }
}
