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
 * @param status flags of Eurostat's list, such as {@code u}
 * @param isComplete whether the data reach the window's end
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
        String status,
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
            "sentiment_se",
            "effective_comments",
            "effective_posts",
            "largest_post_share",
            "status",
            Columns.COMPLETE,
            "corrected_sentiment",
            "corrected_low",
            "corrected_high");

    /** Fewer effective comments than this make a window thin, in runs that do not say so by its status. */
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
                row.number("sentiment_se"),
                row.number("effective_comments"),
                row.number("effective_posts"),
                row.number("largest_post_share"),
                row.text("status").orElse(""),
                row.isTrue(Columns.COMPLETE),
                new Interval(
                        row.number("corrected_sentiment"), row.number("corrected_low"), row.number("corrected_high")));
    }

    /** Comments that count. */
    long counted() {
        return scored + neutral;
    }

    /** Whether there is a mean that comments made; one that a rule filled in is not drawn. */
    boolean isMeasured() {
        return !Double.isNaN(sentiment) && counted() > 0;
    }

    /** Whether there is too little behind the mean to draw a line through it. */
    boolean isThin() {
        double comments = Double.isNaN(effectiveComments) ? counted() : effectiveComments;
        return status.contains(LOW_RELIABILITY) || comments < THIN;
    }
}
