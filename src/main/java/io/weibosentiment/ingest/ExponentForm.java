package io.weibosentiment.ingest;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number in exponent form, {@code 4.9E+15}, and how much of it is really written.
 *
 * @param value the number
 * @param digits the digits of its mantissa
 * @param wholeDigits the digits that it has before the point
 * @param isShortest whether it is in the form that Java and MySQL write, {@code 4.9E15} without a sign: with as many
 *     digits as tell a double from every other. Spreadsheets and R write a sign, and drop digits
 */
record ExponentForm(BigDecimal value, int digits, int wholeDigits, boolean isShortest) {

    private static final Pattern FORM =
            Pattern.compile("([+-]?[0-9]{1,20})(?:\\.([0-9]{1,40}))?[eE]([+-]?)([0-9]{1,3})");

    /** The number that {@code text} is in exponent form. */
    static Optional<ExponentForm> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(text);
        String fraction = form.group(2) == null ? "" : form.group(2);
        int digits = form.group(1).replaceFirst("^[+-]", "").length() + fraction.length();
        return Optional.of(new ExponentForm(
                value, digits, value.precision() - value.scale(), form.group(3).isEmpty()));
    }

    /** Whether the number is whole and each of its digits is written. */
    boolean isComplete() {
        return digits >= wholeDigits && isWhole();
    }

    /** Whether the number has no fraction. */
    boolean isWhole() {
        return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    }
}
