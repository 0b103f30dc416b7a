package io.weibosentiment.aggregate;

import io.weibosentiment.Sentiment;

/**
 * What a post's comments in one window add up to: all of them are added first, then the sentiments of those that count
 * are taken in ascending order. It is as large for ten million comments as for one.
 */
final class WindowCell {

    private static final double[] SHARES = {0.1, 0.5, 0.9};

    private final WeightedMean weighted = new WeightedMean();
    private final RatioError error = new RatioError();
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

    /** Knows what a comment says of its post, of which the greatest is taken; null where it says nothing. */
    void ofPost(Long time, Long likes, Double sentiment) {
        postTime = greatest(postTime, time);
        postLikes = greatest(postLikes, likes);
        postSentiment = greatest(postSentiment, sentiment);
    }

    /**
     * Adds a comment, or a post without comments.
     *
     * @param user a positive number of its user's own, or 0 for none; those of one user come one after another
     * @param scaled its sentiment, if it counts, see {@link ScaledSentiment#of}
     */
    void add(CommentInWindows comment, long user, long scaled) {
        comments += comment.isComment() ? 1 : 0;
        if (user != 0 && user != lastUser) {
            commenters++;
            lastUser = user;
        }
        if (comment.isCounted()) {
            counted++;
            byRule += comment.isByRule() ? 1 : 0;
            positive += comment.sentiment() >= Sentiment.POSITIVE_FROM && !comment.isByRule() ? 1 : 0;
            weighted.add(scaled, comment.likes());
            error.add(scaled, comment.likes());
            sum.add(scaled);
            ScaledSentiment.addSquare(squares, scaled);
        }
    }

    /**
     * Takes a sentiment, after all comments are added.
     *
     * @param sentiment no less than those before it
     */
    void takeNext(double sentiment) {
        if (quantiles == null) {
            quantiles = new ExactQuantiles(SHARES, counted);
        }
        quantiles.add(sentiment);
    }

    private static <T extends Comparable<T>> T greatest(T one, T other) {
        return one == null || (other != null && other.compareTo(one) > 0) ? other : one;
    }

    /** Its values, in the order of {@link PostCells#SCHEMA}. */
    Object[] values(long start) {
        boolean any = counted > 0;
        return new Object[] {
            start,
            postTime,
            postLikes,
            comments,
            counted - byRule,
            byRule,
            commenters == 0 ? null : commenters,
            any ? weighted.mean() : null,
            any ? sum.real(ScaledSentiment.SCALE) / counted : null,
            counted > 1 ? ScaledSentiment.deviation(sum, squares, counted) : null,
            quantile(0),
            quantile(1),
            quantile(2),
            any ? (double) positive / counted : null,
            weighted.weights(),
            postSentiment,
            error.standardError(),
            error.effective()
        };
    }

    private Double quantile(int place) {
        return counted == 0 ? null : quantiles.get(place);
    }
}
