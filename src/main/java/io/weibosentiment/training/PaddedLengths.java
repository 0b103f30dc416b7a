package io.weibosentiment.training;

/** The lengths that texts are filled up to, so that batches have few shapes. */
final class PaddedLengths {

    private static final int[] SHORT = {8, 12, 16, 24, 32, 48, 64, 96, 128};
    private static final int STEP = 64;

    private PaddedLengths() {}

    /**
     * What a text of {@code tokens} is filled up to.
     *
     * @param most the most tokens of a text, which is not filled up beyond
     */
    static int of(int tokens, int most) {
        for (int length : SHORT) {
            if (tokens <= length) {
                return Math.min(length, most);
            }
        }
        return Math.min((tokens + STEP - 1) / STEP * STEP, most);
    }
}
