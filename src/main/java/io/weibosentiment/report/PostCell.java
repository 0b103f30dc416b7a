package io.weibosentiment.report;

import io.weibosentiment.Columns;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A post's window, a row of {@code post_window_sentiment} with a mean.
 *
 * @param blogger the blogger; empty if unknown
 * @param post the post
 * @param time when it was made, in microseconds since 1970
 * @param likes its likes
 * @param start the window's start, in microseconds since 1970
 * @param end its end
 * @param comments comments in the window
 * @param counted those that count
 * @param sentiment their weighted mean
 */
record PostCell(
        Optional<String> blogger,
        String post,
        OptionalLong time,
        OptionalLong likes,
        long start,
        long end,
        long comments,
        long counted,
        double sentiment) {

    /** What the page reads of the table. */
    static final Set<String> COLUMNS = Set.of(
            Columns.BLOGGER_ID,
            Columns.POST_ID,
            Columns.WINDOW,
            Columns.WINDOW_START,
            Columns.WINDOW_END,
            Columns.POST_TIME,
            Columns.POST_LIKES,
            Columns.COMMENTS,
            Columns.SCORED,
            Columns.NEUTRAL,
            Columns.SENTIMENT);

    static PostCell of(Values row) {
        return new PostCell(
                row.text(Columns.BLOGGER_ID),
                row.text(Columns.POST_ID).orElse(""),
                row.whole(Columns.POST_TIME),
                row.whole(Columns.POST_LIKES),
                row.count(Columns.WINDOW_START),
                row.count(Columns.WINDOW_END),
                row.count(Columns.COMMENTS),
                row.count(Columns.SCORED) + row.count(Columns.NEUTRAL),
                row.number(Columns.SENTIMENT));
    }

    /** Its post's weight in the blogger's mean: likes + 1, or 1 where the run weighs all posts the same. */
    double weight(boolean byLikes) {
        return byLikes ? Math.max(0, likes.orElse(0)) + 1.0 : 1;
    }

    /**
     * By how much the post moves its blogger's mean: the mean less what it would be without the post.
     *
     * @param weight the post's weight
     * @return NaN where the blogger's window has no other post
     */
    double shift(double weight, BloggerCell window) {
        double others = window.weight() - weight;
        return others > 0 ? weight * (sentiment - window.sentiment()) / others : Double.NaN;
    }
}
