package io.weibosentiment.model.weights;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Finds members that a JSON object has twice: of two tensors of one name, readers take the one or the other. */
final class UniqueKeys {

    private UniqueKeys() {}

    /**
     * Looks through a file.
     *
     * @throws InvalidInputException if an object in it has a member twice, or it is no JSON
     */
    static void require(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            require(file, reader);
        }
    }

    /** Looks through a text of {@code file}. */
    static void require(Path file, String text) throws IOException {
        require(file, new StringReader(text));
    }

    private static void require(Path file, Reader text) throws IOException {
        Deque<Set<String>> open = new ArrayDeque<>();
        try (JsonReader json = new JsonReader(text)) {
            for (JsonToken token = json.peek(); token != JsonToken.END_DOCUMENT; token = json.peek()) {
                switch (token) {
                    case BEGIN_OBJECT -> {
                        json.beginObject();
                        open.push(new HashSet<>());
                    }
                    case END_OBJECT -> {
                        json.endObject();
                        open.pop();
                    }
                    case BEGIN_ARRAY -> json.beginArray();
                    case END_ARRAY -> json.endArray();
                    case NAME -> requireNew(file, open.element(), json.nextName());
                    default -> json.skipValue();
                }
            }
        } catch (com.google.gson.stream.MalformedJsonException | java.io.EOFException e) {
            throw new InvalidInputException(
                    file + " is not JSON of the expected form: " + e.getMessage() + "; copy or download it again", e);
        }
    }

    private static void requireNew(Path file, Set<String> names, String name) {
        if (!names.add(name)) {
            throw new InvalidInputException(file + " has '" + name
                    + "' twice, and readers differ on which of the two counts; expected it once: save the model again");
        }
    }
}
