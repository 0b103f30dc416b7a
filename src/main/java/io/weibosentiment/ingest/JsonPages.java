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
    private final List<String> ids;
    private final String replies;

    JsonPages(SourceFile file, RecordLayout layout, RecordRows records, ColumnListener columns) {
        this.file = file;
        this.records = records;
        this.columns = columns;
        Field field = layout.kind().essential().stream()
                .filter(essential -> essential != Field.POST_ID)
                .findFirst()
                .orElse(Field.POST_ID);
        this.telling = layout.columnsOf(field);
        this.ids = layout.columnsOf(Field.COMMENT_ID);
        this.replies = layout.text().replies();
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
        List<Found> found = new ArrayList<>();
        if (value.isObject() && !isRecord(value)) {
            find(record, value, 1, found);
            if (found.isEmpty() && isEmptyPage(value, 1)) {
                return;
            }
        }
        if (found.isEmpty()) {
            columns.found(() -> members(value, "", new LinkedHashSet<>()));
            addWithInner(record, value, rows);
        } else {
            found.forEach(one -> addWithInner(one.record(), one.value(), rows));
        }
    }

    /**
     * Adds {@code record} with the comments in arrays within it, but for those that {@link RecordRows} knows to be
     * replies. If these have ids and it has none, it is the post that they are on.
     */
    private void addWithInner(SourceRecord record, JsonNode value, Consumer<Row> rows) {
        List<Found> inner = new ArrayList<>();
        if (!alsoNeeded.isEmpty() && value.isObject()) {
            find(record, value, 1, inner);
        }
        boolean isPost = !hasId(record) && inner.stream().anyMatch(one -> hasId(one.record()));
        if (isPost) {
            rows.accept(records.malformed(record, "no comment: it has no comment's id, and those within it have"));
        } else {
            records.add(record, rows);
        }
        inner.forEach(one -> addWithInner(one.record(), one.value(), rows));
    }

    private boolean areReplies(JsonNode object, String name) {
        return name.equalsIgnoreCase(replies) && isRecord(object);
    }

    private boolean hasId(SourceRecord record) {
        return ids.stream()
                .anyMatch(name -> record.text(name).filter(id -> !id.isBlank()).isPresent());
    }

    private static SourceRecord element(SourceRecord around, JsonNode element) {
        return new JsonRecord(around.file(), around.line(), element, Optional.empty());
    }

    /** A record within another value. */
    private record Found(SourceRecord record, JsonNode value) {}

    /** Gathers the elements of each array of records below {@code object}. */
    private void find(SourceRecord around, JsonNode object, int depth, List<Found> found) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            if (value.isArray() && !areReplies(object, member.getKey())) {
                Optional<JsonNode> first = firstElement(value);
                if (first.isEmpty()) {
                    findInElements(around, value, depth, found);
                    continue;
                }
                columns.found(() -> members(first.get(), "", new LinkedHashSet<>()));
                value.forEach(element ->
                        found.add(new Found(records.within(around, element(around, element)), element)));
            } else if (value.isObject() && depth < MAX_DEPTH) {
                find(records.within(around, element(around, value)), value, depth + 1, found);
            }
        }
    }

    /**
     * Of comments, an array may also hold pages: where a record has a text and a time, nothing else is taken for one.
     */
    private void findInElements(SourceRecord around, JsonNode array, int depth, List<Found> found) {
        if (alsoNeeded.isEmpty() || depth >= MAX_DEPTH) {
            return;
        }
        for (JsonNode element : array) {
            if (element.isObject()) {
                find(records.within(around, element(around, element)), element, depth + 1, found);
            }
        }
    }

    /** The first record in {@code array}; others than records, such as advertisements, may stand before it. */
    private Optional<JsonNode> firstElement(JsonNode array) {
        for (JsonNode element : array) {
            if (isElement(element)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
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
                if (holdsRecord(parser)) {
                    return Optional.of(new Opening(start, around.size(), around));
                }
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

    /** Goes through an array up to its first record, or to its end if it has none. */
    private boolean holdsRecord(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT && isElement(TREES.readTree(parser))) {
                return true;
            }
            if (token == JsonToken.START_ARRAY) {
                parser.skipChildren();
            }
        }
        return false;
    }
}
