package io.weibosentiment.aggregate;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Whole numbers in parts of 64 bits. */
final class Limbs {

    private Limbs() {}

    /** The number of {@code limbs}, the highest first, which has its sign. */
    static BigInteger number(long... limbs) {
        ByteBuffer bytes = ByteBuffer.allocate(limbs.length * Long.BYTES);
        for (long limb : limbs) {
            bytes.putLong(limb);
        }
        return new BigInteger(bytes.array());
    }
}
