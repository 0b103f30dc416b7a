package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.config.Weighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The step from comments to {@code post_window_sentiment}. */
public final class PostWindows {

    private final List<Windows> windows;
    private final Weighting weight;
    private final RuleDecided ruleDecided;
    private final boolean asTheAuthors;

    PostWindows(AggregateConfig config, List<Windows> windows) {
        this.windows = windows;
        this.weight = config.commentWeight();
        this.ruleDecided = config.ruleDecided();
        this.asTheAuthors = config.isNeutralWithoutEvidence();
    }

    /**
     * One row per post and window of each kind with at least one comment, and one for each post without comments, with
     * the columns of {@code post_window_sentiment}. The comments are shuffled once.
     *
     * @param comments scored comments, and posts without comments, which nothing decided; {@code user_id} and
     *     {@code post_sentiment} may be absent
     */
    Dataset<Row> aggregate(Dataset<Row> comments) {
        StructType schema = CommentInWindows.schema(windows.size());
        KeyValueGroupedDataset<Long, Row> posts =
                inWindows(comments).groupBy(col(CommentInWindows.POST_HASH)).as(Encoders.LONG(), Encoders.row(schema));
        Column[] byUser = {col(Columns.USER_ID)};
        Column[] bySentiment = {col(CommentInWindows.COUNTED)};
        return posts.cogroupSorted(posts, byUser, bySentiment, cells(), Encoders.row(PostCells.SCHEMA))
                .select(columns());
    }

    /** The rows of {@code comments} that are in any window. */
    private Dataset<Row> inWindows(Dataset<Row> comments) {
        List<String> given = Arrays.asList(comments.columns());
        Column likes = weight == Weighting.LIKES ? coalesce(greatest(col(Columns.LIKES), lit(0L)), lit(0L)) : lit(0L);
        List<Column> columns = new ArrayList<>(List.of(
                xxhash64(col(Columns.BLOGGER_ID), col(Columns.POST_ID)).as(CommentInWindows.POST_HASH),
                col(Columns.BLOGGER_ID),
                col(Columns.POST_ID),
                given(given, Columns.USER_ID, DataTypes.StringType),
                unix_micros(col(Columns.POST_TIME)).as(Columns.POST_TIME),
                col(Columns.POST_LIKES).cast(DataTypes.LongType).as(Columns.POST_LIKES),
                given(given, Columns.POST_SENTIMENT, DataTypes.DoubleType),
                CountedSentiment.isComment().as(CommentInWindows.IS_COMMENT),
                CountedSentiment.of(ruleDecided).as(CommentInWindows.COUNTED),
                CountedSentiment.isByRule().as(CommentInWindows.IS_BY_RULE),
                likes.as(Columns.LIKES)));
        Column isInAny = lit(false);
        for (int kind = 0; kind < windows.size(); kind++) {
            columns.add(windows.get(kind).first().as(CommentInWindows.firstStart(kind)));
            columns.add(windows.get(kind).last().as(CommentInWindows.lastStart(kind)));
            isInAny = isInAny.or(windows.get(kind).hasWindow());
        }
        return comments.filter(isInAny).select(columns.toArray(Column[]::new));
    }

    private static Column given(List<String> columns, String name, DataType type) {
        return (columns.contains(name) ? col(name) : lit(null)).cast(type).as(name);
    }

    private PostCells cells() {
        return new PostCells(
                windows.stream().map(kind -> kind.spec().text()).toArray(String[]::new),
                windows.stream().mapToLong(Windows::step).toArray());
    }

    private Column[] columns() {
        Column counted = col(Columns.SCORED).plus(col(Columns.NEUTRAL));
        Column any = when(counted.gt(0), counted.cast(DataTypes.DoubleType));
        Column sum = col(PostCells.SUM);
        Column start = timestamp_micros(col(PostCells.START));
        return new Column[] {
            col(Columns.BLOGGER_ID),
            col(Columns.POST_ID),
            col(Columns.WINDOW),
            start.as(Columns.WINDOW_START),
            end(start).as(Columns.WINDOW_END),
            timestamp_micros(col(Columns.POST_TIME)).as(Columns.POST_TIME),
            col(Columns.POST_LIKES),
            col(Columns.COMMENTS),
            col(Columns.SCORED),
            col(Columns.NEUTRAL),
            col(Columns.COMMENTERS),
            asTheAuthors(col(Columns.SENTIMENT)).as(Columns.SENTIMENT),
            sum.cast(DataTypes.DoubleType).divide(any).as(Columns.SENTIMENT_UNWEIGHTED),
            ExactDecimals.sampleDeviation(sum, col(PostCells.SUM_OF_SQUARES), counted)
                    .as(Columns.STDDEV),
            col(Columns.P10),
            col(Columns.P50),
            col(Columns.P90),
            col(PostCells.POSITIVE).cast(DataTypes.DoubleType).divide(any).as(Columns.POSITIVE_SHARE),
            col(Columns.WEIGHT_SUM),
            col(Columns.POST_SENTIMENT)
        };
    }

    private Column end(Column start) {
        Column end = lit(null).cast(DataTypes.TimestampType);
        for (Windows kind : windows) {
            end = when(col(Columns.WINDOW).equalTo(kind.spec().text()), kind.end(start))
                    .otherwise(end);
        }
        return end;
    }

    /** The authors of the paper gave a post without comments 0.5. */
    private Column asTheAuthors(Column mean) {
        return asTheAuthors
                ? when(col(Columns.COMMENTS).equalTo(0), Sentiment.NEUTRAL).otherwise(mean)
                : mean;
    }
}
