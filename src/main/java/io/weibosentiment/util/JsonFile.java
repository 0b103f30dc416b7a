package io.weibosentiment.util;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A JSON object with the name of the file it came from, so that what is missing or of the wrong kind is named.
 *
 * @param file the file, for messages
 * @param json its content
 */
public record JsonFile(String file, JsonObject json) {

    public static JsonFile read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file));
    }

    public static JsonFile parse(String file, String text) {
        try {
            return new JsonFile(file, JsonParser.parseString(text).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            throw new InvalidInputException(file + " is not a JSON object; copy or download it again", e);
        }
    }

    private Optional<JsonElement> member(String key) {
        JsonElement value = json.get(key);
        return value == null || value.isJsonNull() ? Optional.empty() : Optional.of(value);
    }

    public Optional<String> string(String key) {
        return member(key).map(value -> {
            if (value.isJsonPrimitive()) {
                return value.getAsString();
            }
            throw wrong(key, "a string", value);
        });
    }

    public String requireString(String key) {
        return string(key).orElseThrow(() -> missing(key));
    }

    public Optional<Boolean> bool(String key) {
        return member(key).map(value -> {
            if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) {
                return value.getAsBoolean();
            }
            throw wrong(key, "true or false", value);
        });
    }

    public Optional<Double> number(String key) {
        return member(key).map(value -> {
            if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
                return value.getAsDouble();
            }
            throw wrong(key, "a number", value);
        });
    }

    /** A number. */
    public double requireNumber(String key) {
        return number(key).orElseThrow(() -> missing(key));
    }

    /** A whole number of at least one. */
    public int requirePositive(String key) {
        return requireWhole(key, 1);
    }

    /** A whole number of at least {@code least}. */
    public int requireWhole(String key, int least) {
        double value = requireNumber(key);
        if (value < least || value > Integer.MAX_VALUE || value != Math.rint(value)) {
            throw wrong(key, "a whole number of at least " + least, json.get(key));
        }
        return (int) value;
    }

    /** A list of strings. */
    public List<String> requireStrings(String key) {
        return list(key, "strings", value -> value.getAsJsonPrimitive().isString(), JsonElement::getAsString);
    }

    /** A list of whole numbers. */
    public List<Integer> requireIntegers(String key) {
        return list(key, "whole numbers", JsonFile::isWhole, JsonElement::getAsInt);
    }

    /** A list of numbers, as float32 holds them. */
    public List<Float> requireFloats(String key) {
        return list(key, "numbers", value -> value.getAsJsonPrimitive().isNumber(), JsonElement::getAsFloat);
    }

    /** A list of numbers. */
    public List<Double> requireDoubles(String key) {
        return list(key, "numbers", value -> value.getAsJsonPrimitive().isNumber(), JsonElement::getAsDouble);
    }

    private static boolean isWhole(JsonElement value) {
        return value.getAsJsonPrimitive().isNumber() && value.getAsDouble() == value.getAsInt();
    }

    private <T> List<T> list(
            String key, String elements, Predicate<JsonElement> isRight, Function<JsonElement, T> read) {
        JsonElement value = member(key).orElseThrow(() -> missing(key));
        if (!value.isJsonArray()
                || !value.getAsJsonArray().asList().stream()
                        .allMatch(element -> element.isJsonPrimitive() && isRight.test(element))) {
            throw wrong(key, "a list of " + elements, value);
        }
        return value.getAsJsonArray().asList().stream().map(read).toList();
    }

    /** A list of objects; empty if there is none. */
    public List<JsonFile> objects(String key) {
        JsonElement value = member(key).orElseGet(JsonArray::new);
        if (!value.isJsonArray() || !value.getAsJsonArray().asList().stream().allMatch(JsonElement::isJsonObject)) {
            throw wrong(key, "a list of objects", value);
        }
        return value.getAsJsonArray().asList().stream()
                .map(element -> new JsonFile(file + " (" + key + ")", element.getAsJsonObject()))
                .toList();
    }

    public Optional<JsonFile> object(String key) {
        return member(key).map(value -> {
            if (value.isJsonObject()) {
                return new JsonFile(file + " (" + key + ")", value.getAsJsonObject());
            }
            throw wrong(key, "an object", value);
        });
    }

    public JsonFile requireObject(String key) {
        return object(key).orElseThrow(() -> missing(key));
    }

    private InvalidInputException missing(String key) {
        return new InvalidInputException(
                file + " has no '" + key + "'; expected one, the file has " + String.join(", ", json.keySet()));
    }

    private InvalidInputException wrong(String key, String expected, JsonElement found) {
        return new InvalidInputException(file + ": '" + key + "' is " + found + "; expected " + expected);
    }
}
