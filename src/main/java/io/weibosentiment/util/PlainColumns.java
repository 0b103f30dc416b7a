package io.weibosentiment.util;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Columns whose values hardly ever repeat: Parquet's writer would collect them in dictionaries, and then give up. */
public final class PlainColumns {

    private PlainColumns() {}

    /** Options of Spark's writer that have {@code columns} written as they are. */
    public static Map<String, String> options(String... columns) {
        return Arrays.stream(columns)
                .collect(Collectors.toUnmodifiableMap(
                        column -> "parquet.enable.dictionary#" + column, column -> "false"));
    }
}
