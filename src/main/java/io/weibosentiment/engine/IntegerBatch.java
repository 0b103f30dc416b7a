package io.weibosentiment.engine;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The inputs of one run, by name.
 *
 * @param inputs each input's values; the first dimension of its shape is the texts
 */
public record IntegerBatch(SortedMap<String, IntegerArray> inputs) {

    public IntegerBatch {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /**
     * Inputs that are matrices of one shape.
     *
     * @param inputs each input's {@code rows x columns} values; not copied
     */
    public IntegerBatch(int rows, int columns, Map<String, int[]> inputs) {
        this(inputs.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        input -> new IntegerArray(input.getValue(), rows, columns),
                        (first, second) -> first,
                        TreeMap::new)));
    }
}
