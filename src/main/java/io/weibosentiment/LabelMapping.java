package io.weibosentiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sentiment from 0 to 1 that each of a model's labels means, as a user declares it. */
public final class LabelMapping {

    private LabelMapping() {}

    /**
     * Reads {@code negative=0,neutral=0.5,positive=1}; labels by their names or, where a name is long, by their numbers from
     * 0 on.
     *
     * @param option what the text was given as, for messages
     * @param labels the model's labels, in their order
     * @return a value for each label, in their order
     * @throws InvalidInputException if a label has no value or two, a value is none from 0 to 1, or all are equal
     */
    public static List<Double> parse(String option, String text, List<String> labels) {
        Map<String, Double> values = new LinkedHashMap<>();
        int start = 0;
        while (start < text.length()) {
            String label = labelAt(option, text, start, labels);
            int equals = text.indexOf('=', start + written(text, start, label, labels));
            int end = text.indexOf(',', equals) < 0 ? text.length() : text.indexOf(',', equals);
            String number = text.substring(equals + 1, end).strip();
            if (values.put(label, value(option, label, number)) != null) {
                throw new InvalidInputException(option + " has two values for '" + label + "'; expected one");
            }
            start = end + 1;
        }
        List<String> missing =
                labels.stream().filter(label -> !values.containsKey(label)).toList();
        if (!missing.isEmpty()) {
            throw new InvalidInputException(
                    option + " has no value for " + missing + "; expected one for each of the" + " labels " + labels);
        }
        if (values.values().stream().distinct().count() < 2) {
            throw new InvalidInputException(
                    option + " gives every label the same value; expected two different ones at least");
        }
        return labels.stream().map(values::get).toList();
    }

    /** The label that the text names from {@code start} on; of two that it could be, the longer one. */
    private static String labelAt(String option, String text, int start, List<String> labels) {
        List<String> byLength = new ArrayList<>(labels);
        byLength.sort(Comparator.comparingInt(String::length).reversed());
        return byLength.stream()
                .filter(label -> isAt(text, start, label))
                .findFirst()
                .or(() -> labels.stream()
                        .filter(label -> isAt(text, start, Integer.toString(labels.indexOf(label))))
                        .findFirst())
                .orElseThrow(() -> new InvalidInputException(option + " has '" + text.substring(start)
                        + "'; expected LABEL=VALUE,… for each of the labels " + labels));
    }

    private static boolean isAt(String text, int start, String label) {
        int from = start + blanks(text, start);
        return text.startsWith(label, from)
                && text.substring(from + label.length()).stripLeading().startsWith("=");
    }

    private static int blanks(String text, int start) {
        int blanks = 0;
        while (start + blanks < text.length() && Character.isWhitespace(text.charAt(start + blanks))) {
            blanks++;
        }
        return blanks;
    }

    /** How many characters name the label. */
    private static int written(String text, int start, String label, List<String> labels) {
        String name = isAt(text, start, label) ? label : Integer.toString(labels.indexOf(label));
        return blanks(text, start) + name.length();
    }

    private static double value(String option, String label, String number) {
        try {
            double value = Double.parseDouble(number);
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(option, label, number, e);
        }
        throw wrong(option, label, number, null);
    }

    private static InvalidInputException wrong(String option, String label, String number, Exception cause) {
        return new InvalidInputException(
                option + " has the value '" + number + "' for '" + label
                        + "'; expected a number from 0, the most negative, to 1, the most positive",
                cause);
    }
}
