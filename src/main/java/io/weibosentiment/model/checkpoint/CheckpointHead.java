package io.weibosentiment.model.checkpoint;

import com.google.gson.JsonElement;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.HeadActivation;
import io.weibosentiment.util.JsonFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a checkpoint's config.json says of the outputs.
 *
 * @param labels their names, in their order
 * @param activation what makes them probabilities
 */
record CheckpointHead(List<String> labels, HeadActivation activation) {

    /** How many labels a checkpoint has where its configuration says nothing. */
    private static final int LABELS = 2;

    CheckpointHead {
        labels = List.copyOf(labels);
    }

    /**
     * Reads a configuration.
     *
     * @throws InvalidInputException if the outputs are not the scores of labels, or of one that is a regression's
     */
    static CheckpointHead of(JsonFile config) {
        List<String> labels = labels(config);
        HeadActivation activation = activation(config, labels);
        boolean isRegression = activation == HeadActivation.RANGE;
        if (isRegression ? labels.size() != 1 : activation == HeadActivation.SOFTMAX && labels.size() < LABELS) {
            throw new InvalidInputException(config.file() + " has the labels " + labels + " and is "
                    + (isRegression
                            ? "that of a regression; expected one: correct problem_type or id2label"
                            : "to choose one of them; expected two or more: correct problem_type or id2label"));
        }
        return new CheckpointHead(labels, activation);
    }

    private static HeadActivation activation(JsonFile config, List<String> labels) {
        String type =
                config.string("problem_type").orElse(labels.size() == 1 ? "regression" : "single_label_classification");
        return switch (type) {
            case "single_label_classification" -> HeadActivation.SOFTMAX;
            case "multi_label_classification" -> HeadActivation.SIGMOID;
            case "regression" -> HeadActivation.RANGE;
            default ->
                throw new InvalidInputException(config.file() + ": problem_type is '" + type
                        + "'; expected single_label_classification, multi_label_classification or regression");
        };
    }

    private static List<String> labels(JsonFile config) {
        Optional<JsonFile> names =
                config.object("id2label").filter(object -> !object.json().isEmpty());
        Map<Integer, String> byIndex = byIndex(config);
        int count = names.map(object -> object.json().size())
                .or(() -> config.number("num_labels").map(Double::intValue))
                .orElse(byIndex.isEmpty() ? LABELS : byIndex.size());
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = Integer.toString(i);
            labels.add(names.isPresent() ? names.get().requireString(id) : generic(i));
        }
        return named(config, labels, byIndex);
    }

    private static String generic(int index) {
        return "LABEL_" + index;
    }

    private static Map<Integer, String> byIndex(JsonFile config) {
        Map<Integer, String> names = new TreeMap<>();
        config.object("label2id")
                .ifPresent(labels -> labels.json()
                        .asMap()
                        .forEach((name, index) -> index(index).ifPresent(number -> names.put(number, name))));
        return names;
    }

    private static Optional<Integer> index(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsString().matches("[0-9]{1,6}")
                ? Optional.of(Integer.parseInt(value.getAsString()))
                : Optional.empty();
    }

    /** {@code label2id} may have names where {@code id2label} has none; two names for one output are not guessed at. */
    private static List<String> named(JsonFile config, List<String> labels, Map<Integer, String> byIndex) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            others.add(byIndex.getOrDefault(i, labels.get(i)));
        }
        if (others.equals(labels)) {
            return labels;
        }
        boolean isGeneric = true;
        for (int i = 0; i < labels.size(); i++) {
            isGeneric &= labels.get(i).equals(generic(i));
        }
        if (!isGeneric) {
            throw new InvalidInputException(config.file() + ": id2label names the outputs " + labels + " and label2id "
                    + others + "; expected the same: correct the one that is wrong");
        }
        return others;
    }
}
