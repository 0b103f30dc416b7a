package io.weibosentiment.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run read, did and wrote, as the JSON file that stands beside its tables. */
public final class RunManifest {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, Object> sections = new LinkedHashMap<>();

    /** Adds a section; sections keep the order they were added in. Values are strings, numbers, maps and lists. */
    public RunManifest with(String section, Object value) {
        sections.put(section, value);
        return this;
    }

    /** The manifest as a JSON tree, as it is now. */
    public JsonNode tree() {
        return JSON.valueToTree(sections);
    }

    /** The manifest as JSON text. */
    public String json() {
        try {
            return JSON.writeValueAsString(sections) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the manifest holds a value that is not JSON", e);
        }
    }
}
