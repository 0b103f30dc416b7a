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
    private static final double MARGIN_IN_ULPS = 0.51;
    private static final long LIMIT = 10_000_000_000_000_000L;
    /** The square root of 10^(2 * SCALE - SQUARE_SCALE). */
    private static final long HALF_OF_DIGITS = 100_000;

    private static final int DIVISION_SCALE = 38;
    private static final int QUOTIENT_SCALE = 27;
    private static final int MEAN_SCALE = 18;
    private static final int PRODUCT_SCALE = 33;
    private static final int DIFFERENCE_SCALE = 26;
    private static final int VARIANCE_SCALE = 17;

    private ScaledSentiment() {}

    /**
     * {@code value}, as Java writes it, rounded half up to 15 digits after the point.
     *
     * @throws ArithmeticException if it has more than one digit before the point
     */
    static long of(double value) {
        double product = value * UNIT;
        double floor = Math.floor(product);
        double fraction = product - floor + Math.fma(value, UNIT, -product); // of the exact product
        // What Java writes is read as the value again, so it is at most half an ulp away from it.
        long scaled = Math.abs(fraction - 0.5) > MARGIN_IN_ULPS * Math.ulp(value) * UNIT
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

    /**
     * The sample's standard deviation, right to 3e-9: the mean and the mean of squares have as many digits as Spark's
     * decimals would have, and a variance below 10^-17 is rounding and nothing else.
     *
     * @param squares see {@link #addSquare}
     * @param count at least two
     */
    static double deviation(ExactSum sum, ExactSum squares, long count) {
        BigDecimal size = BigDecimal.valueOf(count);
        BigDecimal mean = quotient(sum.decimal(SCALE), size).setScale(MEAN_SCALE, RoundingMode.HALF_UP);
        BigDecimal variance = quotient(squares.decimal(SQUARE_SCALE), size)
                .subtract(mean.multiply(mean).setScale(PRODUCT_SCALE, RoundingMode.HALF_UP))
                .setScale(DIFFERENCE_SCALE, RoundingMode.HALF_UP)
                .setScale(VARIANCE_SCALE, RoundingMode.HALF_UP);
        double population = Math.max(variance.doubleValue(), 0.0);
        return Math.sqrt(population * count / (count - 1.0));
    }

    private static BigDecimal quotient(BigDecimal sum, BigDecimal size) {
        return sum.divide(size, DIVISION_SCALE, RoundingMode.HALF_UP).setScale(QUOTIENT_SCALE, RoundingMode.HALF_UP);
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
