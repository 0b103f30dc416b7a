package io.weibosentiment.ingest;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The two forms of a Weibo post's id: a number of 16 digits, and the same number in base 62, nine characters, four of
 * which from the right stand for every seven digits.
 *
 * <p>The number holds the second in which the post was made, above its last 22 bits. Only numbers whose second lies
 * between Weibo's first day and {@link #END} are taken for a post's.
 */
final class PostId {

    /** From here on, this class needs a later year. */
    static final Instant END = Instant.parse("2036-01-01T00:00:00Z");

    private static final Instant WEIBO_STARTED = Instant.parse("2009-08-14T00:00:00Z");
    private static final long FIRST_SECOND = 515_483_463;
    private static final int BITS_BELOW_SECOND = 22;
    private static final long FIRST = firstIdAt(WEIBO_STARTED);
    private static final long LAST = firstIdAt(END) - 1;

    private static final int NUMBER_LENGTH = 16;
    private static final int SHORT_LENGTH = 9;
    private static final int GROUP_LENGTH = 4;
    private static final long GROUP_SIZE = 10_000_000;
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /**
     * Words of two letters or more and a number or a model's name: weibo2023, PageTwo01, HuaweiP50; and small letters
     * with numbers among them: xiaomi13p. The ids of posts since 2013 begin with a capital letter.
     */
    private static final Pattern WORDS = Pattern.compile(
            "(?:[A-Z]?[a-z]{2,}|[A-Z]{2,})+[0-9]*[A-Z]?[0-9]*|[A-Z]?[a-z]*[0-9]*|[A-Z]*[0-9]*|[a-z0-9]*");

    private PostId() {}

    /** The same key for both forms of a post's id: its number. Every other id is its own key. */
    static String key(String id) {
        if (id.length() != SHORT_LENGTH) {
            return id;
        }
        OptionalLong number = number(id);
        return number.isPresent() ? Long.toString(number.getAsLong()) : id;
    }

    /**
     * Whether {@code text}, part of a path, has the form of a post's id and not that of a name. Nine letters and digits
     * that are no words with a number after them can still be a name ({@code MyWeibo01}, {@code Xm13Pro5G}). Of the
     * ids in base 62, one in thirteen looks like words and is not taken.
     */
    static boolean isLike(String text) {
        if (text.length() == NUMBER_LENGTH) {
            return text.chars().allMatch(c -> c >= '0' && c <= '9') && isPosts(Long.parseLong(text));
        }
        return text.length() == SHORT_LENGTH
                && number(text).isPresent()
                && !WORDS.matcher(text).matches();
    }

    /** The number of a post's id in base 62; empty where {@code text} is none. */
    private static OptionalLong number(String text) {
        long number = 0;
        for (int start = 0, end = SHORT_LENGTH % GROUP_LENGTH; end <= SHORT_LENGTH; start = end, end += GROUP_LENGTH) {
            Optional<Integer> group = group(text.substring(start, end));
            if (group.isEmpty()) {
                return OptionalLong.empty();
            }
            number = number * GROUP_SIZE + group.get();
        }
        return isPosts(number) ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private static Optional<Integer> group(String characters) {
        int value = 0;
        for (int i = 0; i < characters.length(); i++) {
            int digit = DIGITS.indexOf(characters.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            value = value * DIGITS.length() + digit;
        }
        return value < GROUP_SIZE ? Optional.of(value) : Optional.empty();
    }

    private static boolean isPosts(long number) {
        return number >= FIRST && number <= LAST;
    }

    private static long firstIdAt(Instant time) {
        return (time.getEpochSecond() - FIRST_SECOND) << BITS_BELOW_SECOND;
    }
}
