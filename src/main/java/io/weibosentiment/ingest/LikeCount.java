package io.weibosentiment.ingest;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a number of likes: {@code 12}, {@code 1,234}, {@code 12.0}, {@code 1.2万}, {@code 1亿}, {@code 100+}.
 *
 * <p>A count that is missing, negative or no number is unknown and weighs as one; it never costs a comment its place.
 */
final class LikeCount {

    private static final Pattern COUNT =
            Pattern.compile("([0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(\\.[0-9]{1,9})?\\s*([万亿wW]?)\\+?");

    private LikeCount() {}

    static Optional<Long> parse(String written) {
        Matcher matcher = COUNT.matcher(written.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String digits = matcher.group(1).replace(",", "");
        if (matcher.group(2) == null && matcher.group(3).isEmpty()) {
            return Optional.of(Long.parseLong(digits));
        }
        BigDecimal number = new BigDecimal(digits + (matcher.group(2) == null ? "" : matcher.group(2)));
        BigDecimal count = number.movePointRight(zeros(matcher.group(3)));
        return count.precision() - count.scale() > 18 ? Optional.empty() : Optional.of(count.longValue());
    }

    private static int zeros(String unit) {
        return switch (unit) {
            case "" -> 0;
            case "亿" -> 8;
            default -> 4;
        };
    }
}
