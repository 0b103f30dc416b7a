package io.weibosentiment.model.graph;

import io.weibosentiment.model.graph.BertArchitecture.Activation;
import java.util.List;
import org.tensorflow.Output;

/**
 * The functions between a graph's products, each made of several operations.
 *
 * @param epsilon what layer normalization adds to the variance
 */
record GraphFunctions(GraphOps ops, float epsilon) {

    /** A value through an activation, in the value's type. */
    Output<?> activate(Activation activation, Output<?> value) {
        return switch (activation) {
            case GELU -> gelu(value);
            case GELU_TANH -> geluTanh(value);
            case RELU -> ops.apply("Relu", value);
            case SILU -> ops.multiply(value, ops.apply("Sigmoid", value));
            case TANH -> ops.apply("Tanh", value);
        };
    }

    /** In the order of operations that the optimizer fuses with the product before it. */
    private Output<?> gelu(Output<?> value) {
        Output<?> erf = ops.apply("Erf", ops.multiply(value, number(Math.sqrt(0.5), value)));
        return ops.multiply(ops.multiply(ops.add(erf, number(1, value)), number(0.5, value)), value);
    }

    private Output<?> geluTanh(Output<?> value) {
        Output<?> cube = ops.multiply(ops.multiply(value, value), value);
        Output<?> inner = ops.multiply(
                ops.add(value, ops.multiply(cube, number(0.044715, value))), number(Math.sqrt(2 / Math.PI), value));
        return ops.multiply(
                ops.multiply(ops.add(ops.apply("Tanh", inner), number(1, value)), number(0.5, value)), value);
    }

    private Output<?> number(double number, Output<?> besides) {
        return ops.scalar((float) number, besides.dataType());
    }

    /**
     * Layer normalization, written as the batch normalization of one image with a channel per row, which is what the
     * optimizer fuses into one pass on a CPU; its statistics are float32 in every precision.
     */
    Output<?> normalize(Output<?> rows, int width, Output<?> scale, Output<?> offset) {
        Output<?> shape = ops.apply("Shape", rows);
        Output<?> count = ops.unstack(shape, 2).get(0);
        Output<?> image = ops.reshape(
                rows,
                ops.stack(List.of(
                        ops.ops().constant(1),
                        count,
                        ops.ops().constant(width),
                        ops.ops().constant(1))));
        Output<?> normalized = ops.reshape(ops.normalizeChannels(image, count, epsilon), shape);
        return ops.add(ops.multiply(normalized, scale), offset);
    }
}
