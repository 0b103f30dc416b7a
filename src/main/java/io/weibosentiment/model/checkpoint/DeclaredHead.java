package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.LabelMapping;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.bundle.HeadActivation;
import io.weibosentiment.model.bundle.OutputRange;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a model's outputs mean, as its user declares it or its labels' names say; nothing is guessed.
 *
 * @param positiveLabel the label that means positive, or its index
 * @param labelValues the value of each label, as {@link LabelMapping} reads it
 * @param labelRange the range of a regression's output that means 0 to 1: {@code 1..5}
 */
public record DeclaredHead(Optional<String> positiveLabel, Optional<String> labelValues, Optional<String> labelRange) {

    private static final String NUMBER = "[-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?";
    private static final Pattern RANGE = Pattern.compile("\\s*(" + NUMBER + ")\\s*\\.\\.\\s*(" + NUMBER + ")\\s*");
    private static final int TWO = 2;

    /**
     * The head of a model with these outputs.
     *
     * @throws InvalidInputException if the labels' names do not tell what they mean and nothing is declared, or if what is
     *     declared does not belong to such outputs
     */
    Head of(CheckpointHead outputs) {
        requireOne();
        if (outputs.activation() == HeadActivation.RANGE) {
            return regression(outputs);
        }
        if (labelRange.isPresent()) {
            throw new InvalidInputException("--label-range is for a model with one output, a regression's; this one has"
                    + " the labels " + outputs.labels() + ": leave it out");
        }
        if (outputs.activation() == HeadActivation.SIGMOID && labelValues.isPresent()) {
            throw new InvalidInputException("--label-values is for labels of which exactly one is true; each of "
                    + outputs.labels() + " is true or not by itself: choose one with --positive-label");
        }
        List<String> labels = outputs.labels();
        if (labelValues.isPresent()) {
            return new Head(
                    labels,
                    LabelMapping.parse("--label-values", labelValues.get(), labels),
                    outputs.activation(),
                    Optional.empty());
        }
        if (labels.size() <= TWO || positiveLabel.isPresent() || outputs.activation() == HeadActivation.SIGMOID) {
            return new Head(labels, PositiveLabel.find(labels, positiveLabel), outputs.activation());
        }
        List<Double> values = LabelScale.values(labels).orElseThrow(() -> unknown(labels));
        return new Head(labels, values, outputs.activation(), Optional.empty());
    }

    private void requireOne() {
        List<String> given = List.of(
                        positiveLabel.map(label -> "--positive-label"),
                        labelValues.map(values -> "--label-values"),
                        labelRange.map(range -> "--label-range"))
                .stream()
                .flatMap(Optional::stream)
                .toList();
        if (given.size() > 1) {
            throw new InvalidInputException(
                    String.join(" and ", given) + " say different things of the outputs; expected one of them at most");
        }
    }

    private Head regression(CheckpointHead outputs) {
        if (positiveLabel.isPresent() || labelValues.isPresent()) {
            throw new InvalidInputException("the model is a regression: its output is no probability of the label "
                    + outputs.labels().get(0) + "; say which range of it means 0 to 1: --label-range LOW..HIGH");
        }
        String text = labelRange.orElseThrow(
                () -> new InvalidInputException(
                        "the model is a regression with the output "
                                + outputs.labels()
                                + ", which is no probability; say which outputs mean the most negative and the most"
                                + " positive sentiment, as the model was trained: --label-range LOW..HIGH, such as --label-range 1..5"));
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || Double.parseDouble(range.group(1)) == Double.parseDouble(range.group(2))) {
            throw new InvalidInputException(
                    "--label-range is '" + text + "'; expected two different numbers LOW..HIGH, such as 1..5");
        }
        OutputRange declared = new OutputRange(Double.parseDouble(range.group(1)), Double.parseDouble(range.group(2)));
        return new Head(outputs.labels(), List.of(1.0), HeadActivation.RANGE, Optional.of(declared));
    }

    private static InvalidInputException unknown(List<String> labels) {
        return new InvalidInputException("cannot tell which sentiment the labels " + labels
                + " mean; give each a value from 0, the most negative, to 1, the most positive: --label-values "
                + PositiveLabel.quoted(
                        labels.stream().map(label -> label + "=…").collect(Collectors.joining(",")))
                + "; or choose one whose probability is the sentiment with --positive-label");
    }
}
