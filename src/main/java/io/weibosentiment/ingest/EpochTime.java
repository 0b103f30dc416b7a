package io.weibosentiment.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a count of seconds, milliseconds, microseconds or nanoseconds since 1970. Which of them it is, its size says:
 * only counts from September 2001 to May 2033 are read, which have 10, 13, 16 or 19 digits and begin with 1. Post ids,
 * and dates written as digits, begin otherwise.
 */
final class EpochTime {

    private static final Pattern DECIMAL =
            Pattern.compile("(1[0-9]{9}|1[0-9]{12}|1[0-9]{15}|1[0-9]{18})(\\.[0-9]{0,9})?");
    private static final int DIGITS_OF_SECONDS = 10;
    /** A shortest form that lacks more digits than this stands for a round number, which no moment is. */
    private static final int MIN_SHORTEST_DIGITS = 8;

    private EpochTime() {}

    /** The moment that {@code text} counts to; empty where it is no such count. */
    static Optional<Instant> of(String text) {
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            return Optional.of(instant(new BigDecimal(text), decimal.group(1).length()));
        }
        return ExponentForm.of(text).filter(EpochTime::isExact).map(form -> instant(form.value(), form.wholeDigits()));
    }

    /** Whether no digit is missing down to the second. */
    private static boolean isExact(ExponentForm form) {
        boolean hasSeconds =
                form.digits() >= DIGITS_OF_SECONDS || (form.isShortest() && form.digits() >= MIN_SHORTEST_DIGITS);
        return hasSeconds
                && DECIMAL.matcher(form.value().setScale(0, RoundingMode.DOWN).toPlainString())
                        .matches();
    }

    private static Instant instant(BigDecimal count, int digits) {
        BigDecimal nanos = count.movePointRight(9 - (digits - DIGITS_OF_SECONDS));
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue());
    }
}
