package io.weibosentiment.ingest;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a number of likes as sites show it and programs write it: {@code 12}, {@code 1,234}, {@code 12.0},
 * {@code 1.2E+4}, {@code 1.2万}, {@code 3千}, {@code 1.2k}, {@code 100万+}, {@code 赞[12]}, {@code 12人赞}; the bare
 * word {@code 赞} is what the site shows for none.
 *
 * <p>A count that is missing, negative, not whole or no number is unknown and weighs as one; it never costs a comment
 * its place.
 */
final class LikeCount {

    private static final int MAX_DIGITS = 18;
    private static final String WORD = "(?:(?:点|點|获|被)?[赞讚](?:数|同)?|喜欢数?|(?i:likes?|votes?|upvotes?)|[👍❤♥♡]\uFE0F?)";
    private static final Pattern COUNT = Pattern.compile("(?:" + WORD + " ?:? ?)?([\\[(]?) ?"
            + "\\+?([0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(\\.[0-9]{0,17})?((?i:E[+-]?[0-9]{1,2})?) ?"
            + "([十百千]?[万萬亿億]|[百千wWkKmM]?)(?:\\+|多|以上)? ?([\\])]?)"
            + "(?: ?[个個次人位]?(?: ?" + WORD + "过?|觉得很赞)?)?");
    private static final Set<String> NONE = Set.of("赞", "讚", "点赞", "點讚", "like");
    private static final Map<String, Integer> ZEROS = Map.ofEntries(
            Map.entry("", 0),
            Map.entry("百", 2),
            Map.entry("千", 3),
            Map.entry("k", 3),
            Map.entry("万", 4),
            Map.entry("w", 4),
            Map.entry("十万", 5),
            Map.entry("百万", 6),
            Map.entry("m", 6),
            Map.entry("千万", 7),
            Map.entry("亿", 8),
            Map.entry("十亿", 9),
            Map.entry("百亿", 10),
            Map.entry("千亿", 11));

    private LikeCount() {}

    /** The number of likes that is {@code written}; empty where it is missing or cannot be read. */
    static Optional<Long> parse(String written) {
        return isShortNumber(written)
                ? Optional.of(Long.parseLong(written))
                : WrittenValue.of(written).flatMap(LikeCount::count);
    }

    /** Whether something is {@code written} that is neither a count nor a word for a missing one. */
    static boolean isUnreadable(String written) {
        return !isShortNumber(written)
                && WrittenValue.of(written)
                        .filter(value -> count(value).isEmpty())
                        .isPresent();
    }

    private static boolean isShortNumber(String written) {
        return written.length() <= MAX_DIGITS && WrittenValue.isNumber(written);
    }

    private static Optional<Long> count(String value) {
        String plain = WrittenValue.plain(value);
        if (NONE.contains(plain.toLowerCase(Locale.ROOT))) {
            return Optional.of(0L);
        }
        Matcher count = COUNT.matcher(plain);
        if (!count.matches() || !isPair(count.group(1), count.group(6))) {
            return Optional.empty();
        }
        String digits = count.group(2).replace(",", "");
        String fraction = count.group(3) == null || count.group(3).length() == 1 ? "" : count.group(3);
        String unit = count.group(5).toLowerCase(Locale.ROOT).replace('萬', '万').replace('億', '亿');
        return whole(new BigDecimal(digits + fraction + count.group(4)).movePointRight(ZEROS.get(unit)));
    }

    private static boolean isPair(String open, String close) {
        return switch (open) {
            case "[" -> close.equals("]");
            case "(" -> close.equals(")");
            default -> close.isEmpty();
        };
    }

    private static Optional<Long> whole(BigDecimal number) {
        boolean fits = number.precision() - number.scale() <= MAX_DIGITS;
        return fits && number.stripTrailingZeros().scale() <= 0
                ? Optional.of(number.longValueExact())
                : Optional.empty();
    }
}
