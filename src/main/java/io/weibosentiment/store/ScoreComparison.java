package io.weibosentiment.store;

/**
 * How kept scores compare with scores of the same texts made again.
 *
 * @param compared texts with a kept score that were scored again
 * @param equal those whose scores are equal to the bit
 * @param within those whose scores differ by no more than the tolerance, and another engine, or an unknown one, kept
 * @param beyond the rest: they differ by more, or the same engine kept another score
 * @param largest the largest difference
 * @param tolerance how far scores may differ from engine to engine
 */
public record ScoreComparison(long compared, long equal, long within, long beyond, double largest, double tolerance) {

    /** Nothing compared. */
    public static ScoreComparison none(double tolerance) {
        return new ScoreComparison(0, 0, 0, 0, 0, tolerance);
    }

    /** Whether every text has the score that was kept. */
    public boolean isSound() {
        return beyond == 0;
    }
}
