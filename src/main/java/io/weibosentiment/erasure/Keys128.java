package io.weibosentiment.erasure;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;

/** A set of keys of 128 bits, in 16 bytes each. */
public final class Keys128 implements Serializable {

    /** The bytes of a key. */
    public static final int BYTES = 16;

    private static final long serialVersionUID = 1L;

    private final long[] high;
    private final long[] low;

    private Keys128(long[] high, long[] low) {
        this.high = high;
        this.low = low;
    }

    /** The set of {@code keys}, 16 bytes each. */
    public static Keys128 of(Collection<byte[]> keys) {
        byte[][] sorted = keys.toArray(byte[][]::new);
        Arrays.sort(sorted, Arrays::compareUnsigned);
        long[] high = new long[sorted.length];
        long[] low = new long[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            ByteBuffer key = ByteBuffer.wrap(sorted[i]);
            high[i] = key.getLong();
            low[i] = key.getLong();
        }
        return new Keys128(high, low);
    }

    /** How many keys there are. */
    public int size() {
        return high.length;
    }

    /** Whether {@code key}, 16 bytes, is one of them. */
    public boolean contains(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key);
        return contains(bytes.getLong(), bytes.getLong());
    }

    /** Whether the key of 32 hex digits {@code hex} is one of them. */
    public boolean contains(String hex) {
        return hex.length() == 2 * BYTES && contains(HexFormat.of().parseHex(hex));
    }

    private boolean contains(long first, long second) {
        int from = 0;
        int to = high.length - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = Long.compareUnsigned(high[middle], first);
            if (order == 0) {
                order = Long.compareUnsigned(low[middle], second);
            }
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return false;
    }
}
