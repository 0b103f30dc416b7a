package io.weibosentiment.model.graph;

import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** A simple recurrent layer: s(t + 1) = tanh(s(t) x kernel + input(t)), with s(0) = 0, for texts of any length. */
@FunctionalInterface
interface Recurrence {

    /** In a loop, which TensorFlow has no gradient of. */
    Recurrence LOOP = Recurrence::walked;

    /**
     * The states before each step, float32 [tokens, texts, width].
     *
     * @param inputs [tokens, texts, width]
     * @param kernel [width, width]
     * @param first s(0), zeros of [texts, width]
     */
    Output<?> states(GraphOps ops, Output<?> inputs, Output<?> kernel, Output<?> first);

    /** In the same loop, with another that takes the gradient from the last step to the first. */
    static Recurrence trained(Backpropagation backpropagation) {
        return (ops, inputs, kernel, first) -> {
            Output<?> states = walked(ops, inputs, kernel, first);
            return backpropagation.cut(
                    states, List.of(inputs, kernel), gradient -> gradients(ops, states, kernel, first, gradient));
        };
    }

    private static Output<?> walked(GraphOps ops, Output<?> inputs, Output<?> kernel, Output<?> first) {
        Output<?> tokens = tokens(ops, inputs);
        List<Output<?>> array = ops.newArray(tokens, DataType.DT_FLOAT);
        // What the loop changes - step, state, flow of the array - and what it only reads.
        Output<?>[] variables = {
            ops.ops().constant(0).asOutput(), first, array.get(1), tokens, inputs, kernel, array.get(0)
        };
        Output<?>[] results = ops.loop(
                variables,
                (condition, in) -> List.of(condition.less(in[0], in[3])),
                (body, in) -> List.of(
                        body.add(in[0], body.ops().constant(1)),
                        body.apply("Tanh", body.add(body.product(in[1], in[5]), body.gather(in[4], in[0]))),
                        body.write(in[6], in[0], in[1], in[2]),
                        in[3],
                        in[4],
                        in[5],
                        in[6]));
        return ops.read(array.get(0), tokens, results[2], DataType.DT_FLOAT);
    }

    private static Output<?> tokens(GraphOps ops, Output<?> inputs) {
        return ops.unstack(ops.apply("Shape", inputs), 3).get(0);
    }

    /**
     * The gradients of the inputs and of the kernel (backpropagation through time). With z(t) = s(t) x kernel + input(t),
     * dz(t) = ds(t + 1) (1 - s(t + 1)^2), where ds(t) is what comes from outside and dz(t) x kernel^T. The state after the
     * last step is not used, so the last input has none.
     *
     * @param gradient from outside, of the states
     */
    private static List<Output<?>> gradients(
            GraphOps ops, Output<?> states, Output<?> kernel, Output<?> first, Output<?> gradient) {
        Output<?> tokens = tokens(ops, states);
        Output<?> last = ops.subtract(tokens, ops.ops().constant(1));
        Output<?> slopes = ops.subtract(ops.scalar(1, DataType.DT_FLOAT), ops.multiply(states, states));
        List<Output<?>> array = ops.newArray(tokens, DataType.DT_FLOAT);
        // Step, ds of the step, flow of the array; and what the loop only reads.
        Output<?>[] variables = {
            last,
            ops.gather(gradient, last),
            ops.write(array.get(0), last, first, array.get(1)),
            slopes,
            gradient,
            ops.transpose(kernel, 1, 0),
            array.get(0)
        };
        Output<?>[] results = ops.loop(
                variables,
                (condition, in) -> List.of(condition.less(condition.ops().constant(0), in[0])),
                (body, in) -> {
                    Output<?> before = body.subtract(in[0], body.ops().constant(1));
                    Output<?> inner = body.multiply(in[1], body.gather(in[3], in[0]));
                    return List.of(
                            before,
                            body.add(body.gather(in[4], before), body.product(inner, in[5])),
                            body.write(in[6], before, inner, in[2]),
                            in[3],
                            in[4],
                            in[5],
                            in[6]);
                });
        Output<?> ofInputs = ops.read(array.get(0), tokens, results[2], DataType.DT_FLOAT);
        Output<?> ofKernel = ops.product(ops.transpose(rows(ops, states, kernel), 1, 0), rows(ops, ofInputs, kernel));
        return List.of(ofInputs, ofKernel);
    }

    /** [tokens, texts, width] to [tokens x texts, width]. */
    private static Output<?> rows(GraphOps ops, Output<?> values, Output<?> kernel) {
        Output<?> width = ops.unstack(ops.apply("Shape", kernel), 2).get(0);
        return ops.reshape(values, ops.stack(List.of(ops.ops().constant(-1), width)));
    }
}
