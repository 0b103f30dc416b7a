package io.weibosentiment.benchmark;

import io.weibosentiment.model.graph.BertArchitecture;

/**
 * The floating-point operations that a text needs: those of the matrix products, a multiplication and an addition
 * counting two. Nothing is counted that no output needs: no padding, and of the last layer beyond its keys and values
 * only the row of [CLS].
 *
 * @param layers how many layers the encoder has
 * @param hidden the width
 * @param intermediate the width between a layer's two last products
 */
record BertFlops(int layers, int hidden, int intermediate) {

    private static final int LABELS = 2;

    static BertFlops of(BertArchitecture bert) {
        return new BertFlops(bert.layers(), bert.hidden(), bert.intermediate());
    }

    /** The operations for one text of {@code tokens} tokens, special ones included. */
    long ofText(long tokens) {
        return (layers - 1) * fullLayer(tokens) + lastLayer(tokens) + head();
    }

    /** Query, key and value; scores and mixture; the output's product; the two wide products. */
    private long fullLayer(long tokens) {
        long products = 4L * hidden * hidden + 2L * hidden * intermediate;
        return 2 * tokens * products + 2 * attention(tokens, tokens);
    }

    /** Keys and values of all tokens; all else for one row. */
    private long lastLayer(long tokens) {
        long ofAll = 2L * hidden * hidden;
        long ofOne = 2L * hidden * hidden + 2L * hidden * intermediate;
        return 2 * tokens * ofAll + 2 * ofOne + 2 * attention(1, tokens);
    }

    /** One of the two products of attention, in multiplications. */
    private long attention(long queries, long tokens) {
        return 2L * queries * tokens * hidden;
    }

    private long head() {
        return 2L * hidden * hidden + 2L * hidden * LABELS;
    }
}
