package io.weibosentiment.labels;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers in sheets of labels, also as spreadsheets in other languages write them: {@code 0,5} is 0.5. */
public final class SheetNumbers {

    private static final Pattern NUMBER =
            Pattern.compile("[+]?(?:[0-9]*[.,]?[0-9]+(?:[eE][+-]?[0-9]{1,3})?|[0-9]+[.,])");

    /** No comment stands for more than so many. */
    private static final double MOST_REPRESENTED = 1e18;

    private SheetNumbers() {}

    /** Whether {@code written} is a number of any size. */
    public static boolean isNumber(String written) {
        return NUMBER.matcher(written.strip().replaceFirst("^[-−－]", "")).matches();
    }

    /** A number from 0 to 1; empty if {@code written} is none. */
    public static OptionalDouble share(String written) {
        String plain = written.strip();
        if (!NUMBER.matcher(plain).matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(plain.replace(',', '.'));
        return number <= 1 ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** An inclusion probability, above 0 and at most 1; empty if {@code written} is none. */
    public static OptionalDouble probability(String written) {
        OptionalDouble number = share(written);
        return number.isPresent() && number.getAsDouble() * MOST_REPRESENTED >= 1 ? number : OptionalDouble.empty();
    }
}
