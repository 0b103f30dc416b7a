package io.weibosentiment.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The members that the objects at the beginning of a JSON file have, nested ones with dots, whether the file holds one
 * object a line, an array of them, or an array in an object that the site's interface or a crawler puts around it.
 */
final class JsonColumns {

    /** Arrays with these names hold records. */
    private static final Set<String> ENVELOPES = Set.of("data", "list", "weibo", "statuses", "comments", "tweets");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(SourceLine.MAX_BYTES)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Set<String> columns = new LinkedHashSet<>();

    private JsonColumns() {}

    /** The columns found in {@code lines}, the file's first, of which the last may be cut off. */
    static Set<String> in(List<String> lines) {
        JsonColumns found = new JsonColumns();
        found.addFrom(String.join("\n", lines));
        // A broken line ends what can be read in one go; those that begin an object stand for themselves.
        lines.stream().filter(line -> line.stripLeading().startsWith("{")).forEach(found::addFrom);
        return found.columns;
    }

    private void addFrom(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            addAll(parser);
        } catch (JsonProcessingException e) {
            // What comes before is enough; what is broken is rejected, and counted, when the file is read.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addAll(JsonParser parser) throws IOException {
        Deque<String> prefixes = new ArrayDeque<>();
        String prefix = "";
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case FIELD_NAME -> columns.add(prefix + parser.currentName());
                case START_OBJECT, START_ARRAY -> {
                    prefixes.push(prefix);
                    prefix = prefixInside(parser, token, prefix);
                }
                case END_OBJECT, END_ARRAY -> prefix = prefixes.pop();
                default -> {
                    // A value; its name is known already.
                }
            }
        }
    }

    /** In an array of records, members are named anew; in another array or object, after it. */
    private static String prefixInside(JsonParser parser, JsonToken token, String prefix) {
        String name = parser.getParsingContext().getParent().getCurrentName();
        if (name == null) {
            return prefix;
        }
        return token == JsonToken.START_ARRAY && ENVELOPES.contains(name) ? "" : prefix + name + ".";
    }
}
