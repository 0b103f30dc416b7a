package io.weibosentiment.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What the folder of a fingerprint says of itself, in its file {@value #FILE}.
 *
 * @param fingerprint what the scores depend on
 * @param bundle the model bundle's name when it was last used
 * @param lastUsed when a run last used it
 */
record StoreFacts(Fingerprint fingerprint, String bundle, Instant lastUsed) {

    /** The format of the folder. A file without a number has format 1. */
    static final int FORMAT = 1;

    private static final String FILE = "_fingerprint.json";
    private static final String GRAPH = "graph";
    private static final String TEXT_KEYS = "text_keys";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads what {@code folder} says; empty if it says nothing.
     *
     * @throws InvalidInputException if a newer version wrote it in a format that this one does not know
     */
    static Optional<StoreFacts> read(FileSystem files, Path folder) throws IOException {
        Path file = new Path(folder, FILE);
        try {
            JsonNode json = JSON.readTree(new AtomicFile(files, file).read());
            int format = json.path("format").asInt(FORMAT);
            if (format > FORMAT) {
                throw new InvalidInputException("the score store's " + file + " has format " + format
                        + "; this version reads formats up to " + FORMAT
                        + ": use a newer version of weibo-sentiment, or give another folder with scoring.store");
            }
            return Optional.of(of(json));
        } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static StoreFacts of(JsonNode json) {
        Fingerprint fingerprint = new Fingerprint(
                json.path("model").asText(),
                json.path("precision").asText(),
                json.path("max_tokens").asInt(),
                json.has(GRAPH) ? OptionalInt.of(json.path(GRAPH).asInt()) : OptionalInt.empty(),
                json.path(TEXT_KEYS).asText());
        return new StoreFacts(
                fingerprint,
                json.path("bundle").asText(),
                Instant.parse(json.path("last_used").asText(Instant.EPOCH.toString())));
    }

    /** What is known of a folder that says nothing. */
    static StoreFacts unknown() {
        return new StoreFacts(new Fingerprint("", "", 0, OptionalInt.empty(), ""), "", Instant.EPOCH);
    }

    void write(FileSystem files, Path folder) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("model", fingerprint.model())
                .put("precision", fingerprint.precision())
                .put("max_tokens", fingerprint.maxTokens());
        fingerprint.graph().ifPresent(version -> json.put(GRAPH, version));
        if (!fingerprint.textKeys().isEmpty()) {
            json.put(TEXT_KEYS, fingerprint.textKeys());
        }
        json.put("bundle", bundle).put("last_used", lastUsed.toString());
        new AtomicFile(files, new Path(folder, FILE)).replace(json.toPrettyString() + System.lineSeparator());
    }
}
