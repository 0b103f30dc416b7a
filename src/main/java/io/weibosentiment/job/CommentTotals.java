package io.weibosentiment.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
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

    private static final String MODEL = "model";
    private static final String RULE = "rule";
    private static final String UNSCORED = "unscored";
    private static final String WITHOUT_MODEL_SCORE = "without_model_score";
    private static final String WITHOUT_TIME = "without_time";

    /**
     * The totals of {@code comments}, which have the columns of comment_scores; truncated may be missing. Runs one
     * Spark job: first each post's, so that no comment has to be sent anywhere to count the posts.
     */
    static CommentTotals of(Dataset<Row> comments) {
        Column scored = col(Columns.SENTIMENT).isNotNull();
        Column byModel = col(Columns.DECIDED_BY).equalTo(DecidedBy.MODEL.label());
        Column truncated = Arrays.asList(comments.columns()).contains(Columns.TRUNCATED)
                ? count_if(col(Columns.TRUNCATED))
                : lit(0L);
        Dataset<Row> ofPosts = comments.groupBy(Columns.POST_ID)
                .agg(
                        count_if(scored.and(byModel)).as(MODEL),
                        count_if(scored.and(byModel.notEqual(true))).as(RULE),
                        count_if(scored.equalTo(false)).as(UNSCORED),
                        truncated.as(Columns.TRUNCATED),
                        count_if(byModel.and(scored.equalTo(false))).as(WITHOUT_MODEL_SCORE),
                        count_if(col(Columns.POST_TIME).isNull()).as(WITHOUT_TIME),
                        sum(Columns.SENTIMENT).as(Columns.SENTIMENT));
        Row totals = ofPosts.agg(
                        total(MODEL),
                        total(RULE),
                        total(UNSCORED),
                        total(Columns.TRUNCATED),
                        count(Columns.POST_ID),
                        count(when(col(WITHOUT_TIME).gt(0), col(Columns.POST_ID))),
                        total(WITHOUT_MODEL_SCORE),
                        sum(Columns.SENTIMENT))
                .first();
        CommentCounts counts = new CommentCounts(
                totals.getLong(0),
                totals.getLong(1),
                totals.getLong(2),
                totals.getLong(3),
                totals.getLong(4),
                totals.getLong(5));
        return new CommentTotals(
                counts,
                totals.getLong(6),
                totals.isNullAt(7)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(totals.getDouble(7) / (counts.model() + counts.rule())));
    }

    private static Column total(String counts) {
        return coalesce(sum(counts), lit(0L));
    }
}
