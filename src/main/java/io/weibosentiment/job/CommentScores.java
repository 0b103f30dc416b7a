package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.DecidedBy;
import io.weibosentiment.ModelLabels;
import io.weibosentiment.Sentiment;
import io.weibosentiment.aggregate.CountedSentiment;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.ingest.RawExcerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Comments joined to the scores of their texts, and the table that is published of them. */
final class CommentScores {

    /** The reason of a comment whose text the model could not score. */
    static final String NOT_SCORED = "not_scored";

    private static final String POSITIVE = "positive";
    private static final String NEGATIVE = "negative";

    private CommentScores() {}

    /**
     * Every comment with the score of its text and the facts of its post; not those whose text could not be scored.
     * What no table shows is left behind, so that it is neither shuffled nor kept in memory.
     *
     * @param comments comments with cleaned_text, text_key and decided_by
     * @param posts post_id, blogger_id, post_time, post_likes
     * @param scores text_key, sentiment, tokens, truncated, reason
     * @param labels the model's labels whose probabilities the scores have too
     * @param ruleDecided what a comment counts as that a rule decided
     */
    static Dataset<Row> join(
            Dataset<Row> comments,
            Dataset<Row> posts,
            Dataset<Row> scores,
            Optional<ModelLabels> labels,
            RuleDecided ruleDecided) {
        Dataset<Row> known = posts.drop(
                Columns.POST_TEXT, Columns.TOPICS, Columns.COMMENTS, Columns.KNOWN, Columns.SEVERAL_BLOGGERS);
        return withScores(
                comments.drop(Columns.SOURCE_FILE, Columns.LINE, Columns.CRAWL_TIME, Columns.COPIES)
                        .join(known, Columns.POST_KEY)
                        .drop(Columns.POST_KEY),
                scores,
                labels,
                ruleDecided);
    }

    /** {@code cleaned} texts with sentiment, label, tokens and truncated; not those that could not be scored. */
    static Dataset<Row> withScores(
            Dataset<Row> cleaned, Dataset<Row> scores, Optional<ModelLabels> labels, RuleDecided ruleDecided) {
        Column scorable = col(Columns.REASON).isNull();
        String[] key = {Columns.TEXT_KEY};
        Dataset<Row> joined = cleaned.join(scores, key, "left").where(scorable).drop(Columns.REASON);
        return decided(joined, labels, ruleDecided);
    }

    /** Texts with the model's sentiment, as the rule or the model decided it, and its label. */
    static Dataset<Row> decided(Dataset<Row> joined, Optional<ModelLabels> labels, RuleDecided ruleDecided) {
        return joined.withColumn(
                        Columns.SENTIMENT, CountedSentiment.of(ruleDecided).cast(DataTypes.FloatType))
                .withColumn(Columns.LABEL, label(labels));
    }

    /** Of a model with two labels, the side of a sentiment, and with more, the likeliest; null where a rule decided. */
    private static Column label(Optional<ModelLabels> labels) {
        Column byModel = col(Columns.DECIDED_BY).equalTo(DecidedBy.MODEL.label());
        return labels.map(known -> when(byModel, new LabelColumns(known).likeliest(col(Columns.PROBABILITIES))))
                .orElseGet(() -> when(byModel.and(col(Columns.SENTIMENT).geq(Sentiment.POSITIVE_FROM)), POSITIVE)
                        .when(byModel.and(col(Columns.SENTIMENT).lt(Sentiment.POSITIVE_FROM)), NEGATIVE));
    }

    /** The comments whose text the model could not score, as rejected rows: source_file, line, raw, reason, detail. */
    static Dataset<Row> unscorable(Dataset<Row> comments, Dataset<Row> scores) {
        Dataset<Row> failed = scores.where(col(Columns.REASON).isNotNull())
                .select(col(Columns.TEXT_KEY), col(Columns.REASON).as(Columns.DETAIL));
        Column line = Arrays.asList(comments.columns()).contains(Columns.LINE) ? col(Columns.LINE) : lit(null);
        return comments.join(failed, Columns.TEXT_KEY)
                .select(
                        col(Columns.SOURCE_FILE),
                        line.cast(DataTypes.LongType).as(Columns.LINE),
                        substring(col(Columns.TEXT), 1, RawExcerpt.MAX_CHARS).as(Columns.RAW),
                        lit(NOT_SCORED).as(Columns.REASON),
                        col(Columns.DETAIL));
    }

    /**
     * The published columns: no text and no user unless asked for.
     *
     * @param text whether the texts are published too
     * @param users the hash that users are published as; empty: they are not
     */
    static Dataset<Row> published(Dataset<Row> scored, boolean text, Optional<UserHash> users) {
        List<Column> columns = new ArrayList<>(List.of(
                col(Columns.BLOGGER_ID),
                col(Columns.POST_ID),
                col(Columns.COMMENT_ID),
                col(Columns.COMMENT_TIME),
                col(Columns.POST_TIME),
                col(Columns.LIKES),
                col(Columns.POST_LIKES),
                col(Columns.TEXT_KEY),
                col(Columns.SENTIMENT),
                col(Columns.LABEL),
                col(Columns.DECIDED_BY),
                col(Columns.TOKENS),
                col(Columns.TRUNCATED)));
        if (users.isPresent()) {
            UserHash key = users.get();
            UDF1<String, String> hash = user -> user == null ? null : key.hash(user);
            columns.add(functions
                    .udf(hash, DataTypes.StringType)
                    .apply(col(Columns.USER_ID))
                    .as(Columns.USER_HASH));
        }
        if (text) {
            columns.add(col(Columns.TEXT));
            columns.add(col(Columns.CLEANED_TEXT));
        }
        if (Arrays.asList(scored.columns()).contains(Columns.PROBABILITIES)) {
            columns.add(col(Columns.PROBABILITIES));
        }
        return scored.select(columns.toArray(Column[]::new));
    }
}
