package io.weibosentiment.aggregate;

/**
 * Quantiles of values that come in ascending order, interpolated between the two around each: as many as are asked for
 * are kept, however many values there are.
 */
final class ExactQuantiles {

    private final double[] positions;
    private final double[] lower;
    private final double[] upper;
    private long seen;

    /**
     * @param shares which quantiles, each from 0 to 1
     * @param count how many values will come
     */
    ExactQuantiles(double[] shares, long count) {
        positions = new double[shares.length];
        lower = new double[shares.length];
        upper = new double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            positions[i] = (count - 1) * shares[i];
        }
    }

    /** Takes a value that is no less than those before it. */
    void add(double value) {
        for (int i = 0; i < positions.length; i++) {
            if (seen == (long) Math.floor(positions[i])) {
                lower[i] = value;
            }
            if (seen == (long) Math.ceil(positions[i])) {
                upper[i] = value;
            }
        }
        seen++;
    }

    /** The quantile at {@code place}, once all values have come. */
    double get(int place) {
        double position = positions[place];
        return lower[place] == upper[place]
                ? lower[place]
                : (Math.ceil(position) - position) * lower[place] + (position - Math.floor(position)) * upper[place];
    }
}
