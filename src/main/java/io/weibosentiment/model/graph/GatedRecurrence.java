package io.weibosentiment.model.graph;

import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Gated recurrent units, several side by side in each step. With the state h, the inputs' products x and the recurrent
 * kernel U, of an update gate z, a reset gate r and a candidate c (He 2025, equations 2 to 5; Cho et al. 2014):
 *
 * <pre>
 * z = σ(x_z + h U_z)   r = σ(x_r + h U_r)   c = tanh(x_c + r (h U_c))   h' = z h + (1 - z) c
 * </pre>
 *
 * <p>The reset gate acts on the product and not on the state before it, as in cuDNN and PyTorch, so that a step has one
 * product. Where z is 1, as {@link #CLOSED} makes it, the state stays as it is, to the bit.
 */
@FunctionalInterface
interface GatedRecurrence {

    /** In a loop, for texts of any length; a loop has no gradient. */
    GatedRecurrence LOOP = GatedRecurrence::looped;

    /** Added to x_z, it closes the unit against an input. */
    float CLOSED = 1000;

    /**
     * The states after each step, float32 [tokens, units, texts, width].
     *
     * @param inputs x of z, r and c side by side, [tokens, units, texts, 3 width]
     * @param kernel U alike, [units, width, 3 width]
     * @param first the state before the first step, [units, texts, width]
     */
    Output<?> states(GraphOps ops, Output<?> inputs, Output<?> kernel, Output<?> first);

    /** In the same loop, with another that takes the gradient from the last step to the first. */
    static GatedRecurrence trained(Backpropagation backpropagation) {
        return (ops, inputs, kernel, first) -> {
            Output<?> states = looped(ops, inputs, kernel, first);
            return backpropagation.cut(
                    states,
                    List.of(inputs, kernel, first),
                    gradient -> new GatedGradient(ops, kernel, first).of(inputs, states, gradient));
        };
    }

    private static Output<?> next(GraphOps ops, Output<?> state, Output<?> kernel, Output<?> input) {
        return Gates.of(ops, input, ops.equalBatchProduct(state, kernel)).next(state);
    }

    private static Output<?> looped(GraphOps ops, Output<?> inputs, Output<?> kernel, Output<?> first) {
        Output<?> tokens = ops.unstack(ops.apply("Shape", inputs), 4).get(0);
        List<Output<?>> array = ops.newArray(tokens, DataType.DT_FLOAT);
        // What the loop changes - step, state, flow of the array - and what it only reads.
        Output<?>[] variables = {
            ops.ops().constant(0).asOutput(), first, array.get(1), tokens, inputs, kernel, array.get(0)
        };
        Output<?>[] results =
                ops.loop(variables, (condition, in) -> List.of(condition.less(in[0], in[3])), (body, in) -> {
                    Output<?> state = next(body, in[1], in[5], body.gather(in[4], in[0]));
                    return List.of(
                            body.add(in[0], body.ops().constant(1)),
                            state,
                            body.write(in[6], in[0], state, in[2]),
                            in[3],
                            in[4],
                            in[5],
                            in[6]);
                });
        return ops.read(array.get(0), tokens, results[2], DataType.DT_FLOAT);
    }
}
