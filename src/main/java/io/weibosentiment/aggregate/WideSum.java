package io.weibosentiment.aggregate;

import java.math.BigInteger;

/**
 * A sum of products of whole numbers that are not negative, of 320 bits: the same whatever order they come in. A square of
 * the largest weight times the square of a sentiment has 226 bits, so there is room for 10^28 of them.
 */
final class WideSum {

    private static final int LIMBS = 5;

    private final long[] limbs = new long[LIMBS];

    /**
     * Adds a number of two limbs times one of two limbs, the lower ones first.
     *
     * @throws ArithmeticException if the sum does not fit
     */
    void addProduct(long low, long high, long otherLow, long otherHigh) {
        addProduct(low, otherLow, 0);
        if (high != 0) {
            addProduct(high, otherLow, 1);
        }
        if (otherHigh != 0) {
            addProduct(low, otherHigh, 1);
            if (high != 0) {
                addProduct(high, otherHigh, 2);
            }
        }
    }

    private void addProduct(long one, long other, int place) {
        add(one * other, place);
        long upper = upper(one, other);
        if (upper != 0) {
            add(upper, place + 1);
        }
    }

    private void add(long value, int place) {
        limbs[place] += value;
        boolean isCarried = Long.compareUnsigned(limbs[place], value) < 0;
        for (int next = place + 1; isCarried; next++) {
            if (next == LIMBS) {
                throw new ArithmeticException("a sum outgrew " + LIMBS * Long.SIZE + " bits");
            }
            limbs[next]++;
            isCarried = limbs[next] == 0;
        }
    }

    /** The upper limb of the product of two numbers without a sign. */
    static long upper(long one, long other) {
        long upper = Math.multiplyHigh(one, other);
        return upper + (one >> (Long.SIZE - 1) & other) + (other >> (Long.SIZE - 1) & one);
    }

    BigInteger whole() {
        return Limbs.number(0, limbs[4], limbs[3], limbs[2], limbs[1], limbs[0]);
    }
}
