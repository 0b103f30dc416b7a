package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds which of a model's labels means positive. */
final class PositiveLabel {

    /**
     * Names that mean negative and positive only beside each other: a 1 beside a 5 is a number of stars, and one beside a 0
     * is the number that an output has anyway, as in Transformers' LABEL_1 of models whose outputs nobody named.
     */
    private static final List<String> SIGNS = List.of("-1", "1");

    private static final Set<String> POSITIVE = Set.of("positive", "pos", "good", "正");
    private static final Set<String> NEGATIVE = Set.of("negative", "neg", "bad", "负");
    private static final List<String> POSITIVE_PARTS = List.of("积极", "正面", "正向", "好评", "褒义");
    private static final List<String> NEGATIVE_PARTS = List.of("消极", "负面", "负向", "差评", "贬义");

    /** What turns a name into its opposite, or into something between. */
    private static final Set<String> NEGATIONS = Set.of("not", "non", "no", "un", "neither", "neutral", "mixed");

    private static final List<String> NEGATION_PARTS = List.of("不", "非", "无", "中性");

    private static final Set<String> NEUTRAL = Set.of("neutral", "neu");
    private static final List<String> NEUTRAL_PARTS = List.of("中性", "中立");

    private PositiveLabel() {}

    /** What a label's name says. */
    enum Meaning {
        POSITIVE,
        NEGATIVE,
        UNKNOWN
    }

    /**
     * The index of the positive label.
     *
     * @param labels the labels' names
     * @param chosen the label, or its index, that the user says is positive
     * @throws InvalidInputException if nothing was chosen and the names do not tell, or if the choice is no label
     */
    static int find(List<String> labels, Optional<String> chosen) {
        if (chosen.isPresent()) {
            return chosen(labels, chosen.get());
        }
        return paired(labels).or(() -> named(labels)).orElseThrow(() -> unknown(labels));
    }

    private static InvalidInputException unknown(List<String> labels) {
        return new InvalidInputException("cannot tell which of the labels " + labels
                + " means positive; tell import-model which: "
                + labels.stream()
                        .map(label -> "--positive-label " + quoted(label))
                        .collect(Collectors.joining(" or "))
                + (isHalfOfScale(labels) || labels.stream().anyMatch(label -> of(label) != Meaning.UNKNOWN)
                        ? "; or a value from 0 to 1 for each, if one alone is true: --label-values"
                        : ""));
    }

    /** As a shell takes it. */
    static String quoted(String label) {
        return label.matches("[\\p{L}\\p{N}_.-]+") ? label : "'" + label.replace("'", "'\\''") + "'";
    }

    private static int chosen(List<String> labels, String name) {
        int index = labels.indexOf(name);
        if (index < 0 && name.matches("[0-9]") && Integer.parseInt(name) < labels.size()) {
            index = Integer.parseInt(name);
        }
        if (index < 0) {
            throw new InvalidInputException("the model has no label '" + name + "'; it has " + labels);
        }
        return index;
    }

    private static Optional<Integer> paired(List<String> labels) {
        List<String> names = labels.stream().map(PositiveLabel::normalized).toList();
        return names.size() == SIGNS.size() && names.containsAll(SIGNS)
                ? Optional.of(names.indexOf(SIGNS.get(1)))
                : Optional.empty();
    }

    private static Optional<Integer> named(List<String> labels) {
        if (isHalfOfScale(labels)) {
            return Optional.empty();
        }
        List<Integer> positive = meaning(labels, Meaning.POSITIVE);
        List<Integer> negative = meaning(labels, Meaning.NEGATIVE);
        boolean isToldFromItsOpposite = labels.size() != 2 || negative.size() == 1;
        return positive.size() == 1 && isToldFromItsOpposite ? Optional.of(positive.get(0)) : Optional.empty();
    }

    /** Whether one of two labels is neutral, so that their probabilities say nothing of the end that is missing. */
    private static boolean isHalfOfScale(List<String> labels) {
        return labels.size() == 2 && labels.stream().anyMatch(PositiveLabel::isNeutral);
    }

    private static List<Integer> meaning(List<String> labels, Meaning meaning) {
        return IntStream.range(0, labels.size())
                .filter(i -> of(labels.get(i)) == meaning)
                .boxed()
                .toList();
    }

    private static String normalized(String label) {
        return label.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a label's name says that it is neither negative nor positive. */
    static boolean isNeutral(String label) {
        String name = normalized(label);
        return NEUTRAL.stream().anyMatch(name::startsWith)
                || NEUTRAL_PARTS.stream().anyMatch(name::startsWith);
    }

    /** Looks for the words that a name is made of: "negative (stars 1, 2 and 3)" means negative. */
    static Meaning of(String label) {
        String name = normalized(label);
        Set<String> words = Arrays.stream(name.split("[^\\p{L}]+")).collect(Collectors.toSet());
        boolean isNegated = words.stream().anyMatch(NEGATIONS::contains)
                || NEGATION_PARTS.stream().anyMatch(name::contains);
        boolean isPositive = words.stream().anyMatch(POSITIVE::contains)
                || POSITIVE_PARTS.stream().anyMatch(name::contains);
        boolean isNegative = words.stream().anyMatch(NEGATIVE::contains)
                || NEGATIVE_PARTS.stream().anyMatch(name::contains);
        if (isNegated || isPositive == isNegative) {
            return Meaning.UNKNOWN;
        }
        return isPositive ? Meaning.POSITIVE : Meaning.NEGATIVE;
    }
}
