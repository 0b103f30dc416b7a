package io.weibosentiment.training;

import java.util.List;

/** The lengths that texts are filled up to. */
enum LengthScale {
    /** Of a graph that takes texts of any length. */
    FINE,
    /** Of graphs that are made for one length each, which takes seconds. */
    COARSE;

    private List<Integer> lengths() {
        return switch (this) {
            case FINE -> List.of(8, 12, 16, 24, 32, 48, 64, 96, 128);
            case COARSE -> List.of(16, 32, 64, 128);
        };
    }

    /**
     * What a text of {@code tokens} is filled up to: the next length, above the last one a multiple of that.
     *
     * @param most the most tokens of a text, which is not filled up beyond
     */
    int of(int tokens, int most) {
        List<Integer> lengths = lengths();
        for (int length : lengths) {
            if (tokens <= length) {
                return Math.min(length, most);
            }
        }
        int last = lengths.get(lengths.size() - 1);
        return Math.min((tokens + last - 1) / last * last, most);
    }
}
