package io.weibosentiment.util;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Columns that Parquet's writer keeps no dictionaries of. It would look each value up in one, far away in memory, and
 * give up where hardly any repeats.
 */
public final class PlainColumns {

    private PlainColumns() {}

    /** Options of Spark's writer that have {@code columns} written as they are. */
    public static Map<String, String> options(String... columns) {
        return Arrays.stream(columns)
                .collect(Collectors.toUnmodifiableMap(
                        column -> "parquet.enable.dictionary#" + column, column -> "false"));
    }
}
