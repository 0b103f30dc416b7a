package io.weibosentiment.model.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the outputs of a model mean.
 *
 * @param labels the outputs' names, in their order
 * @param values the sentiment from 0 to 1 that each label means; of outputs that are true or not each by itself, 1 for the
 *     positive one and 0 for the others; of a regression's output, 1
 * @param activation what turns the outputs into probabilities
 * @param range what a regression's output means; empty for any other
 */
public record Head(List<String> labels, List<Double> values, HeadActivation activation, Optional<OutputRange> range) {

    /** With more labels than these, their probabilities are kept beside the sentiment. */
    private static final int TWO = 2;

    public Head {
        labels = List.copyOf(labels);
        values = List.copyOf(values);
        boolean isPossible = labels.size() == values.size()
                && !labels.isEmpty()
                && values.stream().allMatch(value -> value >= 0 && value <= 1)
                && range.isPresent() == (activation == HeadActivation.RANGE)
                && switch (activation) {
                    case SOFTMAX, NONE -> values.stream().distinct().count() > 1;
                    case SIGMOID -> positive(values).isPresent();
                    case RANGE -> labels.size() == 1;
                };
        if (!isPossible) {
            throw new IllegalArgumentException("the labels " + labels + " with the values " + values + ", "
                    + activation + " and range " + range + " give no sentiment; expected a value from 0 to 1 for each"
                    + " label, two of them different; 1 for one label and 0 for the others where each is true or not by"
                    + " itself; or one label with a range");
        }
    }

    /** The head of a model whose sentiment is the probability of one label. */
    public Head(List<String> labels, int positive, HeadActivation activation) {
        this(labels, only(positive, labels.size()), activation, Optional.empty());
    }

    /** The head of a model whose outputs are logits, of which exactly one label is true. */
    public Head(List<String> labels, int positive) {
        this(labels, positive, HeadActivation.SOFTMAX);
    }

    private static List<Double> only(int positive, int count) {
        if (positive < 0 || positive >= count) {
            throw new IllegalArgumentException("output " + positive + " of " + count + " cannot be the positive one");
        }
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(i == positive ? 1.0 : 0.0);
        }
        return values;
    }

    private static OptionalInt positive(List<Double> values) {
        boolean isOne = values.stream().filter(value -> value == 1).count() == 1
                && values.stream().filter(value -> value == 0).count() == values.size() - 1;
        return isOne ? OptionalInt.of(values.indexOf(1.0)) : OptionalInt.empty();
    }

    /** The index of the label whose probability is the sentiment, where it is that of one label. */
    public OptionalInt positive() {
        return range.isPresent() ? OptionalInt.empty() : positive(values);
    }

    /** The name of the label whose probability is the sentiment, where it is that of one label. */
    public Optional<String> positiveLabel() {
        return positive().isPresent() ? Optional.of(labels.get(positive().getAsInt())) : Optional.empty();
    }

    /** Whether the probabilities of the labels say more than the sentiment does: there are more than two. */
    public boolean keepsProbabilities() {
        return labels.size() > TWO;
    }

    /** What the sentiment is, in words: {@code positive: 正面}, or each label with its value. */
    public String described() {
        if (range.isPresent()) {
            return range.get().low() + " means 0 and " + range.get().high() + " means 1";
        }
        return positiveLabel().map(label -> "positive: " + label).orElseGet(this::describedValues);
    }

    private String describedValues() {
        return IntStream.range(0, labels.size())
                .mapToObj(label -> labels.get(label) + " = " + values.get(label))
                .collect(Collectors.joining(", "));
    }

    /** The same head with outputs that are probabilities. */
    Head ofProbabilities() {
        return new Head(labels, values, HeadActivation.NONE, range);
    }

    /** The sentiment from 0 to 1; NaN if an output that it depends on is. */
    public float sentiment(float[] outputs) {
        if (range.isPresent()) {
            return range.get().sentiment(outputs[0]);
        }
        if (labels.size() <= TWO && positive().isPresent()) {
            return probability(outputs, positive().getAsInt());
        }
        return sentimentOf(probabilities(outputs));
    }

    /** The sum of each label's probability times its value. */
    private float sentimentOf(float[] probabilities) {
        double sum = 0;
        for (int label = 0; label < probabilities.length; label++) {
            sum += probabilities[label] * values.get(label);
        }
        return (float) Math.min(1, sum);
    }

    /** The probability of each label, in their order; they add up to 1 unless each is true or not by itself. */
    public float[] probabilities(float[] outputs) {
        float[] probabilities = new float[outputs.length];
        for (int label = 0; label < outputs.length; label++) {
            probabilities[label] = probability(outputs, label);
        }
        return probabilities;
    }

    private float probability(float[] outputs, int label) {
        return switch (activation) {
            case SOFTMAX -> softmax(outputs, label);
            case SIGMOID -> (float) (1 / (1 + Math.exp(-outputs[label])));
            case NONE -> Math.min(1, outputs[label]);
            case RANGE -> throw new IllegalStateException("the output of a regression has no probability");
        };
    }

    private static float softmax(float[] logits, int label) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((double) logit - logits[label]);
        }
        return (float) (1 / sum);
    }
}
