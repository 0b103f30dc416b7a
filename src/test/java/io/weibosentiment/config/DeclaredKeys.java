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
        Stream<Class<?>> groups = Arrays.stream(JobConfig.class.getRecordComponents())
                .<Class<?>>map(component -> component.getType())
                .filter(Class::isRecord);
        return Stream.concat(Stream.of(JobConfig.class), groups)
                .flatMap(group -> Arrays.stream(group.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && Modifier.isPublic(field.getModifiers()))
                .flatMap(DeclaredKeys::keysIn)
                .toList();
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
