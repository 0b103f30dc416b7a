package io.weibosentiment.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.Attempt;
import io.weibosentiment.InvalidInputException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a run read, did and wrote: {@code manifest.json} beside its tables, written as the last file of the run.
 *
 * @param run the run's id
 * @param command the command, such as {@code score}
 * @param software the version of each software by its name
 * @param application the attempt at an application that the run was
 * @param configuration every key with its value: text, number, boolean or list of texts
 * @param facts what the steps report, by section
 * @param started when the run began
 * @param finished when its tables were complete
 * @param seconds what each step took
 * @param tables the rows of each table
 * @param paths each table's folder, relative to the output folder
 */
public record RunManifest(
        String run,
        String command,
        Map<String, String> software,
        Attempt application,
        Map<String, Object> configuration,
        Facts facts,
        Instant started,
        Instant finished,
        Map<String, Double> seconds,
        Map<String, Long> tables,
        Map<String, String> paths) {

    /** The version of the layout; manifests without a number, of 0.1.0, are of the first. */
    static final int FORMAT = 1;

    private static final String FORMAT_KEY = "format";
    private static final String RUN = "run";
    private static final String COMMAND = "command";
    private static final String SOFTWARE = "software";
    private static final String APPLICATION = "application";
    private static final String POLICY = "policy";
    private static final String CONFIGURED_POLICY = "policy";
    private static final String ZONE = "zone";
    private static final String CONFIGURED_ZONE = "aggregate.zone";
    private static final String CONFIGURATION = "configuration";
    private static final String STARTED = "started";
    private static final String FINISHED = "finished";
    private static final String SECONDS = "seconds";
    private static final String TABLES = "tables";
    private static final String PATHS = "paths";
    private static final Set<String> OWN = Set.of(
            FORMAT_KEY, RUN, COMMAND, SOFTWARE, APPLICATION, CONFIGURATION, STARTED, FINISHED, SECONDS, TABLES, PATHS);

    private static final String EXPECTED =
            "; expected the manifest of a finished run: roll back to another run, or delete this one's folder";

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    public RunManifest {
        software = ordered(software);
        configuration = ordered(configuration);
        seconds = ordered(seconds);
        tables = ordered(tables);
        paths = ordered(paths);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * What the steps of a run report: records, whose components are the keys of a section in snake case. A section may
     * have several records, as long as their components differ.
     *
     * @param sections the sections in the order they were first added
     */
    public record Facts(Map<String, ObjectNode> sections) {

        public Facts {
            sections = ordered(sections);
        }

        /** No facts. */
        public static Facts none() {
            return new Facts(Map.of());
        }

        /** These facts and {@code record}, which replaces what the section has under the same keys. */
        public Facts with(String section, Record record) {
            Map<String, ObjectNode> more = new LinkedHashMap<>(sections);
            ObjectNode merged = more.containsKey(section) ? more.get(section).deepCopy() : JSON.createObjectNode();
            merged.setAll(JSON.<ObjectNode>valueToTree(record));
            more.put(section, merged);
            return new Facts(more);
        }

        /** The record of {@code type} that a section holds; empty if there is no such section. */
        public <T extends Record> Optional<T> get(String section, Class<T> type) {
            return Optional.ofNullable(sections.get(section)).map(found -> JSON.convertValue(found, type));
        }

        /** A section's keys with their values; none if there is no such section. */
        public JsonNode section(String section) {
            return sections.containsKey(section) ? sections.get(section) : JSON.createObjectNode();
        }
    }

    /** The manifest as JSON text. */
    public String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put(FORMAT_KEY, FORMAT).put(RUN, run).put(COMMAND, command);
        json.set(SOFTWARE, JSON.valueToTree(software));
        json.putObject(APPLICATION).put("id", application.application()).put("attempt", application.number());
        copy(CONFIGURED_POLICY, POLICY, json);
        copy(CONFIGURED_ZONE, ZONE, json);
        json.set(CONFIGURATION, JSON.valueToTree(configuration));
        facts.sections().forEach(json::set);
        json.put(STARTED, started.toString()).put(FINISHED, finished.toString());
        json.set(SECONDS, JSON.valueToTree(seconds));
        json.set(TABLES, JSON.valueToTree(tables));
        json.set(PATHS, JSON.valueToTree(paths));
        try {
            return JSON.writeValueAsString(json) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /** Puts a key of the configuration where readers of the manifest look for it. */
    private void copy(String configured, String key, ObjectNode json) {
        if (configuration.containsKey(configured)) {
            json.set(key, JSON.valueToTree(configuration.get(configured)));
        }
    }

    /**
     * Reads a manifest that this version or an earlier one wrote.
     *
     * @param file what it was read from, for messages
     * @throws InvalidInputException if it is not one, or was written by a newer version
     */
    static RunManifest parse(String file, String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(file + " is not JSON" + EXPECTED, e);
        }
        for (String key : List.of(RUN, STARTED, FINISHED)) {
            if (!json.path(key).isTextual()) {
                throw new InvalidInputException(file + " has no '" + key + "'" + EXPECTED);
            }
        }
        int format = json.path(FORMAT_KEY).asInt(FORMAT);
        if (format > FORMAT) {
            throw new InvalidInputException(file + " has format " + format + "; this version reads up to format "
                    + FORMAT + ": use the version of weibo-sentiment that wrote it, or a newer one");
        }
        return new RunManifest(
                json.path(RUN).asText(),
                json.path(COMMAND).asText(),
                texts(json.path(SOFTWARE)),
                new Attempt(
                        json.path(APPLICATION).path("id").asText(),
                        json.path(APPLICATION).path("attempt").asInt()),
                configuration(json.path(CONFIGURATION)),
                facts(json),
                time(json.path(STARTED)),
                time(json.path(FINISHED)),
                map(json.path(SECONDS), JsonNode::asDouble),
                map(json.path(TABLES), JsonNode::asLong),
                texts(json.path(PATHS)));
    }

    private static Facts facts(JsonNode json) {
        Map<String, ObjectNode> sections = new LinkedHashMap<>();
        json.properties().forEach(member -> {
            if (!OWN.contains(member.getKey()) && member.getValue() instanceof ObjectNode section) {
                sections.put(member.getKey(), section);
            }
        });
        return new Facts(sections);
    }

    private static Map<String, Object> configuration(JsonNode json) {
        return map(json, value -> JSON.convertValue(value, Object.class));
    }

    private static Map<String, String> texts(JsonNode json) {
        return map(json, JsonNode::asText);
    }

    private static <V> Map<String, V> map(JsonNode json, Function<JsonNode, V> value) {
        Map<String, V> map = new LinkedHashMap<>();
        json.properties().forEach(member -> map.put(member.getKey(), value.apply(member.getValue())));
        return map;
    }

    private static Instant time(JsonNode json) {
        return Instant.parse(json.asText());
    }
}
