package io.weibosentiment.aggregate;

import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.config.Weighting;
import io.weibosentiment.config.WindowBy;
import java.util.Locale;

/**
 * A choice that the sentiment of a blogger's window depends on. The alternative to what a run chose has a column of the
 * same name in the table sensitivity.
 */
public enum Choice {
    COMMENT_WEIGHT,
    POST_WEIGHT,
    /** Both weights at once. */
    WEIGHTS,
    RULE_DECIDED,
    /** Scores of exactly 0.5 without a rule, which is what other tools leave of texts that a rule decided. */
    NEUTRAL_SCORES,
    WINDOW_BY,
    WEEK,
    HALF_MONTH,
    MIN_COMMENTS,
    WITHOUT_MOST_LIKED,
    WITHOUT_LARGEST_POST;

    /** The column with the sentiment under the alternative. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The alternative to what {@code config} chose, in words.
     *
     * @param minComments how many comments a post needs under {@link #MIN_COMMENTS}
     */
    public String described(AggregateConfig config, int minComments) {
        return switch (this) {
            case COMMENT_WEIGHT -> "comments weigh " + weight(other(config.commentWeight()));
            case POST_WEIGHT -> "posts weigh " + weight(other(config.postWeight()));
            case WEIGHTS -> "comments and posts weigh " + weight(bothWeights(config));
            case RULE_DECIDED ->
                config.ruleDecided() == RuleDecided.NEUTRAL
                        ? "without the comments that a rule decided"
                        : "comments that a rule decided count as 0.5";
            case NEUTRAL_SCORES -> "without scores of exactly 0.5";
            case WINDOW_BY ->
                "windows by the time of the " + other(config.windowBy()).name().toLowerCase(Locale.ROOT);
            case WEEK -> "by week";
            case HALF_MONTH -> "by half-month";
            case MIN_COMMENTS ->
                String.format(Locale.ROOT, "without posts of fewer than %,d comments that count", minComments);
            case WITHOUT_MOST_LIKED -> "without the most-liked comment";
            case WITHOUT_LARGEST_POST -> "without the largest post";
        };
    }

    static Weighting other(Weighting weighting) {
        return weighting == Weighting.LIKES ? Weighting.ONE : Weighting.LIKES;
    }

    static WindowBy other(WindowBy by) {
        return by == WindowBy.COMMENT ? WindowBy.POST : WindowBy.COMMENT;
    }

    /** What both comments and posts weigh under {@link #WEIGHTS}: one, unless that is what was chosen. */
    static Weighting bothWeights(AggregateConfig config) {
        boolean isOne = config.commentWeight() == Weighting.ONE && config.postWeight() == Weighting.ONE;
        return isOne ? Weighting.LIKES : Weighting.ONE;
    }

    private static String weight(Weighting weighting) {
        return weighting == Weighting.LIKES ? "their likes + 1" : "one";
    }
}
