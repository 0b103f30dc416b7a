package io.weibosentiment.model.bundle;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.JsonFile;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads members of a model.json that name a constant. */
final class JsonConstants {

    private JsonConstants() {}

    /** The constant of an enum that {@code key} names. */
    static <E extends Enum<E>> E read(JsonFile json, String key, E[] known) {
        String name = json.requireString(key);
        return Arrays.stream(known)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(json.file() + ": '" + key + "' is '" + name
                        + "'; expected one of "
                        + Arrays.stream(known).map(Enum::name).collect(Collectors.joining(", "))));
    }
}
