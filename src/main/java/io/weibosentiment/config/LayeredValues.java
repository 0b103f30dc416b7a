package io.weibosentiment.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.weibosentiment.InvalidInputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Typed values of layered configurations; a bad value is noted, and the reference file's stands in for it. */
final class LayeredValues {

    private final List<Config> highestFirst;
    private final Config reference;
    private final TreeSet<String> keysRead = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    /** {@code highestFirst} are the layers above {@code reference}, which must hold a good value of every key. */
    LayeredValues(List<Config> highestFirst, Config reference) {
        this.highestFirst = List.copyOf(highestFirst);
        this.reference = reference;
    }

    SortedSet<String> keysRead() {
        return Collections.unmodifiableSortedSet(keysRead);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    String text(String key) {
        return value(key, LayeredValues::scalar);
    }

    Optional<String> optionalText(String key) {
        return parsed(key, text -> text).filter(text -> !text.isBlank());
    }

    /** The value parsed by {@code parser}, which throws for a bad one; empty if the text is empty. */
    <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return value(key, value -> {
            String text = scalar(value);
            return text.isBlank() ? Optional.empty() : Optional.of(parser.apply(text));
        });
    }

    <E extends Enum<E>> E constant(String key, Class<E> type) {
        return value(key, value -> {
            String text = scalar(value);
            return Names.find(type, text)
                    .orElseThrow(() ->
                            new InvalidInputException("found '" + text + "'; expected one of " + Names.all(type)));
        });
    }

    boolean flag(String key) {
        return value(key, value -> switch (scalar(value)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidInputException("found '" + scalar(value) + "'; expected true or false");
        });
    }

    int integer(String key) {
        return value(key, value -> wholeNumber(value, BigDecimal::intValueExact));
    }

    long count(String key) {
        return value(key, value -> wholeNumber(value, BigDecimal::longValueExact));
    }

    /** A list; a lone value is a list of one. */
    <T> List<T> list(String key, Function<String, T> parser) {
        return list(key, List::of, parser);
    }

    /** A list; a lone value is a list of what its commas separate. */
    <T> List<T> words(String key, Function<String, T> parser) {
        return list(key, lone -> Arrays.asList(lone.split(",")), parser);
    }

    private <T> List<T> list(String key, Function<String, List<String>> lone, Function<String, T> parser) {
        return value(key, value -> {
            List<?> items = value.unwrapped() instanceof List<?> list ? list : lone.apply(scalar(value));
            return items.stream()
                    .map(item -> parser.apply(String.valueOf(item)))
                    .toList();
        });
    }

    /** Notes that {@code key} has no value though the command needs one. */
    void missing(String key, String remedy) {
        problems.add(key + ": nothing given; " + remedy);
    }

    /** The record that {@code constructor} makes; problems that it finds are noted, and nothing is returned. */
    <T> Optional<T> record(Supplier<T> constructor) {
        try {
            return Optional.of(constructor.get());
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> {
                int colon = Math.max(0, problem.indexOf(':'));
                problems.add(problem + origin(problem.substring(0, colon)));
            });
            return Optional.empty();
        }
    }

    private String origin(String key) {
        return find(key).map(Origins::of).orElse("");
    }

    private <T> T value(String key, Function<ConfigValue, T> reader) {
        keysRead.add(key);
        Optional<ConfigValue> given = find(key);
        if (given.isPresent()) {
            try {
                return reader.apply(given.get());
            } catch (InvalidInputException e) {
                problems.add(key + ": " + e.getMessage() + Origins.of(given.get()));
            }
        }
        return reader.apply(reference.getValue(key));
    }

    private Optional<ConfigValue> find(String key) {
        return highestFirst.stream()
                .filter(layer -> layer.hasPath(key))
                .map(layer -> layer.getValue(key))
                .findFirst();
    }

    private static String scalar(ConfigValue value) {
        if (value instanceof ConfigObject || value.valueType() == ConfigValueType.LIST) {
            throw new InvalidInputException("found " + (value instanceof ConfigObject ? "a group of keys" : "a list")
                    + "; expected a single value");
        }
        return String.valueOf(value.unwrapped()).strip();
    }

    private static <T> T wholeNumber(ConfigValue value, Function<BigDecimal, T> exact) {
        String text = scalar(value);
        try {
            return exact.apply(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new InvalidInputException("found '" + text + "'; expected a whole number", e);
        } catch (ArithmeticException e) {
            throw new InvalidInputException("found " + text + "; expected a whole number of fewer digits", e);
        }
    }
}
