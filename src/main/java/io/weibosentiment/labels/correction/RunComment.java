package io.weibosentiment.labels.correction;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.aggregate.CountedSentiment;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.labels.CommentKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * A drawn comment as the run has it.
 *
 * @param post its blogger and post, as one text
 * @param blogger its blogger, if known
 * @param sentiment the sentiment that it counts with; empty if it counts in no mean
 * @param isByModel whether no rule decided it
 */
record RunComment(String post, Optional<String> blogger, OptionalDouble sentiment, boolean isByModel) {

    private static final String NUMBER = "number";

    /** Those of {@code comments} that have one of {@code keys}, by key. One pass; a shuffle only of those found. */
    static Map<String, RunComment> found(Dataset<Row> comments, Set<String> keys, RuleDecided ruleDecided) {
        List<String> shared = keys.stream()
                .map(key -> key.split(CommentKeys.NUMBER_MARK, 2)[0])
                .distinct()
                .toList();
        Dataset<Row> wanted =
                comments.sparkSession().createDataset(shared, Encoders.STRING()).toDF(CommentKeys.KEY);
        Column number =
                row_number().over(Window.partitionBy(PostCorrection.SHARED).orderBy(CommentKeys.order()));
        Column key = when(col(NUMBER).equalTo(1), col(PostCorrection.SHARED))
                .otherwise(concat(
                        col(PostCorrection.SHARED),
                        lit(CommentKeys.NUMBER_MARK),
                        col(NUMBER).cast(DataTypes.StringType)));
        Map<String, RunComment> found = new TreeMap<>();
        for (Row row : comments.withColumn(PostCorrection.SHARED, CommentKeys.shared())
                .join(broadcast(wanted), col(PostCorrection.SHARED).equalTo(col(CommentKeys.KEY)), "left_semi")
                .withColumn(NUMBER, number)
                .select(
                        key,
                        col(Columns.BLOGGER_ID),
                        col(Columns.POST_ID),
                        CountedSentiment.of(ruleDecided),
                        not(CountedSentiment.isByRule()))
                .collectAsList()) {
            if (keys.contains(row.getString(0))) {
                found.put(
                        row.getString(0),
                        new RunComment(
                                Labelled.post(row.getString(1), row.getString(2)),
                                Optional.ofNullable(row.getString(1)),
                                row.isNullAt(3) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(3)),
                                row.getBoolean(4)));
            }
        }
        return found;
    }
}
