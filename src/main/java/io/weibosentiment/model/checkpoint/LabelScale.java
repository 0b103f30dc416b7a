package io.weibosentiment.model.checkpoint;

import io.weibosentiment.model.checkpoint.PositiveLabel.Meaning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Recognizes labels whose names say that they are the steps of one scale, from negative to positive. */
final class LabelScale {

    private static final List<String> NUMBERS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
    private static final String CHINESE_NUMBERS = "零一二三四五六七八九十";

    private static final Pattern STARS = Pattern.compile(
            "([0-9]{1,2}|" + String.join("|", NUMBERS) + ")[ _-]?stars?|stars?[ _-]?([0-9]{1,2})|([0-9]{1,2}|["
                    + CHINESE_NUMBERS + "])\\s*(?:颗星|星级|星)|([★⭐]+)[☆]*");

    private static final Set<String> INTENSIFIERS = Set.of("very", "extremely", "strongly", "highly");
    private static final List<String> INTENSIFIER_PARTS = List.of("非常", "极其", "极度", "强烈", "很");
    private static final List<Set<Integer>> SCALES = List.of(Set.of(-1, 0, 1), Set.of(-2, -1, 0, 1, 2));

    private LabelScale() {}

    /** The sentiment from 0 to 1 that each of {@code labels} means, in equal steps; empty if their names do not tell. */
    static Optional<List<Double>> values(List<String> labels) {
        return stars(labels).or(() -> polarity(labels));
    }

    /** As many stars as there are labels, from none or one on. */
    private static Optional<List<Double>> stars(List<String> labels) {
        List<Integer> steps = new ArrayList<>();
        for (String label : labels) {
            stars(label).ifPresent(steps::add);
        }
        TreeSet<Integer> distinct = new TreeSet<>(steps);
        boolean isScale = steps.size() == labels.size()
                && distinct.size() == labels.size()
                && distinct.first() <= 1
                && distinct.last() - distinct.first() == labels.size() - 1;
        return isScale ? Optional.of(spread(steps, distinct.first(), distinct.last())) : Optional.empty();
    }

    private static Optional<Integer> stars(String label) {
        Matcher stars = STARS.matcher(normalized(label));
        if (!stars.matches()) {
            return Optional.empty();
        }
        if (stars.group(4) != null) {
            return Optional.of(stars.group(4).length());
        }
        String number = Arrays.asList(stars.group(1), stars.group(2), stars.group(3)).stream()
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
        if (number.matches("[0-9]+")) {
            return Optional.of(Integer.parseInt(number));
        }
        return Optional.of(NUMBERS.contains(number) ? NUMBERS.indexOf(number) : CHINESE_NUMBERS.indexOf(number));
    }

    /** Negative, neutral, positive; also with very negative and very positive. */
    private static Optional<List<Double>> polarity(List<String> labels) {
        List<Integer> steps = new ArrayList<>();
        for (String label : labels) {
            polarity(label).ifPresent(steps::add);
        }
        boolean isScale = steps.size() == labels.size()
                && SCALES.stream()
                        .anyMatch(scale ->
                                scale.size() == labels.size() && scale.equals(Set.copyOf(new TreeSet<>(steps))));
        int most = labels.size() / 2;
        return isScale ? Optional.of(spread(steps, -most, most)) : Optional.empty();
    }

    private static Optional<Integer> polarity(String label) {
        String name = normalized(label);
        Set<String> words = Arrays.stream(name.split("[^\\p{L}]+")).collect(Collectors.toSet());
        String plain = name;
        for (String part : INTENSIFIER_PARTS) {
            plain = plain.replace(part, "");
        }
        boolean isIntense = !plain.equals(name) || words.stream().anyMatch(INTENSIFIERS::contains);
        Meaning meaning = PositiveLabel.of(plain);
        if (meaning != Meaning.UNKNOWN) {
            int sign = meaning == Meaning.POSITIVE ? 1 : -1;
            return Optional.of(isIntense ? 2 * sign : sign);
        }
        return PositiveLabel.isNeutral(label) && !isIntense ? Optional.of(0) : Optional.empty();
    }

    private static String normalized(String label) {
        return label.strip().toLowerCase(Locale.ROOT);
    }

    private static List<Double> spread(List<Integer> steps, int lowest, int highest) {
        return steps.stream()
                .map(step -> (step - lowest) / (double) (highest - lowest))
                .toList();
    }
}
