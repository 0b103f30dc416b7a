package io.weibosentiment.labels.correction;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A comment that was drawn for people to label.
 *
 * @param key its key
 * @param stratum the stratum that it was drawn from; empty if the sheet names none
 * @param probability the probability with which it was drawn, in (0, 1]
 * @param labels the labels that it was given, in [0, 1]
 */
record Drawn(String key, String stratum, double probability, List<Double> labels) {

    private static final double ROUNDING = 1e-6;

    Drawn {
        labels = List.copyOf(labels);
    }

    /** The mean of its labels; empty if nobody gave one. */
    OptionalDouble label() {
        return labels.stream().mapToDouble(Double::doubleValue).average();
    }

    /** Whether {@code other} was drawn alike; spreadsheets write some ten digits of a probability. */
    boolean isOfSameDesign(Drawn other) {
        double difference = Math.abs(probability - other.probability);
        return stratum.equals(other.stratum) && difference <= ROUNDING * probability;
    }

    /** The same comment with the labels of both. */
    Drawn with(Drawn other) {
        List<Double> all = new ArrayList<>(labels);
        all.addAll(other.labels);
        return new Drawn(key, stratum, probability, all);
    }

    Drawn withoutLabels() {
        return new Drawn(key, stratum, probability, List.of());
    }
}
