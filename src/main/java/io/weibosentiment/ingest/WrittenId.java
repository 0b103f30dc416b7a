package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.length;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * An id in the one form in which ids are compared, whatever program wrote it.
 *
 * @param canonical the id; a damaged one as it is written
 * @param damage why it may be another id than the one that the site gave
 */
record WrittenId(String canonical, Optional<Damage> damage) {

    /** Ways in which an id loses digits. */
    enum Damage {
        /** {@code 4.9E+15}: a spreadsheet wrote only the first digits. */
        EXPONENT("exponent form: only its first digits are written"),
        /** {@code 72345678901234567.0}: a floating-point number cannot hold that many digits. */
        FLOATING_POINT("a floating-point number with more digits than such a number can hold"),
        /** {@code ########}: a spreadsheet's column was too narrow. */
        HIDDEN("the sign of a spreadsheet for a number wider than its column");

        private final String meaning;

        Damage(String meaning) {
            this.meaning = meaning;
        }

        /** What is wrong with such an id, for a message. */
        String meaning() {
            return meaning;
        }
    }

    /** A float64 holds every whole number up to here. */
    private static final BigDecimal MAX_EXACT = BigDecimal.valueOf(1L << 53);
    /** A shortest form that lacks more digits stands for an id with more zeros at its end than ids have. */
    private static final int MAX_ZEROS_LEFT_OUT = 2;

    /** Ids with more digits than a spreadsheet keeps, as a regular expression. */
    private static final String LONG = "^[0-9]{16,}$";
    /**
     * Those of them that a spreadsheet may have rounded: the fifteenth digit is the last that is not 0. One in eleven whole
     * ids of 16 digits is like that too; only a larger share of them is a sign of damage.
     */
    static final String ROUNDED = "^[0-9]{14}[1-9]0+$";

    private static final int LONG_DIGITS = 16;

    private static final Pattern APOSTROPHE = Pattern.compile("['’‘`]([0-9A-Za-z]+)");
    private static final Pattern IN_QUOTES = Pattern.compile("\"([0-9A-Za-z]+)\"");
    /** With the decimal point, or the decimal comma of half of Europe, which parts no thousands after four digits. */
    private static final Pattern FLOAT = Pattern.compile("([0-9]+)\\.0*|([0-9]{4,}),0+");

    private static final Pattern GROUPED = Pattern.compile("([0-9]{1,3}(?:,[0-9]{3})+)(?:\\.0+)?"
            + "|([0-9]{1,3}(?:[ '’][0-9]{3})+)(?:[.,]0+)?|([0-9]{1,3}(?:\\.[0-9]{3}){2,})(?:,0+)?");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final Pattern IN_EXPONENT_FORM =
            Pattern.compile("[0-9]*[.,][0-9]+[eE][+-]?[0-9]+|[0-9]+[eE][+-]?[0-9]+");
    private static final Pattern HIDDEN = Pattern.compile("#{3,}");
    private static final int BASE_62_LENGTH = 9;

    /** The id that is {@code written}; empty where there is none. */
    static Optional<WrittenId> of(String written) {
        return WrittenValue.isNumber(written)
                ? Optional.of(new WrittenId(written, Optional.empty()))
                : WrittenValue.of(written).map(WrittenId::read);
    }

    /** Whether {@code id} has more digits than a spreadsheet keeps, and no 0 at the end as it leaves. */
    static boolean isWhole(String id) {
        return id.length() >= LONG_DIGITS && !id.endsWith("0") && WrittenValue.isNumber(id);
    }

    /** Whether the id in {@code column} has more digits than a spreadsheet keeps. */
    static Column isLong(Column column) {
        return length(column).geq(LONG_DIGITS).and(column.rlike(LONG));
    }

    /** Whether the id in {@code column} is {@link #ROUNDED}; nine in ten can be told from their last digit. */
    static Column mayBeRounded(Column column) {
        return column.endsWith("0").and(column.rlike(ROUNDED));
    }

    private static WrittenId read(String value) {
        if (isLettersAndDigits(value) && !isExponentForm(value)) {
            return new WrittenId(value, Optional.empty());
        }
        String plain = WrittenValue.plain(value);
        Matcher apostrophe = APOSTROPHE.matcher(plain);
        Matcher quoted = IN_QUOTES.matcher(plain);
        String id = apostrophe.matches() ? apostrophe.group(1) : quoted.matches() ? quoted.group(1) : plain;
        Matcher decimal = FLOAT.matcher(id);
        if (decimal.matches()) {
            return floating(decimal.group(1) == null ? decimal.group(2) : decimal.group(1), id);
        }
        Matcher grouped = GROUPED.matcher(id);
        if (grouped.matches()) {
            String digits = Stream.of(grouped.group(1), grouped.group(2), grouped.group(3))
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining());
            return new WrittenId(NO_DIGIT.matcher(digits).replaceAll(""), Optional.empty());
        }
        if (isExponentForm(id)) {
            return ExponentForm.of(id.replace(',', '.'))
                    .map(form -> exponent(form, id))
                    .orElseGet(() -> damaged(id, Damage.EXPONENT));
        }
        if (HIDDEN.matcher(id).matches()) {
            return damaged(id, Damage.HIDDEN);
        }
        return new WrittenId(isLettersAndDigits(id) ? id : value, Optional.empty());
    }

    /** Nine letters and digits can be a post's id in base 62, {@code 4900123E9} too. */
    private static boolean isExponentForm(String id) {
        return (id.indexOf('e') >= 0 || id.indexOf('E') >= 0)
                && IN_EXPONENT_FORM.matcher(id).matches()
                && !(id.length() == BASE_62_LENGTH && isLettersAndDigits(id));
    }

    /** Whether {@code id} is nothing but letters and digits of ASCII, and at least one. */
    private static boolean isLettersAndDigits(String id) {
        for (int i = 0; i < id.length(); i++) {
            char character = id.charAt(i);
            boolean isDigit = character >= '0' && character <= '9';
            boolean isLetter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
            if (!isDigit && !isLetter) {
                return false;
            }
        }
        return !id.isEmpty();
    }

    private static WrittenId floating(String digits, String written) {
        return isExact(new BigDecimal(digits))
                ? new WrittenId(digits, Optional.empty())
                : damaged(written, Damage.FLOATING_POINT);
    }

    private static WrittenId exponent(ExponentForm form, String written) {
        boolean hasAllDigits = form.isComplete()
                || (form.isWhole() && form.isShortest() && form.wholeDigits() - form.digits() <= MAX_ZEROS_LEFT_OUT);
        if (!hasAllDigits) {
            return damaged(written, Damage.EXPONENT);
        }
        return isExact(form.value())
                ? new WrittenId(form.value().toBigInteger().toString(), Optional.empty())
                : damaged(written, Damage.FLOATING_POINT);
    }

    private static boolean isExact(BigDecimal number) {
        return number.compareTo(MAX_EXACT) <= 0;
    }

    private static WrittenId damaged(String written, Damage damage) {
        return new WrittenId(written, Optional.of(damage));
    }
}
