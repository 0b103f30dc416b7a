package io.weibosentiment.config;

import io.weibosentiment.InvalidInputException;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How much scores count beside labels: the tuning λ of PPI++ (arXiv 2311.01453).
 *
 * @param text as given: {@code one}, {@code optimal} or a number
 * @param value from 0 (labels alone) to 1; empty: the one with the least variance, from the labels
 */
public record Tuning(String text, OptionalDouble value) {

    /**
     * Reads a tuning.
     *
     * @throws InvalidInputException if {@code text} is none
     */
    public static Tuning parse(String text) {
        String given = text.strip().toLowerCase(Locale.ROOT);
        if (given.equals("one")) {
            return new Tuning(given, OptionalDouble.of(1));
        }
        if (given.equals("optimal")) {
            return new Tuning(given, OptionalDouble.empty());
        }
        if (given.matches("[0-9]*[.]?[0-9]+") && Double.parseDouble(given) <= 1) {
            return new Tuning(given, OptionalDouble.of(Double.parseDouble(given)));
        }
        throw new InvalidInputException("found '" + text + "'; expected one, optimal or a number from 0 to 1");
    }
}
