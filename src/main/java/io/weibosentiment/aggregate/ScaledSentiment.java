package io.weibosentiment.aggregate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Sentiments as whole numbers of 10^-15, and their squares of 10^-20, so that sums of them can be exact. */
final class ScaledSentiment {

    /** Digits after the point of a sentiment. */
    static final int SCALE = 15;
    /** Digits after the point of its square. */
    static final int SQUARE_SCALE = 20;

    private static final double UNIT = 1e15;
    private static final long LIMIT = 10_000_000_000_000_000L;
    /** The square root of 10^(2 * SCALE - SQUARE_SCALE). */
    private static final long HALF_OF_DIGITS = 100_000;

    private ScaledSentiment() {}

    /**
     * {@code value}, as Java writes it, rounded half up to 15 digits after the point.
     *
     * @throws ArithmeticException if it has more than one digit before the point
     */
    static long of(double value) {
        double product = value * UNIT;
        double floor = Math.floor(product);
        double fraction = product - floor;
        // What Java writes is less than an ulp of the product away from the value, and the product half an ulp.
        long scaled = Math.abs(fraction - 0.5) > 2 * Math.ulp(product)
                ? (long) floor + (fraction > 0.5 ? 1 : 0)
                : written(value);
        if (Math.abs(scaled) >= LIMIT) {
            throw new ArithmeticException("a sentiment of " + value + " is not a probability");
        }
        return scaled;
    }

    private static long written(double value) {
        if (!(Math.abs(value) < LIMIT / UNIT)) {
            return LIMIT;
        }
        return BigDecimal.valueOf(value)
                .setScale(SCALE, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
    }

    /** Adds the square of {@code scaled}, rounded half up to 20 digits after the point. */
    static void addSquare(ExactSum sum, long scaled) {
        long upper = Math.abs(scaled) / HALF_OF_DIGITS;
        long lower = Math.abs(scaled) % HALF_OF_DIGITS;
        long twice = 2 * upper * lower;
        long rest = twice % HALF_OF_DIGITS * HALF_OF_DIGITS + lower * lower;
        long unit = HALF_OF_DIGITS * HALF_OF_DIGITS;
        sum.addProduct(upper, upper);
        sum.add(twice / HALF_OF_DIGITS + (rest + unit / 2) / unit);
    }
}
