package io.weibosentiment.report;

/**
 * One window over all bloggers.
 *
 * @param start its start, in microseconds since 1970
 * @param end its end
 * @param comments comments in it
 * @param scored comments that count with a model score
 * @param neutral comments that count with 0.5 by rule
 * @param weight the sum of the weights of all posts that have a mean
 * @param weighted the sum of weight × mean over all bloggers
 */
record WindowTotals(long start, long end, long comments, long scored, long neutral, double weight, double weighted) {

    static WindowTotals of(BloggerCell cell) {
        boolean counts = cell.isMeasured();
        return new WindowTotals(
                cell.start(),
                cell.end(),
                cell.comments(),
                cell.scored(),
                cell.neutral(),
                counts ? cell.weight() : 0,
                counts ? cell.weight() * cell.sentiment() : 0);
    }

    WindowTotals plus(WindowTotals other) {
        return new WindowTotals(
                start,
                end,
                comments + other.comments,
                scored + other.scored,
                neutral + other.neutral,
                weight + other.weight,
                weighted + other.weighted);
    }

    /** The mean over all bloggers; NaN if there is none. */
    double mean() {
        return weight > 0 ? weighted / weight : Double.NaN;
    }
}
