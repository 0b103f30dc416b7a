package io.weibosentiment.aggregate;

/**
 * The double nearest to a whole number over a power of ten, as {@link java.math.BigDecimal#doubleValue} gives it, which
 * writes most numbers down and reads them again.
 */
final class DecimalFraction {

    /** Digits after the point: a remainder then has 35 bits at most, so that 28 more of the quotient fit beside it. */
    static final int MOST_DIGITS = 15;

    private static final int STEP_BITS = 28;
    /** Every whole number below it is a double. */
    private static final long FIRST_INEXACT = 1L << 53;
    /** A quotient of 55 bits or more: those of a double, one to round by, and one for all that follow. */
    private static final long ENOUGH = 1L << 54;

    private static final long[] POWERS_OF_FIVE = powersOf(5);
    private static final long[] POWERS_OF_TEN = powersOf(10);

    private DecimalFraction() {}

    /** {@code whole} over ten to the power of {@code digits}, rounded half to even. */
    static double of(long whole, int digits) {
        if (whole > -FIRST_INEXACT && whole < FIRST_INEXACT) {
            return whole / (double) POWERS_OF_TEN[digits];
        }
        if (whole == Long.MIN_VALUE) {
            return -Math.scalb(quotient(1L << (Long.SIZE - 2), POWERS_OF_FIVE[digits]), 1 - digits);
        }
        double quotient = Math.scalb(quotient(Math.abs(whole), POWERS_OF_FIVE[digits]), -digits);
        return whole < 0 ? -quotient : quotient;
    }

    /** The double nearest to the quotient of two positive numbers, the second of which has 35 bits at most. */
    private static double quotient(long whole, long divisor) {
        long quotient = whole / divisor;
        long rest = whole % divisor;
        int shift = 0;
        while (quotient < ENOUGH) {
            int bits = Math.min(STEP_BITS, Long.numberOfLeadingZeros(quotient) - 1);
            quotient = quotient << bits | (rest << bits) / divisor;
            rest = (rest << bits) % divisor;
            shift += bits;
        }
        long withRest = rest == 0 ? quotient : quotient | 1;
        return Math.scalb((double) withRest, -shift);
    }

    private static long[] powersOf(long base) {
        long[] powers = new long[MOST_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * base;
        }
        return powers;
    }
}
