package io.weibosentiment.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What values in JSON are to a reader of records. Numbers are taken as they are written, so that long ids stay exact,
 * but without the {@code .0} that pandas adds. The objects in which mongoexport wraps values ({@code $numberLong},
 * {@code $date}, {@code $oid} …) are what they wrap.
 */
final class JsonValues {

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(SourceLine.MAX_BYTES)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int MAX_PROBLEM_CHARS = 200;
    /** A number with more places is no count, no id and no time, and might be endless when written out. */
    private static final int MAX_PLACES = 400;

    private JsonValues() {}

    /** The JSON value that {@code text} is. */
    static JsonNode parse(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    /** What is wrong with a text that {@link #parse} did not take, without the text. */
    static String problem(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message.length() > MAX_PROBLEM_CHARS ? message.substring(0, MAX_PROBLEM_CHARS) + "…" : message;
    }

    /**
     * The value at {@code name}: the member of that very name, else the one that its dots lead to. Empty where it is
     * null, or {@code NaN}, which Python writes for what is missing.
     */
    static Optional<JsonNode> member(JsonNode node, String name) {
        JsonNode member = child(node, name);
        if (member == null && name.indexOf('.') > 0) {
            member = node;
            for (String step : name.split("\\.", -1)) {
                member = member == null ? null : child(member, step);
            }
        }
        if (member == null) {
            return Optional.empty();
        }
        JsonNode value = unwrapped(member);
        boolean isMissing = value.isNull() || value.isMissingNode() || (value.isDouble() && isNotANumber(value));
        return isMissing ? Optional.empty() : Optional.of(value);
    }

    private static boolean isNotANumber(JsonNode value) {
        return Double.isNaN(value.doubleValue());
    }

    private static JsonNode child(JsonNode node, String name) {
        JsonNode child = node.get(name);
        if (child != null || !node.isObject()) {
            return child;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return member.getValue();
            }
        }
        return null;
    }

    /** What MongoDB's Extended JSON wraps in an object with one member whose name begins with a dollar sign. */
    private static JsonNode unwrapped(JsonNode value) {
        if (!value.isObject() || value.size() != 1) {
            return value;
        }
        Map.Entry<String, JsonNode> only = value.properties().iterator().next();
        return switch (only.getKey()) {
            case "$oid", "$numberLong", "$numberInt", "$symbol", "$uuid" -> only.getValue();
            case "$numberDouble", "$numberDecimal" -> number(only.getValue());
            case "$date" -> date(unwrapped(only.getValue()));
            default -> value;
        };
    }

    private static JsonNode number(JsonNode written) {
        try {
            return JSON.readTree(written.asText());
        } catch (JsonProcessingException e) {
            // Not a number as JSON writes it; the field that it is for is read from the text, or found unreadable.
            return written;
        }
    }

    /** A date is a text that names its zone, or a number of milliseconds. */
    private static JsonNode date(JsonNode written) {
        String text = written.asText();
        boolean isNumber = !text.isEmpty()
                && text.length() < 18
                && text.chars().skip(text.startsWith("-") ? 1 : 0).allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber ? new POJONode(Instant.ofEpochMilli(Long.parseLong(text))) : written;
    }

    /** The text of {@code value}: of a list of single values those with commas between, of other ones their JSON. */
    static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBigDecimal()) {
            return plain(value.decimalValue());
        }
        if (value.isDouble()) {
            double number = value.doubleValue();
            return Double.isFinite(number) ? plain(new BigDecimal(Double.toString(number)), true) : value.asText();
        }
        return value.isContainerNode() ? list(value) : value.asText();
    }

    private static String list(JsonNode value) {
        if (!value.isArray()) {
            return value.toString();
        }
        StringJoiner list = new StringJoiner(",");
        for (JsonNode element : value) {
            JsonNode inner = unwrapped(element);
            list.add(inner.isContainerNode() ? inner.toString() : text(inner));
        }
        return list.toString();
    }

    /** A number written with an exponent stays so: of an id it shows the damage that a spreadsheet did. */
    private static String plain(BigDecimal number) {
        return plain(number, number.scale() > 0);
    }

    private static String plain(BigDecimal number, boolean withoutExponent) {
        if (!withoutExponent || Math.abs(number.scale()) > MAX_PLACES) {
            return number.toString();
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.toPlainString();
    }
}
