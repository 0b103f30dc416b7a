package io.weibosentiment.report;

import io.weibosentiment.Columns;
import java.util.Optional;
import java.util.Set;

/**
 * A blogger's window, a row of {@code blogger_window_sentiment}. Numbers that the row lacks are NaN.
 *
 * @param blogger the blogger; empty for all posts whose blogger is unknown
 * @param start the window's start, in microseconds since 1970
 * @param end its end
 * @param posts posts with comments
 * @param comments comments on them
 * @param scored comments that count with a model score
 * @param neutral comments that count with 0.5 by rule
 * @param sentiment the weighted mean
 * @param weight the sum of the posts' weights
 * @param error the standard error of the mean
 * @param effectiveComments Kish's effective number of comments
 * @param effectivePosts the same of posts
 * @param largestShare the largest post's share of the weight
 * @param status flags of Eurostat's list, such as {@code u}; empty if the run knew of none yet
 * @param isComplete whether the data reach the window's end, as far as the run knows
 * @param corrected the mean corrected by labels, with its interval
 */
record BloggerCell(
        Optional<String> blogger,
        long start,
        long end,
        long posts,
        long comments,
        long scored,
        long neutral,
        double sentiment,
        double weight,
        double error,
        double effectiveComments,
        double effectivePosts,
        double largestShare,
        Optional<String> status,
        boolean isComplete,
        Interval corrected) {

    /** What the page reads of the table. */
    static final Set<String> COLUMNS = Set.of(
            Columns.BLOGGER_ID,
            Columns.WINDOW,
            Columns.WINDOW_START,
            Columns.WINDOW_END,
            Columns.POSTS,
            Columns.COMMENTS,
            Columns.SCORED,
            Columns.NEUTRAL,
            Columns.SENTIMENT,
            Columns.WEIGHT_SUM,
            Columns.SENTIMENT_SE,
            Columns.EFFECTIVE_COMMENTS,
            Columns.EFFECTIVE_POSTS,
            Columns.LARGEST_POST_SHARE,
            Columns.STATUS,
            Columns.COMPLETE,
            Columns.CORRECTED_SENTIMENT,
            Columns.CORRECTED_LOW,
            Columns.CORRECTED_HIGH);

    /** Fewer comments than this make a window thin in runs of versions that gave windows no status. */
    private static final int THIN = 10;

    private static final String LOW_RELIABILITY = "u";

    /**
     * A mean and its interval.
     *
     * @param mean the mean; NaN if there is none
     * @param low the lower end
     * @param high the upper end
     */
    record Interval(double mean, double low, double high) {}

    static BloggerCell of(Values row) {
        return new BloggerCell(
                row.text(Columns.BLOGGER_ID),
                row.count(Columns.WINDOW_START),
                row.count(Columns.WINDOW_END),
                row.count(Columns.POSTS),
                row.count(Columns.COMMENTS),
                row.count(Columns.SCORED),
                row.count(Columns.NEUTRAL),
                row.number(Columns.SENTIMENT),
                row.number(Columns.WEIGHT_SUM),
                row.number(Columns.SENTIMENT_SE),
                row.number(Columns.EFFECTIVE_COMMENTS),
                row.number(Columns.EFFECTIVE_POSTS),
                row.number(Columns.LARGEST_POST_SHARE),
                row.text(Columns.STATUS),
                !row.isFalse(Columns.COMPLETE),
                new Interval(
                        row.number(Columns.CORRECTED_SENTIMENT),
                        row.number(Columns.CORRECTED_LOW),
                        row.number(Columns.CORRECTED_HIGH)));
    }

    /** Comments that count. */
    long counted() {
        return scored + neutral;
    }

    /** Whether there is a mean that comments made; one that a rule filled in is not drawn. */
    boolean isMeasured() {
        return !Double.isNaN(sentiment) && counted() > 0;
    }

    /** Whether the mean is of too low reliability to draw a line through it; by the run's own rules, if it has any. */
    boolean isThin() {
        return !isMeasured()
                || status.map(flags -> flags.contains(LOW_RELIABILITY)).orElse(counted() < THIN);
    }
}
