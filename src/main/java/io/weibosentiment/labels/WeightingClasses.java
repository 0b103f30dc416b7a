package io.weibosentiment.labels;

import java.util.Map;
import java.util.TreeMap;

/**
 * Who of those drawn was labelled, by stratum, and how many comments each of the labelled ones stands for. Within a
 * stratum it is taken to be chance who has a label, so the labelled ones stand for the others too: their weight 1/π is
 * multiplied by drawn / labelled (weighting-class adjustment: Oh and Scheuren 1983; Särndal, Swensson and Wretman 1992,
 * section 15.6). For a stratum without any label those of all others stand, in proportion to their weights, so that the
 * weights still add up to what was drawn from.
 */
public final class WeightingClasses {

    private final Map<String, Numbers> classes = new TreeMap<>();

    /** What was drawn from a stratum. */
    private static final class Numbers {

        private long drawn;
        private long labelled;
        private double represented;
    }

    /**
     * Adds comments of a stratum.
     *
     * @param drawn how many were drawn
     * @param labelled how many of them have a label
     * @param represented how many comments those drawn stand for: the sum of 1/π
     */
    public void add(String stratum, long drawn, long labelled, double represented) {
        Numbers numbers = classes.computeIfAbsent(stratum, unused -> new Numbers());
        numbers.drawn += drawn;
        numbers.labelled += labelled;
        numbers.represented += represented;
    }

    /** How many were drawn. */
    public long drawn() {
        return classes.values().stream().mapToLong(numbers -> numbers.drawn).sum();
    }

    /** How many have a label. */
    public long labelled() {
        return classes.values().stream().mapToLong(numbers -> numbers.labelled).sum();
    }

    /** For each stratum with labels the factor, at least 1, of the weight 1/π of its labelled comments. */
    public Map<String, Double> factors() {
        double all = 0;
        double answering = 0;
        for (Numbers numbers : classes.values()) {
            all += numbers.represented;
            answering += numbers.labelled > 0 ? numbers.represented : 0;
        }
        Map<String, Double> factors = new TreeMap<>();
        for (Map.Entry<String, Numbers> stratum : classes.entrySet()) {
            Numbers numbers = stratum.getValue();
            if (numbers.labelled > 0) {
                factors.put(stratum.getKey(), (double) numbers.drawn / numbers.labelled * (all / answering));
            }
        }
        return factors;
    }
}
