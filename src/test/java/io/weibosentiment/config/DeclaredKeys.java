package io.weibosentiment.config;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every key that is declared in a record of the configuration. */
public final class DeclaredKeys {

    private DeclaredKeys() {}

    /** All keys, group by group. */
    public static List<Key<?>> all() {
        return records(JobConfig.class)
                .flatMap(group -> Arrays.stream(group.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && Modifier.isPublic(field.getModifiers()))
                .flatMap(DeclaredKeys::keysIn)
                .toList();
    }

    /** {@code type} and the records of the configuration that are in it. */
    private static Stream<Class<?>> records(Class<?> type) {
        Stream<Class<?>> inner = Arrays.stream(type.getRecordComponents())
                .<Class<?>>map(component -> component.getType())
                .filter(Class::isRecord)
                .filter(component -> component.getPackage().equals(JobConfig.class.getPackage()))
                .flatMap(DeclaredKeys::records);
        return Stream.concat(Stream.of(type), inner);
    }

    private static Stream<Key<?>> keysIn(Field field) {
        try {
            Object value = field.get(null);
            Stream<?> values = value instanceof Map<?, ?> family ? family.values().stream() : Stream.of(value);
            return values.filter(Key.class::isInstance).<Key<?>>map(key -> (Key<?>) key);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
