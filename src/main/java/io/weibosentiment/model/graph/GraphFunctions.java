package io.weibosentiment.model.graph;

import io.weibosentiment.model.graph.BertArchitecture.Activation;
import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

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
        Output<?> normalized = ops.reshape(normalizeChannels(image, count), shape);
        return ops.add(ops.multiply(normalized, scale), offset);
    }

    /** Each of {@code count} channels of one image to mean 0 and variance 1; a layout [1, channels, height, width]. */
    private Output<?> normalizeChannels(Output<?> image, Output<?> count) {
        if (ops.normalization() == Normalization.STEPS) {
            Output<?> exact = ops.cast(image, DataType.DT_FLOAT);
            Output<?> centred = ops.subtract(exact, meanOfRows(exact));
            Output<?> variance = ops.add(
                    meanOfRows(ops.multiply(centred, centred)), ops.ops().constant(epsilon));
            return ops.cast(ops.multiply(centred, ops.apply("Rsqrt", variance)), image.dataType());
        }
        Output<?> one = ops.fill(ops.stack(List.of(count)), 1);
        Output<?> zero = ops.fill(ops.stack(List.of(count)), 0);
        Output<?> none = ops.ops().constant(new float[0]).asOutput();
        return GraphOps.first(ops.operation("FusedBatchNormV3", image, one, zero, none, none)
                .setAttr("epsilon", epsilon)
                .setAttr("data_format", "NCHW")
                .setAttr("is_training", true));
    }

    /** The mean of each channel of an image [1, channels, height, width]. */
    private Output<?> meanOfRows(Output<?> image) {
        return GraphOps.first(ops.operation("Mean", image, ops.ops().constant(new int[] {2, 3}))
                .setAttr("keep_dims", true));
    }
}
