package io.weibosentiment.engine;

import java.util.Arrays;
import java.util.List;

/**
 * Integers of any shape.
 *
 * @param values the values, the last dimension's side by side; not copied, not to be changed
 * @param shape the size of each dimension
 */
@SuppressWarnings("ArrayRecordComponent") // the engine reads it as it is
public record IntegerArray(int[] values, List<Long> shape) {

    public IntegerArray {
        shape = List.copyOf(shape);
        if (values.length != shape.stream().reduce(1L, Math::multiplyExact)) {
            throw new IllegalArgumentException(values.length + " values; expected as many as " + shape + " has");
        }
    }

    public IntegerArray(int[] values, int... shape) {
        this(values, Arrays.stream(shape).asLongStream().boxed().toList());
    }
}
