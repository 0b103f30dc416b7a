package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.config.AggregateConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The step from comments to {@code post_window_sentiment}. */
public final class PostWindows {

    private final List<Windows> windows;
    private final PostWalk walk;
    private final boolean asTheAuthors;
    private final CellStatus status;

    PostWindows(AggregateConfig config, List<Windows> windows) {
        this.windows = windows;
        this.walk = new PostWalk(windows, config.ruleDecided(), config.commentWeight());
        this.asTheAuthors = config.isNeutralWithoutEvidence();
        this.status = new CellStatus(config.status());
    }

    /**
     * One row per post and window of each kind with at least one comment, and one for each post without comments, with
     * the columns of {@code post_window_sentiment}; within a partition in the order of windows, bloggers, posts and starts.
     * The comments are shuffled once.
     *
     * @param comments scored comments, and posts without comments, which nothing decided; {@code user_id} and
     *     {@code post_sentiment} may be absent
     * @param latest the latest time in the data, see {@link CommentTimes}
     */
    Dataset<Row> aggregate(Dataset<Row> comments, Optional<Instant> latest) {
        long[] steps = walk.steps();
        return walk.rows(
                        comments.filter(walk.isInAny()),
                        PostCells.own(comments),
                        () -> new PostCells(steps),
                        PostCells.SCHEMA)
                .sortWithinPartitions(order())
                .select(
                        col(PostCells.KIND),
                        col(Columns.BLOGGER_ID),
                        col(Columns.POST_ID),
                        inline(col(PostCells.CELLS)))
                .select(columns())
                .withColumn(Columns.STATUS, status.ofPost(isImputed(), CellStatus.complete(latest)));
    }

    private Column[] columns() {
        Column start = timestamp_micros(col(PostCells.START));
        return new Column[] {
            col(Columns.BLOGGER_ID),
            col(Columns.POST_ID),
            ofKind(kind -> lit(kind.spec().text())).as(Columns.WINDOW),
            start.as(Columns.WINDOW_START),
            ofKind(kind -> kind.end(start)).as(Columns.WINDOW_END),
            timestamp_micros(col(Columns.POST_TIME)).as(Columns.POST_TIME),
            col(Columns.POST_LIKES),
            col(Columns.COMMENTS),
            col(Columns.SCORED),
            col(Columns.NEUTRAL),
            col(Columns.COMMENTERS),
            asTheAuthors(col(Columns.SENTIMENT)).as(Columns.SENTIMENT),
            col(Columns.SENTIMENT_UNWEIGHTED),
            col(Columns.STDDEV),
            col(Columns.P10),
            col(Columns.P50),
            col(Columns.P90),
            col(Columns.POSITIVE_SHARE),
            col(Columns.WEIGHT_SUM),
            col(Columns.POST_SENTIMENT),
            col(Columns.SENTIMENT_SE),
            col(Columns.EFFECTIVE_COMMENTS)
        };
    }

    private Column ofKind(Function<Windows, Column> value) {
        Column values = value.apply(windows.get(0));
        for (int kind = 1; kind < windows.size(); kind++) {
            values = when(col(PostCells.KIND).equalTo(kind), value.apply(windows.get(kind)))
                    .otherwise(values);
        }
        return values;
    }

    private Column[] order() {
        List<Column> order =
                new ArrayList<>(List.of(col(Columns.BLOGGER_ID), col(Columns.POST_ID), col(PostCells.START)));
        if (windows.size() > 1) {
            order.add(0, ofKind(kind -> lit(kind.spec().text())));
        }
        return order.toArray(Column[]::new);
    }

    /** The authors of the paper gave a post without comments 0.5. */
    private Column asTheAuthors(Column mean) {
        return asTheAuthors ? when(isImputed(), Sentiment.NEUTRAL).otherwise(mean) : mean;
    }

    private Column isImputed() {
        return lit(asTheAuthors).and(col(Columns.COMMENTS).equalTo(0));
    }
}
