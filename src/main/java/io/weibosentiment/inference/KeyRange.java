package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.col;

import io.weibosentiment.Columns;
import java.util.Locale;
import org.apache.spark.sql.Column;

/** A share of all texts, by the range that their keys lie in. */
final class KeyRange {

    /** What the first eight hex digits of a key count up to. */
    private static final double KEYS = 0x1_0000_0000L;

    private KeyRange() {}

    /**
     * Texts whose key, as a fraction of all keys, lies in [from, to): whatever the texts, a known share of them.
     * Parquet's reader can tell from a page's least and greatest key whether it has any.
     */
    static Column between(double from, double to) {
        Column isIn = col(Columns.TEXT_KEY).geq(firstKey(from));
        return to < 1 ? isIn.and(col(Columns.TEXT_KEY).lt(firstKey(to))) : isIn;
    }

    private static String firstKey(double fraction) {
        return String.format(Locale.ROOT, "%08x", (long) Math.ceil(fraction * KEYS));
    }
}
