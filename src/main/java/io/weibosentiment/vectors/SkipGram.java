package io.weibosentiment.vectors;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Skip-gram with negative sampling (Mikolov et al. 2013, equation 4; He 2025, equation 1 and figure 2: two units before and
 * two after). One thread, and sums in one order, so that the same texts and seed give the same bits. (Spark's own Word2Vec
 * is in spark-mllib, which is not on the class path of a Spark SQL application, and its result depends on the partitions.)
 *
 * @param width the width of vectors
 * @param window how many units before and after one are its context
 * @param negatives how many chance units there are for each one of the context
 * @param epochs how often all is read
 * @param rate the rate of learning, which falls to 0 in a line
 * @param seed decides chance
 */
public record SkipGram(int width, int window, int negatives, int epochs, double rate, long seed) {

    private static final int TABLE = 1 << 20;
    private static final double POWER = 0.75;

    /** Sigmoids are read from a table: {@code Math.exp} may differ from one Java to the next. */
    private static final int STEPS = 1000;

    private static final float FARTHEST = 6;
    private static final float[] SIGMOID = sigmoid();

    /** As the paper has it, with the usual 5 negatives and rate. */
    public static SkipGram of(int width, int epochs, long seed) {
        return new SkipGram(width, 2, 5, epochs, 0.025, seed);
    }

    private static float[] sigmoid() {
        float[] table = new float[STEPS];
        for (int i = 0; i < STEPS; i++) {
            double x = (2 * (i + 0.5) / STEPS - 1) * FARTHEST;
            table[i] = (float) (1 / (1 + StrictMath.exp(-x)));
        }
        return table;
    }

    /**
     * Learns.
     *
     * @param texts the units of each text as numbers below {@code units}
     * @return a vector for each unit, one after the other; of those that are in no text a small one by chance
     */
    public float[] vectors(List<int[]> texts, int units) {
        Random random = new Random(seed);
        float[] vectors = new float[units * width];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (random.nextFloat() - 0.5f) / width;
        }
        long[] counts = new long[units];
        long all = 0;
        for (int[] text : texts) {
            for (int unit : text) {
                counts[unit]++;
            }
            all += text.length;
        }
        if (all > 0) {
            new Walk(vectors, new float[vectors.length], chances(counts), random, all * epochs).read(texts);
        }
        return vectors;
    }

    /** Units as often as a negative is to be drawn from here. */
    private static int[] chances(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += StrictMath.pow((double) count, POWER);
        }
        int[] table = new int[TABLE];
        double reached = 0;
        int filled = 0;
        for (int unit = 0; unit < counts.length; unit++) {
            reached += StrictMath.pow((double) counts[unit], POWER) / sum;
            int end = unit == counts.length - 1 ? TABLE : (int) Math.min(TABLE, Math.round(reached * TABLE));
            Arrays.fill(table, filled, Math.max(filled, end), unit);
            filled = Math.max(filled, end);
        }
        return table;
    }

    /** One way through all epochs. */
    private final class Walk {

        private final float[] centres;
        private final float[] contexts;
        private final int[] chances;
        private final Random random;
        private final long steps;
        private final float[] change = new float[width];
        private long done;

        Walk(float[] centres, float[] contexts, int[] chances, Random random, long steps) {
            this.centres = centres;
            this.contexts = contexts;
            this.chances = chances;
            this.random = random;
            this.steps = steps;
        }

        void read(List<int[]> texts) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                for (int[] text : texts) {
                    read(text);
                }
            }
        }

        private void read(int[] text) {
            for (int at = 0; at < text.length; at++) {
                float now = (float) (rate * (steps - done) / steps);
                int last = Math.min(text.length - 1, at + window);
                for (int other = Math.max(0, at - window); other <= last; other++) {
                    if (other != at) {
                        learn(text[at], text[other], now);
                    }
                }
                done++;
            }
        }

        private void learn(int centre, int context, float now) {
            Arrays.fill(change, 0);
            step(centre, context, 1, now);
            for (int i = 0; i < negatives; i++) {
                int chance = chances[random.nextInt(TABLE)];
                if (chance != context) {
                    step(centre, chance, 0, now);
                }
            }
            int from = centre * width;
            for (int i = 0; i < width; i++) {
                centres[from + i] += change[i];
            }
        }

        private void step(int centre, int context, int right, float now) {
            int from = centre * width;
            int to = context * width;
            float gradient = (right - sigmoid(product(from, to))) * now;
            for (int i = 0; i < width; i++) {
                change[i] += gradient * contexts[to + i];
                contexts[to + i] += gradient * centres[from + i];
            }
        }

        /** In four sums, which a processor adds up at the same time. */
        private float product(int from, int to) {
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            int i = 0;
            for (; i < width - 3; i += 4) {
                a += centres[from + i] * contexts[to + i];
                b += centres[from + i + 1] * contexts[to + i + 1];
                c += centres[from + i + 2] * contexts[to + i + 2];
                d += centres[from + i + 3] * contexts[to + i + 3];
            }
            for (; i < width; i++) {
                a += centres[from + i] * contexts[to + i];
            }
            return a + b + c + d;
        }

        private float sigmoid(float x) {
            int place = (int) ((x / FARTHEST + 1) / 2 * STEPS);
            return SIGMOID[Math.max(0, Math.min(STEPS - 1, place))];
        }
    }
}
