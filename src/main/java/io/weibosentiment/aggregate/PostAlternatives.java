package io.weibosentiment.aggregate;

import io.weibosentiment.Columns;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.config.Weighting;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From the comments of a post to a row for each of its windows with its mean under every alternative that needs the
 * comments. What is kept of a post grows with the number of its windows, not of its comments.
 */
final class PostAlternatives implements PostSums {

    /** Which of the kinds of windows, by its place. */
    static final String PLACEMENT = "__placement";

    /** The window's start in microseconds since 1970. */
    static final String START = "__start";

    static final String COUNTED = "__counted";
    static final String BY_LIKES = "__by_likes";
    static final String BY_ONE = "__by_one";
    static final String OTHER_RULES = "__other_rules";
    static final String WITHOUT_NEUTRAL = "__without_neutral";
    static final String REST = "__rest";
    static final String MOST_LIKES = "__most_likes";

    static final StructType SCHEMA = new StructType()
            .add(PLACEMENT, DataTypes.IntegerType)
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(START, DataTypes.LongType)
            .add(Columns.POST_LIKES, DataTypes.LongType)
            .add(Columns.COMMENTS, DataTypes.LongType)
            .add(COUNTED, DataTypes.LongType)
            .add(BY_LIKES, DataTypes.DoubleType)
            .add(BY_ONE, DataTypes.DoubleType)
            .add(OTHER_RULES, DataTypes.DoubleType)
            .add(WITHOUT_NEUTRAL, DataTypes.DoubleType)
            .add(REST, DataTypes.DoubleType)
            .add(MOST_LIKES, DataTypes.LongType);

    private final PerWindow<AlternativeMeans> windows;

    private PostAlternatives(long[] steps, RuleDecided ruleDecided, boolean isWeighted) {
        windows = new PerWindow<>(steps, () -> new AlternativeMeans(ruleDecided, isWeighted));
    }

    /**
     * A row for each post and window, with the columns of {@link #SCHEMA}. The comments are shuffled once.
     *
     * @param comments scored comments, and posts without comments, which nothing decided
     * @param placements the kinds of windows, in the order of {@link #PLACEMENT}
     */
    static Dataset<Row> of(Dataset<Row> comments, AggregateConfig config, List<Windows> placements) {
        PostWalk walk = new PostWalk(placements, RuleDecided.UNSCORED, Weighting.LIKES);
        long[] steps = walk.steps();
        RuleDecided ruleDecided = config.ruleDecided();
        boolean isWeighted = config.commentWeight() == Weighting.LIKES;
        return walk.rows(
                comments.filter(walk.isInAny()),
                PostWalk.Own.NONE,
                () -> new PostAlternatives(steps, ruleDecided, isWeighted),
                SCHEMA);
    }

    @Override
    public void add(CommentInWindows comment) {
        windows.each(comment, means -> {
            if (comment.postLikes() != null) {
                means.ofPost(comment.postLikes());
            }
            if (!comment.isComment()) {
                return;
            }
            means.comment();
            if (comment.isByRule()) {
                means.byRule(comment.likes());
            } else if (comment.isCounted()) {
                means.scored(ScaledSentiment.of(comment.sentiment() + 0.0), comment.likes());
            }
        });
    }

    @Override
    public Iterator<Row> rows(CommentInWindows.Post post) {
        return windows.inOrder((placement, start, means) -> RowFactory.create(
                Stream.concat(Stream.of(placement, post.blogger(), post.id(), start), Stream.of(means.values()))
                        .toArray()));
    }
}
