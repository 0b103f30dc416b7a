package io.weibosentiment.model.graph;

import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * How rows and weights become 8-bit whole numbers: each row over the largest magnitude in it, each column of weights
 * over the largest in that. TensorFlow's product takes rows without a sign, so {@link #OFFSET} is added to them.
 */
final class Int8Rows {

    /** The whole number that stands for the largest magnitude. */
    static final float MOST = 127;

    /** What is added to a row's numbers. */
    static final float OFFSET = 128;

    /** Taken as the largest magnitude where all are zero. */
    static final float SMALLEST = 1e-6f;

    private Int8Rows() {}

    /**
     * {@code inputs x kernel + bias}: each row is scaled by itself, so that it does not depend on the rows
     * beside it. The product knows one scale for all weights; those of the columns follow after it.
     */
    static Output<?> dense(
            GraphOps ops,
            Operand<?> inputs,
            Operand<?> kernel,
            Operand<?> maxima,
            Operand<?> corrections,
            Operand<?> bias) {
        Output<?> magnitudes = GraphOps.first(
                ops.operation("Max", ops.apply("Abs", inputs), ops.ops().constant(new int[] {-1}))
                        .setAttr("keep_dims", true));
        Output<?> largest = ops.maximum(magnitudes, ops.ops().constant(SMALLEST));
        Output<?> numbers = GraphOps.first(ops.operation(
                        "QuantizeV2",
                        GraphOps.first(ops.operation("RealDiv", inputs, largest)),
                        ops.ops().constant(-OFFSET / MOST),
                        ops.ops().constant(1f))
                .setAttr("T", DataType.DT_QUINT8)
                .setAttr("mode", "MIN_FIRST"));
        Output<?> product = GraphOps.first(ops.operation(
                        "QuantizedMatMulWithBiasAndDequantize",
                        numbers,
                        kernel,
                        corrections,
                        ops.ops().constant(0f),
                        ops.ops().constant(OFFSET + MOST),
                        ops.ops().constant(-1f),
                        ops.ops().constant(1f),
                        ops.ops().constant(-1f),
                        ops.ops().constant(1f))
                .setAttr("Toutput", DataType.DT_FLOAT)
                .setAttr("input_quant_mode", "SCALED"));
        Output<?> byRow = ops.multiply(product, ops.multiply(largest, ops.ops().constant(1 / MOST)));
        return GraphOps.first(ops.operation("BiasAdd", ops.multiply(byRow, maxima), bias));
    }
}
