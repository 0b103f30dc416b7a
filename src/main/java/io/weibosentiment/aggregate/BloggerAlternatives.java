package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Weighting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** From the windows of posts to those of bloggers, under every alternative that keeps the windows. */
final class BloggerAlternatives {

    private static final String LARGEST = "__largest";
    private static final String MOST_LIKED = "__most_liked";
    private static final Column[] CELL = {
        col(PostAlternatives.PLACEMENT), col(Columns.BLOGGER_ID), col(PostAlternatives.START)
    };

    private final AggregateConfig config;
    private final int minComments;

    BloggerAlternatives(AggregateConfig config, int minComments) {
        this.config = config;
        this.minComments = minComments;
    }

    /**
     * A row for each placement, blogger and window: posts and comments that count, sentiment, and a column for each
     * choice that keeps the windows.
     *
     * @param posts rows of {@link PostAlternatives}
     */
    Dataset<Row> of(Dataset<Row> posts) {
        Column chosen = asTheAuthors(ofComments(config.commentWeight()));
        WindowSpec cell = Window.partitionBy(CELL);
        Column weight = weight(config.postWeight());
        Dataset<Row> ranked = posts.withColumn(
                        LARGEST,
                        row_number()
                                .over(cell.orderBy(
                                        chosen.isNull().asc(),
                                        weight.desc(),
                                        col(PostAlternatives.COUNTED).desc(),
                                        col(Columns.POST_ID).asc())))
                .withColumn(
                        MOST_LIKED,
                        row_number()
                                .over(cell.orderBy(
                                        col(PostAlternatives.MOST_LIKES).desc_nulls_last(),
                                        col(Columns.POST_ID).asc())));
        List<Column> columns = new ArrayList<>();
        columns.add(coalesce(sum(PostAlternatives.COUNTED), lit(0L)).as(Columns.COMMENTS));
        columns.add(mean(chosen, config.postWeight()).as(Columns.SENTIMENT));
        means(chosen).forEach((choice, mean) -> columns.add(mean.as(choice.column())));
        return ranked.groupBy(CELL)
                .agg(count(when(chosen.isNotNull(), lit(1))).as(Columns.POSTS), columns.toArray(Column[]::new));
    }

    private Map<Choice, Column> means(Column chosen) {
        Weighting posts = config.postWeight();
        Column isMostLiked =
                col(MOST_LIKED).equalTo(1).and(col(PostAlternatives.MOST_LIKES).isNotNull());
        Map<Choice, Column> means = new EnumMap<>(Choice.class);
        means.put(Choice.COMMENT_WEIGHT, mean(asTheAuthors(ofComments(Choice.other(config.commentWeight()))), posts));
        means.put(Choice.POST_WEIGHT, mean(chosen, Choice.other(posts)));
        Weighting both = Choice.bothWeights(config);
        means.put(Choice.WEIGHTS, mean(asTheAuthors(ofComments(both)), both));
        means.put(Choice.RULE_DECIDED, mean(asTheAuthors(col(PostAlternatives.OTHER_RULES)), posts));
        means.put(Choice.NEUTRAL_SCORES, mean(asTheAuthors(col(PostAlternatives.WITHOUT_NEUTRAL)), posts));
        means.put(Choice.MIN_COMMENTS, mean(when(col(PostAlternatives.COUNTED).geq(minComments), chosen), posts));
        means.put(
                Choice.WITHOUT_MOST_LIKED,
                mean(when(isMostLiked, col(PostAlternatives.REST)).otherwise(chosen), posts));
        means.put(Choice.WITHOUT_LARGEST_POST, mean(when(col(LARGEST).gt(1), chosen), posts));
        return means;
    }

    private static Column ofComments(Weighting weighting) {
        return col(weighting == Weighting.LIKES ? PostAlternatives.BY_LIKES : PostAlternatives.BY_ONE);
    }

    /** As in the tables of windows: a post without any comments is 0.5 where no evidence means that. */
    private Column asTheAuthors(Column ofPost) {
        return config.isNeutralWithoutEvidence()
                ? when(col(Columns.COMMENTS).equalTo(0), Sentiment.NEUTRAL).otherwise(ofPost)
                : ofPost;
    }

    private Column mean(Column ofPost, Weighting weighting) {
        Column mean = ExactDecimals.weightedMean(ofPost, weight(weighting));
        return config.isNeutralWithoutEvidence()
                ? when(mean.equalTo(0.0), Sentiment.NEUTRAL).otherwise(mean)
                : mean;
    }

    private static Column weight(Weighting weighting) {
        return ExactDecimals.weight(weighting, col(Columns.POST_LIKES));
    }
}
