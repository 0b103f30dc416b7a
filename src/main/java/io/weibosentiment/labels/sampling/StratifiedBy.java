package io.weibosentiment.labels.sampling;

import io.weibosentiment.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What strata are made by.
 *
 * @param traits the traits that all comments of a stratum share
 */
public record StratifiedBy(Set<Trait> traits) {

    /** Something that comments of a stratum share. */
    public enum Trait {
        WINDOW,
        BLOGGER,
        SCORE
    }

    /** The choices where none is given: the first with few enough strata is taken. */
    public static final List<StratifiedBy> FINEST_FIRST =
            List.of(of(Trait.WINDOW, Trait.BLOGGER, Trait.SCORE), of(Trait.BLOGGER, Trait.SCORE), of(Trait.SCORE));

    public StratifiedBy {
        traits = Set.copyOf(traits);
    }

    static StratifiedBy of(Trait... traits) {
        return new StratifiedBy(Set.of(traits));
    }

    /**
     * Reads names of traits.
     *
     * @throws InvalidInputException if one is not known
     */
    public static StratifiedBy parse(List<String> names) {
        Set<Trait> traits = new TreeSet<>();
        for (String name : names) {
            traits.add(Arrays.stream(Trait.values())
                    .filter(trait -> trait.name().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInputException(
                            "--strata: found '" + name + "'; expected one or more of window, blogger, score")));
        }
        return new StratifiedBy(traits);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    @Override
    public String toString() {
        return traits.stream()
                .sorted()
                .map(trait -> trait.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
