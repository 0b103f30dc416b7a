package io.weibosentiment.labels.correction;

/** The bands of scores that corrections are pooled in, and what a score predicts for a label. */
final class Band {

    /** How many bands scores by the model have. */
    static final int SCORES = 4;
    /** The band of comments that a rule decided. */
    static final int RULE = SCORES;
    /** How many bands there are. */
    static final int COUNT = SCORES + 1;

    private Band() {}

    /** The band of a sentiment in [0, 1]: a quarter if it is a score by the model. */
    static int of(double sentiment, boolean isByModel) {
        return isByModel ? (int) Math.min(SCORES - 1, Math.floor(sentiment * SCORES)) : RULE;
    }

    /** What is predicted for the label: λ times a score by the model; what a rule decided counts as it is. */
    static double predicted(double sentiment, int band, double tuning) {
        return band == RULE ? sentiment : tuning * sentiment;
    }
}
