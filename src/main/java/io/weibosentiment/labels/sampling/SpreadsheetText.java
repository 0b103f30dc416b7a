package io.weibosentiment.labels.sampling;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values in a CSV file that people open in a spreadsheet. What a spreadsheet would take for a formula, or for a number
 * with more digits than it keeps, has an apostrophe before it, and so has what begins with one; so the apostrophe can
 * be taken away again.
 */
public final class SpreadsheetText {

    /** Shows spreadsheets that a file is UTF-8. */
    static final String BYTE_ORDER_MARK = "\uFEFF";

    static final String LINE_END = "\r\n";

    private static final char GUARD = '\'';
    /** Also in full width, which some spreadsheets take for the same (OWASP, CSV injection). */
    private static final String DANGEROUS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{12,}");

    private SpreadsheetText() {}

    /** {@code text} in a form that a spreadsheet shows as it is. */
    public static String guarded(String text) {
        return needsGuard(text) ? GUARD + text : text;
    }

    /** The text that {@link #guarded} made {@code text} from. */
    public static String unguarded(String text) {
        boolean isGuarded = !text.isEmpty() && text.charAt(0) == GUARD && needsGuard(text.substring(1));
        return isGuarded ? text.substring(1) : text;
    }

    private static boolean needsGuard(String text) {
        return !text.isEmpty()
                && (text.charAt(0) == GUARD
                        || DANGEROUS.indexOf(text.charAt(0)) >= 0
                        || LONG_NUMBER.matcher(text).matches());
    }

    /** A line of a CSV file (RFC 4180), each value guarded and in quotes. */
    static String line(List<String> values) {
        return values.stream()
                .map(value -> '"' + guarded(value).replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", LINE_END));
    }
}
