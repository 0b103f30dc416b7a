package io.weibosentiment.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import io.weibosentiment.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The values of keys in layered configurations; for a bad value, which is noted, the reference file's is used. */
final class LayeredValues implements Key.Values {

    private final List<Config> highestFirst;
    private final Config reference;
    private final Map<Key<?>, Object> values = new HashMap<>();
    private final TreeMap<String, Object> written = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /** {@code highestFirst} are the layers above {@code reference}, which must hold a good value of every key. */
    LayeredValues(List<Config> highestFirst, Config reference) {
        this.highestFirst = List.copyOf(highestFirst);
        this.reference = reference;
    }

    @Override
    @SuppressWarnings("unchecked") // only put there by this method
    public <T> T get(Key<T> key) {
        if (!values.containsKey(key)) {
            T value = read(key);
            values.put(key, value);
            written.put(key.name(), key.written(value));
        }
        return (T) values.get(key);
    }

    private <T> T read(Key<T> key) {
        Optional<ConfigValue> given = find(key.name());
        if (given.isPresent()) {
            try {
                return key.read(given.get(), this);
            } catch (InvalidInputException e) {
                problems.add(key + ": " + e.getMessage() + Origins.of(given.get()));
            }
        }
        return key.read(reference.getValue(key.name()), this);
    }

    /**
     * The group of settings that {@code maker} makes of these values; if it finds that they do not go together, that is
     * noted, and the group is made of the reference file's values.
     */
    <G> G group(Function<Key.Values, G> maker) {
        try {
            return maker.apply(this);
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(problem + origin(problem)));
            return maker.apply(new LayeredValues(List.of(), reference));
        }
    }

    /** Notes a problem with {@code key} if its value is empty. */
    void need(Key<?> key) {
        get(key);
        Object value = written.get(key.name());
        if (value.equals("") || value.equals(List.of())) {
            problems.add(key.missing());
        }
    }

    /** The values read so far as they can be given again, by their keys' names. */
    SortedMap<String, Object> written() {
        return Collections.unmodifiableSortedMap(written);
    }

    /** What is wrong with the values read so far. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Where the value of the key came from with which {@code problem} begins. */
    private String origin(String problem) {
        int colon = problem.indexOf(':');
        return colon < 0
                ? ""
                : find(problem.substring(0, colon)).map(Origins::of).orElse("");
    }

    private Optional<ConfigValue> find(String key) {
        return highestFirst.stream()
                .filter(layer -> layer.hasPath(key))
                .map(layer -> layer.getValue(key))
                .findFirst();
    }
}
