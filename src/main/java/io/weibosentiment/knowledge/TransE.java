package io.weibosentiment.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Vectors of words, intensities and categories such that word + intensity ≈ category (TransE: Bordes et al. 2013, algorithm
 * 1; He 2025, equations 14 and 15). The paper leaves the distance, the margin and the dimensions open: here they are the
 * Euclidean one and 1, as in Bordes et al., with vectors of words and categories on the unit sphere. One of the two ends of
 * a triple is exchanged by chance, with one that makes no true triple. The same triples and seed give the same bits.
 *
 * @param width the width of vectors
 * @param epochs how often all triples are seen
 * @param rate the rate of learning
 * @param seed decides chance
 */
public record TransE(int width, int epochs, double rate, long seed) {

    private static final float MARGIN = 1;
    private static final int TRIES = 10;

    /** Rates and epochs with which the distances of true triples have settled. */
    public static TransE of(int width, long seed) {
        return new TransE(width, 30, 0.01, seed);
    }

    /**
     * What is known of each word: word + intensity, the mean over its triples; float32 of {@code width}, in the order in
     * which words come first.
     */
    public Map<String, float[]> words(List<EmotionTriple> triples) {
        return new Space(triples).learned();
    }

    /** A triple of numbers: the head, the relation and the tail. */
    private record Edge(int head, int relation, int tail) {}

    /** The vectors while they are learned. */
    private final class Space {

        private final Random random = new Random(seed);
        private final Map<String, Integer> words = new LinkedHashMap<>();
        private final Map<String, Integer> categories = new LinkedHashMap<>();
        private final Map<Integer, Integer> intensities = new HashMap<>();
        private final List<Edge> edges = new ArrayList<>();
        private final Set<Edge> known;
        private final float[][] heads;
        private final float[][] relations;
        private final float[][] tails;

        Space(List<EmotionTriple> triples) {
            for (EmotionTriple triple : triples) {
                edges.add(new Edge(
                        number(words, triple.word()),
                        number(intensities, triple.intensity()),
                        number(categories, triple.category())));
            }
            known = new HashSet<>(edges);
            heads = chance(words.size());
            relations = chance(intensities.size());
            tails = chance(categories.size());
        }

        private static <T> int number(Map<T, Integer> numbers, T name) {
            return numbers.computeIfAbsent(name, unused -> numbers.size());
        }

        private float[][] chance(int count) {
            float[][] vectors = new float[count][width];
            double bound = 6 / Math.sqrt(width);
            for (float[] vector : vectors) {
                for (int i = 0; i < width; i++) {
                    vector[i] = (float) ((2 * random.nextDouble() - 1) * bound);
                }
                normalize(vector);
            }
            return vectors;
        }

        Map<String, float[]> learned() {
            for (int epoch = 0; epoch < epochs; epoch++) {
                for (Edge edge : edges) {
                    learn(edge);
                }
            }
            int[] counts = new int[heads.length];
            float[][] sums = new float[heads.length][width];
            for (Edge edge : edges) {
                counts[edge.head]++;
                for (int i = 0; i < width; i++) {
                    sums[edge.head][i] += heads[edge.head][i] + relations[edge.relation][i];
                }
            }
            Map<String, float[]> result = new LinkedHashMap<>();
            words.forEach((word, number) -> {
                for (int i = 0; i < width; i++) {
                    sums[number][i] /= counts[number];
                }
                result.put(word, sums[number]);
            });
            return result;
        }

        private void learn(Edge edge) {
            Edge wrong = corrupted(edge);
            if (known.contains(wrong) || MARGIN + distance(edge) - distance(wrong) <= 0) {
                return;
            }
            move(edge, -1);
            move(wrong, 1);
            for (Edge moved : List.of(edge, wrong)) {
                normalize(heads[moved.head]);
                normalize(tails[moved.tail]);
            }
        }

        private Edge corrupted(Edge edge) {
            Edge wrong = edge;
            for (int i = 0; i < TRIES && known.contains(wrong); i++) {
                wrong = random.nextBoolean()
                        ? new Edge(random.nextInt(heads.length), edge.relation, edge.tail)
                        : new Edge(edge.head, edge.relation, random.nextInt(tails.length));
            }
            return wrong;
        }

        private double distance(Edge edge) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                double difference = difference(edge, i);
                sum += difference * difference;
            }
            return Math.sqrt(sum);
        }

        private float difference(Edge edge, int i) {
            return heads[edge.head][i] + relations[edge.relation][i] - tails[edge.tail][i];
        }

        /** Moves a triple apart, or together where {@code sign} is -1, along the gradient of its distance. */
        private void move(Edge edge, int sign) {
            float step = (float) (sign * rate / Math.max(1e-6, distance(edge)));
            for (int i = 0; i < width; i++) {
                float change = step * difference(edge, i);
                heads[edge.head][i] += change;
                relations[edge.relation][i] += change;
                tails[edge.tail][i] -= change;
            }
        }

        private static void normalize(float[] vector) {
            double sum = 0;
            for (float value : vector) {
                sum += (double) value * value;
            }
            float length = (float) Math.sqrt(sum);
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= length;
            }
        }
    }
}
