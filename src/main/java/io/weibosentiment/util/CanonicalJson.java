package io.weibosentiment.util;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form that is hashed, so that equal content has equal text for ever: no white space; the members of an
 * object by name, in the order of their UTF-16 units, as in RFC 8785; strings with {@code \"}, {@code \\} and
 * {@code \}{@code u00xx} for control characters escaped and nothing else; numbers whole, in decimal. A fraction has no
 * form of its own: write it as the string of {@link Double#toHexString}, which is exact.
 */
public final class CanonicalJson {

    private static final char FIRST_PRINTABLE = ' ';

    private CanonicalJson() {}

    /**
     * The canonical text of {@code json}.
     *
     * @throws IllegalArgumentException if it holds a number that is not whole
     */
    public static String of(JsonElement json) {
        StringBuilder text = new StringBuilder();
        write(json, text);
        return text.toString();
    }

    private static void write(JsonElement json, StringBuilder text) {
        if (json instanceof JsonObject object) {
            writeObject(object, text);
        } else if (json instanceof JsonArray array) {
            writeArray(array, text);
        } else if (json instanceof JsonPrimitive value && value.isString()) {
            writeString(value.getAsString(), text);
        } else if (json instanceof JsonPrimitive value && value.isNumber()) {
            text.append(whole(value.getAsNumber()));
        } else {
            text.append(json); // true, false, null
        }
    }

    private static void writeObject(JsonObject object, StringBuilder text) {
        String separator = "{";
        for (Map.Entry<String, JsonElement> member : new TreeMap<>(object.asMap()).entrySet()) {
            text.append(separator);
            writeString(member.getKey(), text);
            text.append(':');
            write(member.getValue(), text);
            separator = ",";
        }
        text.append(object.isEmpty() ? "{}" : "}");
    }

    private static void writeArray(JsonArray array, StringBuilder text) {
        text.append('[');
        for (Iterator<JsonElement> elements = array.iterator(); elements.hasNext(); ) {
            write(elements.next(), text);
            text.append(elements.hasNext() ? "," : "");
        }
        text.append(']');
    }

    private static void writeString(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static long whole(Number number) {
        long value = number.longValue();
        if (value != number.doubleValue()) {
            throw new IllegalArgumentException(
                    number + " is not whole; expected a fraction to be written as the string of Double.toHexString");
        }
        return value;
    }
}
