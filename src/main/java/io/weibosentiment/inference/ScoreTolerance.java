package io.weibosentiment.inference;

import io.weibosentiment.config.Precision;

/**
 * How far two scores of one text, by one model in one precision, may differ when two engines computed them.
 *
 * <p>Measured on 1,979 comments with models of 4 layers, 256 and 512 wide, between oneDNN's instruction sets SSE41, AVX2,
 * AVX512_CORE, AVX512_CORE_VNNI and AVX512_CORE_BF16 (docs/performance.md): each tolerance is some times the largest
 * difference found, as other models sum up more or longer rows.
 */
public final class ScoreTolerance {

    /** Found: 8e-7; sums in another order. */
    private static final double FLOAT32 = 1e-5;

    /** Found: 2e-3; products of bfloat16 that are rounded at other places. */
    private static final double BFLOAT16 = 1e-2;

    /** Found: 0; but what is rounded to 8 bits is a float32, which may fall to the other side. */
    private static final double INT8 = 1e-2;

    private ScoreTolerance() {}

    /**
     * The largest difference of two sentiments that counts as none.
     *
     * @param precision any but {@link Precision#AUTO}
     */
    public static double sentiment(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> FLOAT32;
            case BFLOAT16 -> BFLOAT16;
            case INT8 -> INT8;
            case AUTO -> throw new IllegalArgumentException("precision auto is none; expected what it was resolved to");
        };
    }
}
