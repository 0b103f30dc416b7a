package io.weibosentiment.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Groups examples of similar length.
 *
 * @param examples the examples
 * @param batchTokens how many tokens are computed together, those that fill texts up included
 * @param maxTokens the most tokens of a text, which is not filled up beyond
 */
record Batches(List<Example> examples, int batchTokens, int maxTokens) {

    /** Mixes the number of an epoch into a seed. */
    private static final long MIX = 0x9E3779B97F4A7C15L;

    Batches {
        examples = List.copyOf(examples);
    }

    /**
     * Examples that are computed together.
     *
     * @param examples them
     * @param tokens how many tokens each is filled up to
     */
    record Batch(List<Example> examples, int tokens) {

        Batch {
            examples = List.copyOf(examples);
        }
    }

    /** How many batches an epoch has, the same in each. */
    int perEpoch() {
        return inOrder().size();
    }

    /** All examples in the order they have. */
    List<Batch> inOrder() {
        return grouped(IntStream.range(0, examples.size()).boxed().toList());
    }

    /** All examples in the order of an epoch, which only {@code seed} and its number decide. */
    List<Batch> shuffled(long seed, int epoch) {
        Random random = new Random(seed * MIX + epoch);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
        Collections.shuffle(order, random);
        List<Batch> batches = grouped(order);
        Collections.shuffle(batches, random);
        return batches;
    }

    private List<Batch> grouped(List<Integer> order) {
        Map<Integer, List<Example>> open = new TreeMap<>();
        List<Batch> batches = new ArrayList<>();
        for (int index : order) {
            Example example = examples.get(index);
            int length = PaddedLengths.of(example.tokens(), maxTokens);
            List<Example> batch = open.computeIfAbsent(length, unused -> new ArrayList<>());
            batch.add(example);
            if (batch.size() == Math.max(1, batchTokens / length)) {
                batches.add(new Batch(batch, length));
                open.remove(length);
            }
        }
        open.forEach((length, rest) -> batches.add(new Batch(rest, length)));
        return batches;
    }
}
