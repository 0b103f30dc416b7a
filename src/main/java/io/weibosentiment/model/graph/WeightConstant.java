package io.weibosentiment.model.graph;

import io.weibosentiment.model.weights.WeightType;
import java.util.List;
import java.util.Locale;
import org.tensorflow.proto.DataType;

/**
 * A constant of the graph, made of the bundle's weights.
 *
 * @param node the name of the graph's node
 * @param type the type of its values, where its form does not say another
 * @param rows how many rows the weights have; a vector has one
 * @param vector whether the weights have one dimension
 * @param parts the weights that stand side by side in it
 * @param form what is made of the weights
 */
record WeightConstant(String node, WeightType type, int rows, boolean vector, List<Part> parts, Form form) {

    /** What a constant is made of weights as. */
    enum Form {
        /** The weights themselves. */
        VALUES,
        /** The weights rounded to bfloat16 and held as float32. */
        ROUNDED_BFLOAT16,
        /** Each weight over the largest magnitude of its column, as a whole number from -127 to 127. */
        INT8,
        /** The largest magnitude of each column. */
        MAXIMA,
        /** What a column of {@link #INT8} gives too much as rows have {@link Int8Rows#OFFSET} added to them. */
        CORRECTIONS
    }

    WeightConstant {
        parts = List.copyOf(parts);
    }

    WeightConstant(String node, WeightType type, int rows, boolean vector, List<Part> parts) {
        this(node, type, rows, vector, parts, Form.VALUES);
    }

    /**
     * A weight within a constant.
     *
     * @param weight its name in the bundle
     * @param columns how many columns it has
     * @param factor what its values are multiplied with
     */
    record Part(String weight, int columns, float factor) {}

    /** A constant of the same weights in another form. */
    WeightConstant as(Form other) {
        return new WeightConstant(
                node + "/" + other.name().toLowerCase(Locale.ROOT), WeightType.FLOAT32, rows, vector, parts, other);
    }

    int columns() {
        return parts.stream().mapToInt(Part::columns).sum();
    }

    long[] shape() {
        boolean isVector = vector || form == Form.MAXIMA || form == Form.CORRECTIONS;
        return isVector ? new long[] {columns()} : new long[] {rows, columns()};
    }

    DataType dataType() {
        if (form == Form.INT8) {
            return DataType.DT_QINT8;
        }
        return switch (type) {
            case FLOAT32 -> DataType.DT_FLOAT;
            case FLOAT16 -> DataType.DT_HALF;
            case BFLOAT16 -> DataType.DT_BFLOAT16;
        };
    }

    long bytes() {
        long values = 1;
        for (long size : shape()) {
            values *= size;
        }
        return values * (form == Form.INT8 ? Byte.BYTES : type.bytes());
    }
}
