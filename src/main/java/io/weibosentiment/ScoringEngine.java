package io.weibosentiment;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Set;

/**
 * What computes a score, besides the model and its precision. Two engines give one text scores that differ in their
 * last digits.
 *
 * @param version the engine with its version, such as {@code TensorFlow 2.16.1}
 * @param instructionSet the newest one that the engine uses, by oneDNN's name, such as {@code AVX512_CORE_BF16}; or
 *     {@link #GPU}, or {@link #UNKNOWN}
 */
public record ScoringEngine(String version, String instructionSet) implements Comparable<ScoringEngine>, Serializable {

    /** The instruction set of every GPU: which GPU it was is not known. */
    public static final String GPU = "GPU";

    /** The instruction set of a processor that says nothing of itself. */
    public static final String UNKNOWN = "unknown";

    private static final Comparator<ScoringEngine> ORDER =
            Comparator.comparing(ScoringEngine::version).thenComparing(ScoringEngine::instructionSet);

    /** Whether what these engines scored, they score again to the bit: they are one, and its arithmetic is known. */
    public static boolean areReproducible(Set<ScoringEngine> engines) {
        return engines.size() == 1 && engines.stream().allMatch(ScoringEngine::isKnown);
    }

    private boolean isKnown() {
        return !instructionSet.equals(GPU) && !instructionSet.equals(UNKNOWN);
    }

    @Override
    public int compareTo(ScoringEngine other) {
        return ORDER.compare(this, other);
    }
}
