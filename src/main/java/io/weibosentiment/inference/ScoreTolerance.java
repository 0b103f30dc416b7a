package io.weibosentiment.inference;

import io.weibosentiment.config.Precision;

/**
 * How far two scores of one text, by one model in one precision, may differ when two engines computed them.
 *
 * <p>Measured on 1,979 comments (1,000 in the reduced precisions of the larger model) with models of 4 layers, 256 and
 * 512 wide, one text at a time, between oneDNN's instruction sets SSE41, AVX2, AVX512_CORE, AVX512_CORE_VNNI and
 * AVX512_CORE_BF16. Each tolerance is some times the largest difference, as deeper models add up more.
 */
public final class ScoreTolerance {

    /** Found: at most 1.4e-6 between AVX-512 and what is older, and none among the sets of AVX-512. */
    private static final double FLOAT32 = 1e-5;

    /** Found: at most 7.4e-3, between sets with and without products of bfloat16. */
    private static final double BFLOAT16 = 3e-2;

    /**
     * Found: none, on the two sets that have it and could be tried; but float32 sums decide what is rounded to 8 bits.
     */
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
