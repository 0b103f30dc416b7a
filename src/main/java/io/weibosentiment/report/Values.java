package io.weibosentiment.report;

import java.util.Optional;
import java.util.OptionalLong;

/** The values of one row of a table; columns that the table lacks, as earlier versions wrote fewer, are empty. */
interface Values {

    /** A text; empty if it is null. */
    Optional<String> text(String column);

    /** A number, whole or not; NaN if it is null. */
    double number(String column);

    /** A whole number, or a time in microseconds since 1970; empty if it is null. */
    OptionalLong whole(String column);

    /** Whether a boolean is false; null is not. */
    boolean isFalse(String column);

    /** A count; 0 if it is null. */
    default long count(String column) {
        return whole(column).orElse(0);
    }
}
