package io.weibosentiment.config;

import io.weibosentiment.InvalidInputException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Values from texts; each throws {@link InvalidInputException} with what was found and what was expected. */
final class ValueParsers {

    private static final List<String> ENCODINGS = List.of("utf-8", "gbk", "gb18030");
    /** Other names under which files of these encodings are known: of Python, Windows and older standards. */
    private static final Map<String, String> OTHER_ENCODINGS = Map.of(
            "utf8", "utf-8", "utf-8-sig", "utf-8", "gb2312", "gbk", "cp936", "gbk", "ms936", "gbk", "936", "gbk");

    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    private ValueParsers() {}

    static boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidInputException("found '" + text + "'; expected true or false");
        };
    }

    static double number(String text) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw new InvalidInputException("found '" + text + "'; expected a number", e);
        }
    }

    static int integer(String text) {
        return wholeNumber(text, BigDecimal::intValueExact);
    }

    static long longInteger(String text) {
        return wholeNumber(text, BigDecimal::longValueExact);
    }

    private static <N> N wholeNumber(String text, Function<BigDecimal, N> exact) {
        try {
            return exact.apply(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new InvalidInputException("found '" + text + "'; expected a whole number", e);
        } catch (ArithmeticException e) {
            throw new InvalidInputException("found " + text + "; expected a whole number of fewer digits", e);
        }
    }

    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Names.find(type, text)
                .orElseThrow(
                        () -> new InvalidInputException("found '" + text + "'; expected one of " + Names.all(type)));
    }

    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "found '" + text + "'; expected a time zone such as Asia/Shanghai, UTC or +08:00", e);
        }
    }

    static Charset encoding(String text) {
        String name = OTHER_ENCODINGS.getOrDefault(text.toLowerCase(Locale.ROOT), text);
        if (ENCODINGS.stream().noneMatch(name::equalsIgnoreCase)) {
            throw new InvalidInputException("found '" + text + "'; expected one of " + String.join(", ", ENCODINGS)
                    + " (UTF-16 shows itself, and is read whatever is given here)");
        }
        return Charset.forName(name);
    }

    /** A regular expression. */
    static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new InvalidInputException(
                    "found '" + text + "'; expected a regular expression: " + e.getDescription(), e);
        }
    }

    /** A regular expression whose group 1 is what is wanted. */
    static Pattern patternWithGroup(String text) {
        Pattern pattern = pattern(text);
        if (pattern.matcher("").groupCount() < 1) {
            throw new InvalidInputException("found '" + text
                    + "', which has no group; expected an expression whose group 1 is the value, such as"
                    + " comment([0-9]{10})");
        }
        return pattern;
    }

    /** A time in ISO 8601; a date alone is its last second, and a time without offset is one in {@code zone}. */
    static Instant instant(String text, ZoneId zone) {
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text).atTime(LAST_SECOND).atZone(zone).toInstant();
            }
            boolean hasOffset = text.endsWith("Z") || text.matches(".*T.*[+-].*");
            return hasOffset
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "found '" + text
                            + "'; expected a time in ISO 8601, such as 2025-03-01T12:00:00+08:00 or 2025-03-01",
                    e);
        }
    }
}
