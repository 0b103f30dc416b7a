package io.weibosentiment.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weibosentiment.config.Field;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Reads JSON Lines: one object a line, which is a record, with further records in the layout's replies column. Blank
 * lines are no rows. Numbers are taken as they are written, so that long ids stay exact.
 */
final class JsonRows implements RecordParser {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_PROBLEM_CHARS = 200;
    /** The fields that a reply takes from the record that holds it, unless it has its own. */
    private static final Set<Field> INHERITED =
            Set.of(Field.POST_ID, Field.BLOGGER_ID, Field.POST_TIME, Field.POST_LIKES, Field.CRAWL_TIME);

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(SourceLine.MAX_BYTES)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final SourceFile file;
    private final RecordLayout layout;
    private final RecordMapper mapper;
    private final LineDecoder decoder;
    private final Set<String> inheritedColumns;

    JsonRows(SourceFile file, RecordLayout layout, RecordMapper mapper, LineDecoder decoder) {
        this.file = file;
        this.layout = layout;
        this.mapper = mapper;
        this.decoder = decoder;
        this.inheritedColumns = INHERITED.stream()
                .flatMap(field -> layout.columnsOf(field).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One object; {@code inherited} gives the columns of the record that holds it. */
    private record JsonRecord(SourceFile file, JsonNode node, Function<String, Optional<String>> inherited, String raw)
            implements SourceRecord {

        @Override
        public Optional<String> text(String name) {
            return member(node, name).map(JsonNode::asText).or(() -> inherited.apply(name));
        }
    }

    @Override
    public void read(LineQueue lines, Consumer<Row> rows) {
        SourceLine line = lines.peek(0).orElseThrow();
        lines.drop(1);
        Optional<String> text = line.isTooLong() ? Optional.empty() : decoder.decode(line);
        if (text.isEmpty()) {
            rows.accept(mapper.unusable(file, line, decoder));
            return;
        }
        if (text.get().isBlank()) {
            return;
        }
        try {
            JsonNode node = parse(text.get());
            addRecord(node, name -> Optional.empty(), text.get(), rows);
        } catch (JsonProcessingException e) {
            rows.accept(mapper.rejected(file, text.get(), RejectReason.MALFORMED, problem(e)));
        }
    }

    /** The JSON value that {@code text} is. */
    static JsonNode parse(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    /** The value at {@code name}: the member of that very name, else the one that its dots lead to. */
    private static Optional<JsonNode> member(JsonNode node, String name) {
        Optional<JsonNode> member = child(node, name);
        if (member.isEmpty() && name.indexOf('.') > 0) {
            member = Optional.of(node);
            for (String step : name.split("\\.", -1)) {
                member = member.flatMap(inner -> child(inner, step));
            }
        }
        return member.filter(value -> !value.isNull() && !isNotANumber(value));
    }

    private static Optional<JsonNode> child(JsonNode node, String name) {
        JsonNode child = node.get(name);
        if (child != null || !node.isObject()) {
            return Optional.ofNullable(child);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return Optional.of(member.getValue());
            }
        }
        return Optional.empty();
    }

    /** Python writes {@code NaN} for what is missing. */
    private static boolean isNotANumber(JsonNode value) {
        return value.isDouble() && Double.isNaN(value.doubleValue());
    }

    private void addRecord(
            JsonNode node, Function<String, Optional<String>> inherited, String raw, Consumer<Row> rows) {
        if (!node.isObject()) {
            rows.accept(mapper.rejected(file, raw, RejectReason.MALFORMED, "not a JSON object"));
            return;
        }
        SourceRecord record = new JsonRecord(file, node, inherited, raw);
        rows.accept(misshapen(node)
                .map(name -> mapper.rejected(
                        file,
                        raw,
                        RejectReason.MALFORMED,
                        "'" + name + "' is an object or array, expected a text or number"))
                .orElseGet(() -> mapper.map(record)));
        if (layout.text().replies().isEmpty()) {
            return;
        }
        Function<String, Optional<String>> passedOn =
                name -> inheritedColumns.contains(name) ? record.text(name) : Optional.empty();
        // Where there are no replies, crawlers write false, null or nothing.
        member(node, layout.text().replies())
                .filter(JsonNode::isArray)
                .ifPresent(replies -> replies.forEach(reply -> addRecord(reply, passedOn, reply.toString(), rows)));
    }

    /** The first column that a field would be read from and that holds no single value. */
    private Optional<String> misshapen(JsonNode node) {
        return layout.columns().values().stream()
                .flatMap(names -> names.stream()
                        .filter(name -> member(node, name).isPresent())
                        .limit(1))
                .filter(name ->
                        member(node, name).filter(JsonNode::isContainerNode).isPresent())
                .findFirst();
    }

    private static String problem(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message.length() > MAX_PROBLEM_CHARS ? message.substring(0, MAX_PROBLEM_CHARS) + "…" : message;
    }
}
