package io.weibosentiment.job;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.DecidedBy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the comments of a run are, counted from the rows that were written; {@code kept = model + rule + unscored}.
 *
 * @param kept comments
 * @param model comments that the model scored
 * @param rule comments that a rule gave a score to
 * @param unscored comments without a score
 * @param truncated comments whose text was cut
 * @param posts posts
 * @param postsWithoutTime posts whose time nothing tells
 * @param meanSentiment the unweighted mean of all scores; empty if there are none
 */
record RunCounts(
        long kept,
        long model,
        long rule,
        long unscored,
        long truncated,
        long posts,
        long postsWithoutTime,
        OptionalDouble meanSentiment) {

    /** Counts {@code comments}, which have the columns of comment_scores; truncated may be missing. */
    static RunCounts of(Dataset<Row> comments) {
        Column scored = col(Columns.SENTIMENT).isNotNull();
        Column byModel = col(Columns.DECIDED_BY).equalTo(DecidedBy.MODEL.label());
        Column truncated = Arrays.asList(comments.columns()).contains(Columns.TRUNCATED)
                ? count_if(col(Columns.TRUNCATED))
                : lit(0L);
        Row counts = comments.agg(
                        count(lit(1)),
                        count_if(scored.and(byModel)),
                        count_if(scored.and(byModel.notEqual(true))),
                        count_if(scored.equalTo(false)),
                        truncated,
                        avg(Columns.SENTIMENT))
                .first();
        Row posts = comments.agg(
                        countDistinct(Columns.POST_ID),
                        countDistinct(when(col(Columns.POST_TIME).isNull(), col(Columns.POST_ID))))
                .first();
        return new RunCounts(
                counts.getLong(0),
                counts.getLong(1),
                counts.getLong(2),
                counts.getLong(3),
                counts.getLong(4),
                posts.getLong(0),
                posts.getLong(1),
                counts.isNullAt(5) ? OptionalDouble.empty() : OptionalDouble.of(counts.getDouble(5)));
    }

    /** The counts under their names in the manifest. */
    Map<String, Object> named() {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("model", model);
        named.put("rule", rule);
        named.put("unscored", unscored);
        named.put("truncated", truncated);
        named.put("posts", posts);
        named.put("posts_without_time", postsWithoutTime);
        return named;
    }
}
