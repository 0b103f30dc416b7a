package io.weibosentiment.aggregate;

import java.math.BigDecimal;

/**
 * A sum of whole numbers of 128 bits: the same whatever order they come in, and an error, never a wrong number, where
 * it outgrows them.
 */
final class ExactSum {

    private long high;
    private long low;

    /** @throws ArithmeticException if the sum does not fit into 128 bits */
    void add(long value) {
        add(value >> (Long.SIZE - 1), value);
    }

    /**
     * Adds {@code a} times {@code b}.
     *
     * @throws ArithmeticException if the sum does not fit into 128 bits
     */
    void addProduct(long a, long b) {
        add(Math.multiplyHigh(a, b), a * b);
    }

    private void add(long otherHigh, long otherLow) {
        low += otherLow;
        long carry = Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0;
        high = Math.addExact(high, Math.addExact(otherHigh, carry));
    }

    /** The sum, divided by 10 to the power of {@code scale}. */
    BigDecimal decimal(int scale) {
        return isSmall() ? BigDecimal.valueOf(low, scale) : new BigDecimal(Limbs.number(high, low), scale);
    }

    /** As {@link #decimal}, rounded once. */
    double real(int scale) {
        return isSmall() && scale <= DecimalFraction.MOST_DIGITS
                ? DecimalFraction.of(low, scale)
                : decimal(scale).doubleValue();
    }

    private boolean isSmall() {
        return high == low >> (Long.SIZE - 1);
    }
}
