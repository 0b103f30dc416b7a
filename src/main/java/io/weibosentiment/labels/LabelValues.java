package io.weibosentiment.labels;

import io.weibosentiment.InvalidInputException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * What labels mean positive and what negative, whatever their case; all others mean neither.
 *
 * @param positive those that mean positive
 * @param negative those that mean negative
 */
public record LabelValues(Set<String> positive, Set<String> negative) implements Serializable {

    private static final List<String> POSITIVE = List.of("1", "true", "positive", "pos", "正面", "积极", "正向");
    private static final List<String> NEGATIVE = List.of("0", "false", "negative", "neg", "负面", "消极", "负向");

    private static final Set<String> NEUTRAL = Set.of("neutral", "neu", "中性", "中立");
    private static final double NEITHER = 0.5;
    private static final LabelValues USUAL = of(List.of(), List.of());

    public LabelValues {
        positive = known(positive);
        negative = known(negative);
        if (!Collections.disjoint(positive, negative)) {
            throw new InvalidInputException("the label '" + common(positive, negative)
                    + "' would mean both positive and negative; give both --positive VALUE and --negative VALUE");
        }
    }

    /**
     * The labels of these values; a class for which none is given has its usual ones: 1, true, positive, 正面 and 0,
     * false, negative, 负面.
     *
     * @throws InvalidInputException if a value would mean both
     */
    public static LabelValues of(List<String> positive, List<String> negative) {
        return new LabelValues(
                Set.copyOf(positive.isEmpty() ? POSITIVE : positive),
                Set.copyOf(negative.isEmpty() ? NEGATIVE : negative));
    }

    private static Set<String> known(Collection<String> values) {
        Set<String> known = new TreeSet<>();
        values.forEach(value -> known.add(plain(value)));
        return Collections.unmodifiableSet(known);
    }

    private static String common(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).findFirst().orElse("");
    }

    /**
     * A label from 0 (negative) to 1 (positive): a number, or one of the usual words, of which {@code neutral}, {@code neu},
     * 中性 and 中立 are 0.5; empty if it is neither.
     */
    public static OptionalDouble share(String written) {
        OptionalDouble number = SheetNumbers.share(written);
        if (number.isPresent()) {
            return number;
        }
        String word = plain(written);
        if (NEUTRAL.contains(word)) {
            return OptionalDouble.of(NEITHER);
        }
        return USUAL.isPositive(word)
                .map(positive -> OptionalDouble.of(positive ? 1 : 0))
                .orElseGet(OptionalDouble::empty);
    }

    /** Whether {@code written} means positive; empty if it means neither. */
    public Optional<Boolean> isPositive(String written) {
        String value = plain(written);
        if (positive.contains(value)) {
            return Optional.of(true);
        }
        return negative.contains(value) ? Optional.of(false) : Optional.empty();
    }

    /**
     * In lower case and without a fraction of zeros: programs that know a missing number write 1 as {@code 1.0},
     * spreadsheets also as {@code 1,0}.
     */
    private static String plain(String written) {
        return written.strip().toLowerCase(Locale.ROOT).replaceFirst("^([+-]?\\d+)[.,]0+$", "$1");
    }

    /** The values, for messages. */
    public String described() {
        return String.join(", ", positive) + " or " + String.join(", ", negative);
    }
}
