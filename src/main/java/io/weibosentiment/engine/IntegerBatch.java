package io.weibosentiment.engine;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The inputs of one run: integer matrices of one shape, row after row, by input name.
 *
 * @param rows how many texts
 * @param columns how many tokens each of them has, padding counted
 * @param inputs each input's {@code rows x columns} values; not copied
 */
public record IntegerBatch(int rows, int columns, SortedMap<String, int[]> inputs) {

    public IntegerBatch {
        for (Map.Entry<String, int[]> input : inputs.entrySet()) {
            if (input.getValue().length != Math.multiplyExact(rows, columns)) {
                throw new IllegalArgumentException("input " + input.getKey() + " holds " + input.getValue().length
                        + " values, expected " + rows + " x " + columns);
            }
        }
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    public IntegerBatch(int rows, int columns, Map<String, int[]> inputs) {
        this(rows, columns, new TreeMap<>(inputs));
    }
}
