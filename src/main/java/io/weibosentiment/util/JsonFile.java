package io.weibosentiment.util;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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

    /** A whole number of at least one. */
    public int requirePositive(String key) {
        double value = number(key).orElseThrow(() -> missing(key));
        if (value < 1 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
            throw wrong(key, "a whole number of at least 1", json.get(key));
        }
        return (int) value;
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
