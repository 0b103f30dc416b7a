package io.weibosentiment.aggregate;

/**
 * A weighted mean of sentiments from exact sums. A weight is split as {@link ExactDecimals} splits it, so that both
 * give the same bits.
 */
final class WeightedMean {

    private static final long PART = ExactDecimals.PART;

    private final ExactSum weights = new ExactSum();
    private final ExactSum low = new ExactSum();
    private final ExactSum high = new ExactSum();

    /**
     * @param scaled the sentiment, see {@link ScaledSentiment#of}
     * @param likes its weight less one
     */
    void add(long scaled, long likes) {
        weights.add(likes);
        weights.add(1);
        long weight = likes + 1;
        if (weight > 0 && weight < PART) {
            low.addProduct(scaled, weight);
        } else {
            low.addProduct(scaled, Long.remainderUnsigned(weight, PART));
            high.addProduct(scaled, Long.divideUnsigned(weight, PART));
        }
    }

    /** The sum of the weights. */
    double weights() {
        return weights.real(0);
    }

    /** The mean; not a number where nothing was added. */
    double mean() {
        double products = low.real(ScaledSentiment.SCALE) + high.real(ScaledSentiment.SCALE) * PART;
        return Math.min(products, weights()) / weights();
    }
}
