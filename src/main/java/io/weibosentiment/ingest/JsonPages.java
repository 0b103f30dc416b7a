package io.weibosentiment.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.config.Field;
import io.weibosentiment.ingest.RecordLayout.TimeRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * Finds the records in a JSON value: the value itself, the elements of an array, or those of an array within an object
 * that is no record, as in an API's pages and in files that have a user's posts beside the user. An array holds records
 * if its objects have the layout's columns; what it is called does not matter.
 */
final class JsonPages {

    private static final int MAX_DEPTH = 4;
    private static final ObjectReader TREES =
            JsonValues.JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** What arrays of records are called; an object with an empty one of them is an empty page. */
    private static final Set<String> PAGES =
            Set.of("data", "weibo", "comments", "list", "statuses", "result", "results", "items", "records", "rows");

    private final SourceFile file;
    private final RecordRows records;
    private final ColumnListener columns;
    private final List<String> telling;
    private final List<String> alsoNeeded;

    JsonPages(SourceFile file, RecordLayout layout, RecordRows records, ColumnListener columns) {
        this.file = file;
        this.records = records;
        this.columns = columns;
        Field field = layout.kind().essential().stream()
                .filter(essential -> essential != Field.POST_ID)
                .findFirst()
                .orElse(Field.POST_ID);
        this.telling = layout.columnsOf(field);
        this.alsoNeeded =
                layout.ruleOf(Field.COMMENT_TIME) == TimeRule.NEEDED ? layout.columnsOf(Field.COMMENT_TIME) : List.of();
    }

    /**
     * An array of records within an object that is not whole.
     *
     * @param start where its first element is in the text
     * @param objects how many objects are open around it
     * @param around what these say, the outermost first
     */
    record Opening(int start, int objects, List<ObjectNode> around) {}

    /**
     * Gives the rows of the records in {@code value}.
     *
     * @param text {@code value} as the file has it
     */
    void add(JsonNode value, OptionalLong line, String text, Consumer<Row> rows) {
        add(new JsonRecord(file, line, value, Optional.of(text)), value, rows);
    }

    /** As {@link #add}, of a value within the objects that {@code opening} names. */
    void add(JsonNode value, OptionalLong line, String text, Opening opening, Consumer<Row> rows) {
        SourceRecord record = new JsonRecord(file, line, value, Optional.of(text));
        for (int i = opening.around().size() - 1; i >= 0; i--) {
            record = records.within(new JsonRecord(file, line, opening.around().get(i), Optional.empty()), record);
        }
        add(record, value, rows);
    }

    private void add(SourceRecord record, JsonNode value, Consumer<Row> rows) {
        if (value.isArray()) {
            value.forEach(element -> add(element(record, element), element, rows));
            return;
        }
        List<SourceRecord> found = new ArrayList<>();
        if (value.isObject() && !isRecord(value)) {
            find(record, value, 1, found);
            if (found.isEmpty() && isEmptyPage(value, 1)) {
                return;
            }
        }
        if (found.isEmpty()) {
            columns.found(() -> members(value, "", new LinkedHashSet<>()));
            records.add(record, rows);
        } else {
            found.forEach(one -> records.add(one, rows));
        }
    }

    private static SourceRecord element(SourceRecord around, JsonNode element) {
        return new JsonRecord(around.file(), around.line(), element, Optional.empty());
    }

    /** Gathers the elements of each array of records below {@code object}. */
    private void find(SourceRecord around, JsonNode object, int depth, List<SourceRecord> found) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            if (value.isArray() && !value.isEmpty() && isElement(value.get(0))) {
                columns.found(() -> members(value.get(0), "", new LinkedHashSet<>()));
                value.forEach(element -> found.add(records.within(around, element(around, element))));
            } else if (value.isObject() && depth < MAX_DEPTH) {
                find(records.within(around, element(around, value)), value, depth + 1, found);
            }
        }
    }

    private boolean isRecord(JsonNode object) {
        return has(object, telling);
    }

    private boolean isElement(JsonNode value) {
        return value.isObject() && isRecord(value) && (alsoNeeded.isEmpty() || has(value, alsoNeeded));
    }

    private static boolean has(JsonNode object, List<String> columns) {
        for (String column : columns) {
            if (JsonValues.member(object, column).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> members(JsonNode node, String prefix, Set<String> members) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            members.add(prefix + member.getKey());
            members(member.getValue(), prefix + member.getKey() + ".", members);
        }
        return members;
    }

    private static boolean isEmptyPage(JsonNode object, int depth) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            boolean isInner = value.isObject() && depth < MAX_DEPTH;
            boolean isEmpty = value.isContainerNode() && value.isEmpty();
            if (PAGES.contains(member.getKey()) && (isEmpty || (isInner && isEmptyPage(value, depth + 1)))) {
                return true;
            }
        }
        return false;
    }

    /** The first array of records in {@code text}, which begins with an object and need not be whole or right. */
    Optional<Opening> opening(String text) {
        try (JsonParser parser = JsonValues.JSON.createParser(text)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    ? opening(parser, JsonValues.JSON.createObjectNode(), List.of())
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            // What is wrong lies before any array of records.
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot be read", e);
        }
    }

    private Optional<Opening> opening(JsonParser parser, ObjectNode object, List<ObjectNode> outer) throws IOException {
        List<ObjectNode> around = new ArrayList<>(outer);
        around.add(object);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && !isRecord(object)) {
                int start = (int) parser.currentTokenLocation().getCharOffset() + 1;
                if (parser.nextToken() == JsonToken.START_OBJECT && isElement(TREES.readTree(parser))) {
                    return Optional.of(new Opening(start, around.size(), around));
                }
                skipArray(parser);
            } else if (value == JsonToken.START_OBJECT && around.size() < MAX_DEPTH) {
                Optional<Opening> inner = opening(parser, object.putObject(name), around);
                if (inner.isPresent()) {
                    return inner;
                }
            } else {
                object.set(name, (JsonNode) TREES.readTree(parser));
            }
        }
        return Optional.empty();
    }

    private static void skipArray(JsonParser parser) throws IOException {
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            parser.skipChildren();
        }
    }
}
