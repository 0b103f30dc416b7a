package io.weibosentiment.aggregate;

import io.weibosentiment.Sentiment;

/**
 * What a post's comments in one window add up to: all of them are counted first, then those that count are taken in
 * ascending order of their sentiments. It is as large for ten million comments as for one.
 */
final class WindowCell {

    private static final double[] SHARES = {0.1, 0.5, 0.9};

    private final WeightedMean weighted = new WeightedMean();
    private final ExactSum sum = new ExactSum();
    private final ExactSum squares = new ExactSum();
    private ExactQuantiles quantiles;
    private Long postTime;
    private Long postLikes;
    private Double postSentiment;
    private long comments;
    private long counted;
    private long byRule;
    private long positive;
    private long commenters;
    private long lastUser;

    /**
     * Counts a comment, or a post without comments.
     *
     * @param user a positive number of its user's own, or 0 for none; those of one user come one after another
     */
    void count(CommentInWindows comment, long user) {
        postTime = greatest(postTime, comment.postTime());
        postLikes = greatest(postLikes, comment.postLikes());
        postSentiment = greatest(postSentiment, comment.postSentiment());
        comments += comment.isComment() ? 1 : 0;
        if (comment.isCounted()) {
            counted++;
            byRule += comment.isByRule() ? 1 : 0;
        }
        if (user != 0 && user != lastUser) {
            commenters++;
            lastUser = user;
        }
    }

    /**
     * Takes the sentiment of a comment, after all comments are counted.
     *
     * @param sentiment no less than those before it
     * @param scaled the same, see {@link ScaledSentiment#of}
     */
    void take(double sentiment, long scaled, CommentInWindows comment) {
        if (quantiles == null) {
            quantiles = new ExactQuantiles(SHARES, counted);
        }
        quantiles.add(sentiment);
        weighted.add(scaled, comment.likes());
        sum.add(scaled);
        ScaledSentiment.addSquare(squares, scaled);
        positive += sentiment >= Sentiment.POSITIVE_FROM && !comment.isByRule() ? 1 : 0;
    }

    private static <T extends Comparable<T>> T greatest(T one, T other) {
        return one == null || (other != null && other.compareTo(one) > 0) ? other : one;
    }

    /** Its values, in the order of {@link PostCells#SCHEMA} from {@code post_time} on. */
    Object[] values() {
        return new Object[] {
            postTime,
            postLikes,
            comments,
            counted - byRule,
            byRule,
            commenters == 0 ? null : commenters,
            counted == 0 ? null : weighted.mean(),
            sum.decimal(ScaledSentiment.SCALE),
            squares.decimal(ScaledSentiment.SQUARE_SCALE),
            quantile(0),
            quantile(1),
            quantile(2),
            positive,
            weighted.weights(),
            postSentiment
        };
    }

    private Double quantile(int place) {
        return counted == 0 ? null : quantiles.get(place);
    }
}
