package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds which of a model's labels means positive. */
final class PositiveLabel {

    private static final Set<String> POSITIVE =
            Set.of("positive", "pos", "1", "label_1", "积极", "正面", "正向", "正", "好评", "褒义");
    private static final Set<String> NEGATIVE =
            Set.of("negative", "neg", "0", "label_0", "-1", "消极", "负面", "负向", "负", "差评", "贬义");

    private PositiveLabel() {}

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
        List<Integer> positive = matching(labels, POSITIVE);
        List<Integer> negative = matching(labels, NEGATIVE);
        if (positive.size() == 1) {
            return positive.get(0);
        }
        if (labels.size() == 2 && positive.isEmpty() && negative.size() == 1) {
            return 1 - negative.get(0);
        }
        throw new InvalidInputException("cannot tell which of the labels " + labels
                + " means positive; name it with --positive-label, for example --positive-label " + labels.get(0));
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

    private static List<Integer> matching(List<String> labels, Set<String> names) {
        return IntStream.range(0, labels.size())
                .filter(i -> names.contains(labels.get(i).strip().toLowerCase(Locale.ROOT)))
                .boxed()
                .toList();
    }
}
