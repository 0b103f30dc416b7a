package io.weibosentiment.model.bundle;

/**
 * The range of a regression's output, as its user declared it; outputs beyond it count as its nearest end.
 *
 * @param low the output that means the sentiment 0
 * @param high the output that means the sentiment 1; less than {@code low} where low outputs are positive
 */
public record OutputRange(double low, double high) {

    public OutputRange {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low == high) {
            throw new IllegalArgumentException(low + " to " + high + " is no range; expected two different numbers");
        }
    }

    /** The sentiment from 0 to 1 that {@code output} means; NaN if that is. */
    float sentiment(float output) {
        return (float) Math.max(0, Math.min(1, (output - low) / (high - low)));
    }
}
