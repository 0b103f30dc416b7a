package io.weibosentiment.ingest;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cell says, without what files put around it: byte order marks, NUL, invisible characters and white space;
 * Excel's {@code ="…"} and the apostrophe that keeps a number a text; quotes around a number.
 */
final class WrittenValue {

    /** Written by pandas, Python, R, JavaScript and databases for what is missing, in any case. */
    private static final Set<String> MISSING = Set.of(
            "nan",
            "-nan",
            "none",
            "null",
            "\\n",
            "(null)",
            "<null>",
            "[null]",
            "<na>",
            "n/a",
            "#n/a",
            "#n/a n/a",
            "#na",
            "1.#qnan",
            "-1.#qnan",
            "1.#ind",
            "-1.#ind",
            "nil",
            "undefined",
            "[object object]",
            "[]",
            "{}");
    /** What Excel leaves of a text that it took for a formula, such as one that starts with a minus or an at sign. */
    private static final Set<String> SPREADSHEET_ERRORS =
            Set.of("#name?", "#value!", "#ref!", "#div/0!", "#num!", "#null!");
    /** Pandas' missing time; in another case it may be a name. */
    private static final String NOT_A_TIME = "NaT";
    /** Further words for a value that is missing; as a comment's text they can be what somebody wrote. */
    private static final Set<String> NO_VALUE =
            Set.of("na", "-", "--", "---", "—", "——", "/", "_", "无", "暂无", "空", "missing");

    private static final Pattern FORMULA = Pattern.compile("=\\s*(?:\"(.*)\"|([0-9]+))", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("([\"'])([+-]?[0-9].*)\\1", Pattern.DOTALL);
    private static final Pattern APOSTROPHE = Pattern.compile("['’‘`](?=[+-]?[0-9])");
    private static final int FULL_WIDTH_OFFSET = '！' - '!';
    private static final char LAST_OF_ASCII = 0x7F;

    private WrittenValue() {}

    /** The value that is {@code written}; empty for nothing, and for a word that stands for nothing. */
    static Optional<String> of(String written) {
        if (isPlain(written)) {
            return Optional.of(written);
        }
        String text = trimmed(written);
        if (!text.isEmpty() && "='\"’‘`".indexOf(text.charAt(0)) >= 0) {
            text = bare(text);
        }
        return isNoValue(text) ? Optional.empty() : Optional.of(text);
    }

    /**
     * Whether {@code written} is nothing but a number, a date or a time of day as most files write them: a digit at
     * both ends, and none but digits, {@code -}, {@code :}, {@code .} and single blanks between.
     */
    static boolean isPlain(String written) {
        int last = written.length() - 1;
        if (last < 0 || !isDigit(written.charAt(0)) || !isDigit(written.charAt(last))) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char character = written.charAt(i);
            boolean isSingleBlank = character == ' ' && written.charAt(i - 1) != ' ';
            if (!isDigit(character) && character != '-' && character != ':' && character != '.' && !isSingleBlank) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code written} is nothing but digits, 0 to 9, and at least one. */
    static boolean isNumber(String written) {
        for (int i = 0; i < written.length(); i++) {
            if (!isDigit(written.charAt(i))) {
                return false;
            }
        }
        return !written.isEmpty();
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** Whether a comment's text is none: nothing that can be seen, or a word that programs write for nothing. */
    static boolean isMissing(String text) {
        String trimmed = trimmed(text);
        return trimmed.isEmpty() || isWordForMissing(trimmed);
    }

    /**
     * {@code text} for reading a number or a time in it: full-width letters, digits and signs as ASCII, without
     * invisible characters, each run of white space as one blank, none at the ends.
     */
    static String plain(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (isSpace(character)) {
                blank = !plain.isEmpty();
            } else if (!isInvisible(character)) {
                if (blank) {
                    plain.append(' ');
                    blank = false;
                }
                plain.append(narrow(character));
            }
        }
        return plain.toString();
    }

    private static char narrow(char character) {
        if (character >= '！' && character <= '～') {
            return (char) (character - FULL_WIDTH_OFFSET);
        }
        return switch (character) {
            case '【', '〔' -> '[';
            case '】', '〕' -> ']';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> '-';
            default -> character;
        };
    }

    private static boolean isNoValue(String text) {
        if (text.isEmpty()) {
            return true;
        }
        // No word for a missing value ends with a digit, as most ids do.
        return !isDigit(text.charAt(text.length() - 1))
                && (isWordForMissing(text) || NO_VALUE.contains(text.toLowerCase(Locale.ROOT)));
    }

    private static boolean isWordForMissing(String text) {
        // Every word is short and begins with a character of ASCII, and most texts do not.
        if (text.length() > "[object object]".length() || text.charAt(0) > LAST_OF_ASCII) {
            return false;
        }
        String word = text.toLowerCase(Locale.ROOT);
        return MISSING.contains(word) || SPREADSHEET_ERRORS.contains(word) || text.equals(NOT_A_TIME);
    }

    private static String bare(String text) {
        Matcher formula = FORMULA.matcher(text);
        if (formula.matches()) {
            return formula.group(2) == null ? trimmed(formula.group(1).replace("\"\"", "\"")) : formula.group(2);
        }
        if (text.equals("''") || text.equals("\"\"")) {
            return "";
        }
        Matcher quoted = QUOTED.matcher(text);
        return quoted.matches()
                ? trimmed(quoted.group(2))
                : APOSTROPHE.matcher(text).lookingAt() ? text.substring(1) : text;
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isNothing(text.charAt(start))) {
            start++;
        }
        while (end > start && isNothing(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isNothing(char character) {
        boolean isVisibleAscii = character > ' ' && character < LAST_OF_ASCII;
        return !isVisibleAscii && (isSpace(character) || isInvisible(character));
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean isInvisible(char character) {
        int type = Character.getType(character);
        return type == Character.FORMAT || type == Character.CONTROL;
    }
}
