package io.weibosentiment.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.weibosentiment.InvalidInputException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One key of the configuration, declared once: its name, how a value is read, checked and written, and the command-line
 * option that sets it. Its default is in {@code conf/reference.conf}.
 *
 * @param <T> the type of its value
 */
public final class Key<T> {

    /** The shape of a value, on the command line as in a file. */
    public enum Form {
        SINGLE,
        SWITCH,
        LIST,
        COMMA_SEPARATED
    }

    /**
     * The command-line option of a key.
     *
     * @param name such as {@code --window}
     * @param label the name of its value in help texts, such as {@code SPEC}; empty for a switch
     * @param description what it is for, without its default
     */
    public record Flag(String name, String label, String description) {}

    /** The values of all keys. */
    public interface Values {
        <T> T get(Key<T> key);
    }

    /** Reads a value, which may depend on those of other keys; throws {@link InvalidInputException} for a bad one. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ConfigValue given, Values others);
    }

    private final String name;
    private final Form form;
    private final Reader<T> reader;
    private final Function<T, Object> writer;
    private final Optional<Flag> flag;

    private Key(String name, Form form, Reader<T> reader, Function<T, Object> writer, Optional<Flag> flag) {
        this.name = name;
        this.form = form;
        this.reader = reader;
        this.writer = writer;
        this.flag = flag;
    }

    /** Begins the declaration of the key with the dotted {@code name}. */
    static Untyped key(String name) {
        return new Untyped(name);
    }

    /** The dotted name. */
    public String name() {
        return name;
    }

    public Form form() {
        return form;
    }

    /** The option that sets it, if there is one. */
    public Optional<Flag> flag() {
        return flag;
    }

    /** This key set to {@code value}, a text or a list of texts, by its option. */
    public Setting set(Object value) {
        return new Setting(name, value, flag.map(Flag::name).orElse(name));
    }

    /** The problem that nothing is given for this key though something is needed. */
    public String missing() {
        String option =
                flag.map(given -> given.name() + " " + given.label() + ", or ").orElse("");
        return name + ": nothing given; expected " + option + name + " in a file";
    }

    @Override
    public String toString() {
        return name;
    }

    /** The value that {@code given} stands for. */
    T read(ConfigValue given, Values others) {
        return reader.read(given, others);
    }

    /** {@code value} as it can be given again: text, number, boolean or list of texts. */
    Object written(T value) {
        return writer.apply(value);
    }

    /** With the option {@code option} that takes a value called {@code label}. */
    Key<T> flag(String option, String label, String description) {
        return new Key<>(name, form, reader, writer, Optional.of(new Flag(option, label, description)));
    }

    /** With the option {@code option} that sets it to true. */
    Key<T> flag(String option, String description) {
        return flag(option, "", description);
    }

    /** With one more rule; {@code found} says what breaks it. */
    Key<T> require(Predicate<T> rule, Function<T, String> found, String expected) {
        Reader<T> checked = (given, others) -> {
            T value = reader.read(given, others);
            if (!rule.test(value)) {
                throw new InvalidInputException("found " + found.apply(value) + "; expected " + expected);
            }
            return value;
        };
        return new Key<>(name, form, checked, writer, flag);
    }

    /** The key that {@code declaration} gives each of {@code fields}. */
    static <T> Map<Field, Key<T>> perField(List<Field> fields, Function<Field, Key<T>> declaration) {
        Map<Field, Key<T>> keys = new EnumMap<>(Field.class);
        fields.forEach(field -> keys.put(field, declaration.apply(field)));
        return Collections.unmodifiableMap(keys);
    }

    /** The fields whose keys are set, with their values. */
    static <T> Map<Field, T> given(Map<Field, Key<Optional<T>>> keys, Key.Values values) {
        Map<Field, T> given = new EnumMap<>(Field.class);
        keys.forEach((field, key) -> values.get(key).ifPresent(value -> given.put(field, value)));
        return given;
    }

    private static String single(ConfigValue value) {
        if (value instanceof ConfigObject || value.valueType() == ConfigValueType.LIST) {
            throw new InvalidInputException("found " + (value instanceof ConfigObject ? "a group of keys" : "a list")
                    + "; expected a single value");
        }
        return String.valueOf(value.unwrapped()).strip();
    }

    /**
     * A key whose type is yet to be declared.
     *
     * @param name the dotted name
     */
    record Untyped(String name) {

        Key<String> text() {
            return parsed(text -> text, text -> text);
        }

        /** A text; an empty one is none. */
        Key<Optional<String>> optionalText() {
            return optional(text -> text, text -> text);
        }

        Key<Boolean> trueOrFalse() {
            return of(Form.SWITCH, (given, others) -> ValueParsers.trueOrFalse(single(given)), value -> value);
        }

        WholeNumber<Integer> integer() {
            return wholeNumber(ValueParsers::integer);
        }

        WholeNumber<Long> longInteger() {
            return wholeNumber(ValueParsers::longInteger);
        }

        /** A constant of {@code type}, by its written name. */
        <E extends Enum<E>> Key<E> oneOf(Class<E> type) {
            return parsed(text -> ValueParsers.constant(type, text), Names::of);
        }

        /** One of {@code texts}, in lower case. */
        Key<String> oneOf(List<String> texts) {
            return text().require(texts::contains, text -> "'" + text + "'", "one of " + String.join(", ", texts));
        }

        /** What {@code parser} makes of a text. */
        <T> Key<T> parsed(Function<String, T> parser, Function<T, String> writer) {
            return of(Form.SINGLE, (given, others) -> parser.apply(single(given)), writer::apply);
        }

        /** What {@code parser} makes of a text; an empty one is none. */
        <T> Key<Optional<T>> optional(Function<String, T> parser, Function<T, String> writer) {
            return optional((text, others) -> parser.apply(text), writer);
        }

        /** What {@code parser} makes of a text and the value of {@code other}; an empty one is none. */
        <T, U> Key<Optional<T>> optional(Key<U> other, BiFunction<String, U, T> parser, Function<T, String> writer) {
            return optional((text, others) -> parser.apply(text, others.get(other)), writer);
        }

        /** A list of texts; a single text is a list of one. */
        Key<List<String>> list() {
            return list(Form.LIST, List::of, text -> text, text -> text);
        }

        /** As {@link #list()}, of texts that are not blank; {@code blank} names one that is. */
        Key<List<String>> listOf(String expected, String blank) {
            return list().require(texts -> texts.stream().noneMatch(String::isBlank), texts -> blank, expected);
        }

        /** A list of what {@code parser} makes of a text; a single text is split at its commas. */
        <T> Key<List<T>> commaSeparated(Function<String, T> parser, Function<T, String> writer) {
            return list(Form.COMMA_SEPARATED, text -> Arrays.asList(text.split(",")), parser, writer);
        }

        private <N extends Comparable<N>> WholeNumber<N> wholeNumber(Function<String, N> parser) {
            Key<N> key = of(Form.SINGLE, (given, others) -> parser.apply(single(given)), number -> number);
            return new WholeNumber<>(key);
        }

        private <T> Key<Optional<T>> optional(BiFunction<String, Values, T> parser, Function<T, String> writer) {
            return of(
                    Form.SINGLE,
                    (given, others) -> {
                        String text = single(given);
                        return text.isBlank() ? Optional.empty() : Optional.of(parser.apply(text, others));
                    },
                    value -> value.map(writer).orElse(""));
        }

        private <T> Key<List<T>> list(
                Form form,
                Function<String, List<String>> split,
                Function<String, T> parser,
                Function<T, String> writer) {
            return of(
                    form,
                    (given, others) -> {
                        List<?> items = given.unwrapped() instanceof List<?> list ? list : split.apply(single(given));
                        return items.stream()
                                .map(item -> parser.apply(String.valueOf(item)))
                                .toList();
                    },
                    values -> values.stream().map(writer).toList());
        }

        private <T> Key<T> of(Form form, Reader<T> reader, Function<T, Object> writer) {
            return new Key<>(name, form, reader, writer, Optional.empty());
        }
    }

    /**
     * A key of a whole number whose bounds are yet to be declared.
     *
     * @param unbounded the key without bounds
     */
    record WholeNumber<N extends Comparable<N>>(Key<N> unbounded) {

        Key<N> atLeast(N least) {
            return require(number -> number.compareTo(least) >= 0, "at least " + least);
        }

        Key<N> atLeast(N least, String unit) {
            return require(number -> number.compareTo(least) >= 0, "at least " + least + " " + unit);
        }

        Key<N> between(N least, N most, String unit) {
            return require(
                    number -> number.compareTo(least) >= 0 && number.compareTo(most) <= 0,
                    least + " to " + most + " " + unit);
        }

        Key<N> require(Predicate<N> rule, String expected) {
            return unbounded.require(rule, String::valueOf, expected);
        }
    }
}
