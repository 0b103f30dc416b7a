package io.weibosentiment.util;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A record as a text that is the same in every process for equal records, and another one for all others: all
 * components by name, however deep, those of sets and maps sorted.
 */
public final class CanonicalText {

    private CanonicalText() {}

    /** The text of {@code record}. */
    public static String of(Record record) {
        return text(record);
    }

    private static String text(Object value) {
        if (value instanceof Record record) {
            return record(record);
        }
        if (value instanceof Map<?, ?> map) {
            return "{"
                    + map.entrySet().stream()
                            .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                            .sorted()
                            .collect(Collectors.joining(","))
                    + "}";
        }
        if (value instanceof Set<?> set) {
            return "{" + set.stream().map(CanonicalText::text).sorted().collect(Collectors.joining(",")) + "}";
        }
        if (value instanceof List<?> list) {
            return "[" + list.stream().map(CanonicalText::text).collect(Collectors.joining(",")) + "]";
        }
        if (value instanceof Pattern pattern) {
            return pattern.flags() + ":" + quoted(pattern.pattern());
        }
        if (value instanceof Collection<?>) {
            throw new IllegalArgumentException("a " + value.getClass() + " has no order that is the same everywhere");
        }
        return quoted(value instanceof Enum<?> constant ? constant.name() : String.valueOf(value));
    }

    private static String quoted(String text) {
        return text.length() + "'" + text + "'";
    }

    private static String record(Record record) {
        StringBuilder text = new StringBuilder(record.getClass().getSimpleName()).append('(');
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                text.append(component.getName())
                        .append('=')
                        .append(text(component.getAccessor().invoke(record)))
                        .append(';');
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the record " + record.getClass() + " cannot be read", e);
            }
        }
        return text.append(')').toString();
    }
}
