package io.weibosentiment.report;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** How many comments have which sentiment: a histogram of the model's scores, and comments by what decided them. */
final class ScoreCounts {

    /** Bins of equal width from 0 to 1; the last one holds 1 too. */
    static final int BINS = 40;

    static final String MODEL = "model";

    private final long[] bins = new long[BINS];
    private final Map<String, Long> deciders = new TreeMap<>();
    private double sum;

    /** The bin of a score. */
    static int bin(double score) {
        return Math.min(BINS - 1, (int) (score * BINS));
    }

    void add(String decidedBy, int bin, long comments, double scores) {
        deciders.merge(decidedBy, comments, Long::sum);
        if (decidedBy.equals(MODEL)) {
            bins[bin] += comments;
            sum += scores;
        }
    }

    /** Comments with a model score in each bin. */
    long[] bins() {
        return Arrays.copyOf(bins, BINS);
    }

    /** Comments by {@code model} or rule. */
    Map<String, Long> deciders() {
        return new TreeMap<>(deciders);
    }

    /** The unweighted mean of the model's scores; NaN if there is none. */
    double mean() {
        long scored = deciders.getOrDefault(MODEL, 0L);
        return scored > 0 ? sum / scored : Double.NaN;
    }
}
