package io.weibosentiment.model;

import java.util.List;

/**
 * A constant of the graph, made of the bundle's weights.
 *
 * @param node the name of the graph's node
 * @param type the type it has in the graph
 * @param rows how many rows it has; a vector has one
 * @param vector whether it has one dimension
 * @param parts the weights that stand side by side in it
 */
record WeightConstant(String node, WeightType type, int rows, boolean vector, List<Part> parts) {

    WeightConstant {
        parts = List.copyOf(parts);
    }

    /**
     * A weight within a constant.
     *
     * @param weight its name in the bundle
     * @param columns how many columns it has
     * @param factor what its values are multiplied with
     */
    record Part(String weight, int columns, float factor) {}

    int columns() {
        return parts.stream().mapToInt(Part::columns).sum();
    }

    long[] shape() {
        return vector ? new long[] {columns()} : new long[] {rows, columns()};
    }

    long bytes() {
        return (long) rows * columns() * type.bytes();
    }
}
