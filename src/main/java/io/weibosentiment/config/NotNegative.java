package io.weibosentiment.config;

import java.math.BigDecimal;

/** Keys of numbers that are 0 or more. */
final class NotNegative {

    private NotNegative() {}

    static Key<Double> key(String name) {
        return Key.key(name)
                .parsed(ValueParsers::number, NotNegative::plain)
                .require(number -> number >= 0, NotNegative::plain, "0 or more");
    }

    /** As files have it: a whole number without a fraction. */
    private static String plain(double number) {
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : String.valueOf(number);
    }
}
