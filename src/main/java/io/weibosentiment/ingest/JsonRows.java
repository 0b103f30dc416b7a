package io.weibosentiment.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * Reads JSON of which every line is a value of its own: JSON Lines, and arrays with an element a line, the commas and
 * brackets between them being passed over. Blank lines are no rows.
 */
final class JsonRows implements RecordParser {

    private static final String BETWEEN = "[],\u001e";
    private static final int LONGEST_BRACKETS = 16;

    private final SourceFile file;
    private final RecordMapper mapper;
    private final JsonPages pages;
    private final LineQueue lines;
    private final LineDecoder decoder;
    private final Closeable source;

    /**
     * Lines.
     *
     * @param source closed with this
     */
    JsonRows(
            SourceFile file,
            RecordMapper mapper,
            JsonPages pages,
            LineQueue lines,
            LineDecoder decoder,
            Closeable source) {
        this.file = file;
        this.mapper = mapper;
        this.pages = pages;
        this.lines = lines;
        this.decoder = decoder;
        this.source = source;
    }

    /**
     * Whether {@code head}, with which a file begins, shows that its lines are values of their own. A file of one line
     * may hold any number of records.
     */
    static boolean areIn(String head) {
        Optional<String> first = Optional.empty();
        int start = 0;
        for (int end = head.indexOf('\n'); start < head.length(); end = head.indexOf('\n', start)) {
            if (end < 0) {
                end = head.length();
            }
            String line = trimmed(head.substring(start, end));
            start = end + 1;
            String value = withoutBrackets(line);
            if (value.isEmpty()) {
                continue;
            }
            if (first.isPresent()) {
                return isValue(first.get()) || (isClosed(withoutBrackets(first.get())) && value.startsWith("{"));
            }
            first = Optional.of(line);
        }
        return first.isEmpty();
    }

    private static String trimmed(String line) {
        return line.replace(Encodings.BYTE_ORDER_MARK, "").strip();
    }

    /** Whether {@code line} is a value by itself, or no JSON at all. */
    private static boolean isValue(String line) {
        return isJson(withoutBrackets(line)) || isJson(line) || (line.charAt(0) != '{' && line.charAt(0) != '[');
    }

    private static boolean isClosed(String value) {
        return value.startsWith("{") && value.endsWith("}");
    }

    private static boolean isJson(String text) {
        return parsed(text).isPresent();
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(JsonValues.parse(text)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException e) {
            // It may be a part of a value that goes on in the next line.
            return Optional.empty();
        }
    }

    @Override
    public boolean read(Consumer<Row> rows) throws IOException {
        Optional<SourceLine> next = lines.peek(0);
        if (next.isEmpty()) {
            return false;
        }
        lines.drop(1);
        SourceLine line = next.get();
        Optional<String> text = line.isTooLong() ? Optional.empty() : decoder.decode(line);
        if (text.isEmpty()) {
            rows.accept(mapper.unusable(file, line, decoder));
        } else if (!text.get().isBlank()) {
            read(line, text.get(), rows);
        }
        return true;
    }

    private void read(SourceLine line, String text, Consumer<Row> rows) {
        boolean hasComma = text.charAt(text.length() - 1) == ',';
        try {
            JsonNode value = JsonValues.parse(hasComma ? text.substring(0, text.length() - 1) : text);
            if (!value.isMissingNode()) {
                pages.add(value, line.number(), text, rows);
            }
        } catch (JsonProcessingException e) {
            String value = withoutBrackets(text.strip());
            Optional<JsonNode> element = value.equals(text) ? Optional.empty() : parsed(value);
            if (element.isPresent()) {
                pages.add(element.get(), line.number(), value, rows);
            } else if (!value.isEmpty() || text.length() > LONGEST_BRACKETS) {
                rows.accept(mapper.rejected(file, line.number(), text, RejectReason.MALFORMED, JsonValues.problem(e)));
            }
        }
    }

    /** What a line of an array holds besides the array's own brackets and commas. */
    private static String withoutBrackets(String line) {
        int start = 0;
        int end = line.length();
        while (start < end && isBetween(line.charAt(start))) {
            start++;
        }
        while (end > start && isBetween(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end);
    }

    private static boolean isBetween(char c) {
        return BETWEEN.indexOf(c) >= 0 || Character.isWhitespace(c);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
