package io.weibosentiment.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Several ways to do the same, each measured once a round, so that a slow minute of the machine hits all of them. */
final class Rounds {

    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    private record Contender(long texts, DoubleSupplier seconds) {}

    /**
     * Adds one.
     *
     * @param texts how many texts one run of it scores
     * @param seconds runs it and says how long that took
     */
    void add(String name, long texts, DoubleSupplier seconds) {
        contenders.put(name, new Contender(texts, seconds));
    }

    /** Runs all, {@code count} times after a first time that does not count. */
    void run(int count) {
        for (int round = 0; round <= count; round++) {
            for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
                Contender runs = contender.getValue();
                double rate = runs.texts() / runs.seconds().getAsDouble();
                if (round > 0) {
                    rates.computeIfAbsent(contender.getKey(), name -> new ArrayList<>())
                            .add(rate);
                }
            }
        }
    }

    /** What was measured, in the order it was added. */
    List<String> names() {
        return List.copyOf(rates.keySet());
    }

    /** Texts a second, the median of the rounds; empty if there is no such contender. */
    Optional<Double> rate(String name) {
        return Optional.ofNullable(rates.get(name)).map(Rounds::median);
    }

    /** How many times faster {@code ours} is than {@code theirs}, the median of the rounds' ratios. */
    Optional<Double> ratio(String ours, String theirs) {
        if (!rates.containsKey(ours) || !rates.containsKey(theirs)) {
            return Optional.empty();
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rates.get(ours).size(); round++) {
            ratios.add(rates.get(ours).get(round) / rates.get(theirs).get(round));
        }
        return Optional.of(median(ratios));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
