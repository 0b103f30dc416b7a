package io.weibosentiment.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names of enum constants as users write them: {@code HALF_MONTH} is {@code half-month}. */
public final class Names {

    private Names() {}

    /** The written name of {@code constant}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant written {@code name} (in any case), if there is one. */
    public static <E extends Enum<E>> Optional<E> find(Class<E> type, String name) {
        String wanted = name.strip();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equalsIgnoreCase(wanted))
                .findFirst();
    }

    /** All written names of {@code type}, for messages. */
    public static String all(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Names::of).collect(Collectors.joining(", "));
    }
}
