package io.weibosentiment.model.graph;

import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * What gated recurrent units do in a step, or in all steps at once; see {@link GatedRecurrence} for the formulas.
 *
 * @param update z
 * @param reset r
 * @param candidate c
 * @param product h U_c
 */
record Gates(GraphOps ops, Output<?> update, Output<?> reset, Output<?> candidate, Output<?> product) {

    /** How many products an input and a state have side by side, in widths of the state: of z, r and c. */
    static final int COUNT = 3;

    /**
     * The gates of inputs x and products h U.
     *
     * @param x of z, r and c side by side
     * @param u alike
     */
    static Gates of(GraphOps ops, Output<?> x, Output<?> u) {
        List<Output<?>> input = ops.splitLast(x, COUNT);
        List<Output<?>> product = ops.splitLast(u, COUNT);
        Output<?> reset = ops.apply("Sigmoid", ops.add(input.get(1), product.get(1)));
        return new Gates(
                ops,
                ops.apply("Sigmoid", ops.add(input.get(0), product.get(0))),
                reset,
                ops.apply("Tanh", ops.add(input.get(2), ops.multiply(reset, product.get(2)))),
                product.get(2));
    }

    /** 1 - a value. */
    Output<?> rest(Output<?> value) {
        return ops.subtract(ops.scalar(1, DataType.DT_FLOAT), value);
    }

    /** The state after {@code state}. */
    Output<?> next(Output<?> state) {
        return ops.add(ops.multiply(update, state), ops.multiply(rest(update), candidate));
    }
}
