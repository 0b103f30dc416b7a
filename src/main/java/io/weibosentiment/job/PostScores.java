package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.weibosentiment.Columns;
import io.weibosentiment.ModelLabels;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.text.CleanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Posts with the scores of their own texts, and the tables that are published of posts. */
final class PostScores {

    private PostScores() {}

    /** The posts whose text is known, cleaned as comments are. */
    static Dataset<Row> cleaned(Dataset<Row> posts, CleanText cleaner) {
        return cleaner.clean(
                posts.where(col(Columns.POST_TEXT).isNotNull()).withColumn(Columns.TEXT, col(Columns.POST_TEXT)));
    }

    /** {@code cleaned} posts with the scores of their texts; not those that could not be scored. */
    static Dataset<Row> join(
            Dataset<Row> cleaned, Dataset<Row> scores, Optional<ModelLabels> labels, RuleDecided ruleDecided) {
        return CommentScores.withScores(cleaned, scores, labels, ruleDecided);
    }

    /** {@code posts} with the sentiment of their own text as post_sentiment. */
    static Dataset<Row> withSentiment(Dataset<Row> posts, Dataset<Row> scored) {
        Dataset<Row> sentiments =
                scored.select(col(Columns.POST_KEY), col(Columns.SENTIMENT).as(Columns.POST_SENTIMENT));
        String[] key = {Columns.POST_KEY};
        return posts.drop(Columns.POST_SENTIMENT).join(sentiments, key, "left");
    }

    /** The columns of the table posts. */
    static Dataset<Row> facts(Dataset<Row> posts) {
        return posts.select(
                col(Columns.BLOGGER_ID),
                col(Columns.POST_ID),
                col(Columns.POST_TIME),
                col(Columns.POST_LIKES),
                col(Columns.COMMENTS),
                col(Columns.KNOWN),
                List.of(posts.columns()).contains(Columns.POST_SENTIMENT)
                        ? col(Columns.POST_SENTIMENT).cast(DataTypes.DoubleType)
                        : lit(null).cast(DataTypes.DoubleType).as(Columns.POST_SENTIMENT));
    }

    /**
     * The columns of the table post_scores.
     *
     * @param text whether the texts are published too
     */
    static Dataset<Row> published(Dataset<Row> scored, boolean text) {
        List<Column> columns = new ArrayList<>(List.of(
                col(Columns.BLOGGER_ID),
                col(Columns.POST_ID),
                col(Columns.POST_TIME),
                col(Columns.POST_LIKES),
                col(Columns.COMMENTS),
                col(Columns.TEXT_KEY),
                col(Columns.SENTIMENT),
                col(Columns.LABEL),
                col(Columns.DECIDED_BY),
                col(Columns.TOKENS),
                col(Columns.TRUNCATED)));
        if (text) {
            columns.add(col(Columns.TEXT));
            columns.add(col(Columns.CLEANED_TEXT));
        }
        return scored.select(columns.toArray(Column[]::new));
    }
}
