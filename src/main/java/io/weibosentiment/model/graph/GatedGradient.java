package io.weibosentiment.model.graph;

import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The gradients of gated recurrent units (backpropagation through time). With dh' of the state after a step, from outside
 * and from the step after it together, and U of {@link GatedRecurrence}:
 *
 * <pre>
 * dx_z = dh' (h - c) z (1 - z)     dx_c = dh' (1 - z) (1 - c²)     dx_r = dx_c (h U_c) r (1 - r)
 * du   = [dx_z, dx_r, dx_c r]      dU   = h' du over all steps     dh   = dh' z + du U'
 * </pre>
 *
 * <p>All that dh' is multiplied with is known beforehand, for all steps at once; only dh goes through a loop.
 *
 * @param kernel U, [units, width, 3 width]
 * @param first the states before the first step, [units, texts, width]
 */
record GatedGradient(GraphOps ops, Output<?> kernel, Output<?> first) {

    /**
     * The gradients of inputs, kernel and first states.
     *
     * @param inputs x, [tokens, units, texts, 3 width]
     * @param states the states after each step, [tokens, units, texts, width]
     * @param gradient from outside, of these
     */
    List<Output<?>> of(Output<?> inputs, Output<?> states, Output<?> gradient) {
        Output<?> tokens = ops.unstack(ops.apply("Shape", inputs), 4).get(0);
        Output<?> last = ops.subtract(tokens, ops.ops().constant(1));
        Output<?> before = before(states, last);
        Output<?> products = ops.batchProduct(before, kernel);
        Gates gates = Gates.of(ops, inputs, products);
        Output<?> update = gates.update();
        Output<?> reset = gates.reset();
        Output<?> candidate = gates.candidate();
        Output<?> ofUpdate = ops.multiply(ops.subtract(before, candidate), ops.multiply(update, gates.rest(update)));
        Output<?> ofCandidate = ops.multiply(gates.rest(update), gates.rest(ops.multiply(candidate, candidate)));
        Output<?> ofReset =
                ops.multiply(ops.multiply(ofCandidate, gates.product()), ops.multiply(reset, gates.rest(reset)));
        Output<?> ofProducts = ops.concat(List.of(ofUpdate, ofReset, ops.multiply(ofCandidate, reset)), 3);
        List<Output<?>> walked = walked(last, update, ofProducts, gradient);
        Output<?> whole = ops.read(walked.get(0), tokens, walked.get(2), DataType.DT_FLOAT);
        Output<?> wide = wide(ops, whole, 3);
        Output<?> ofInputs = ops.multiply(wide, ops.concat(List.of(ofUpdate, ofReset, ofCandidate), 3));
        Output<?> ofKernel =
                ops.batchProduct(ops.transpose(byUnit(before), 0, 2, 1), byUnit(ops.multiply(wide, ofProducts)));
        return List.of(ofInputs, ofKernel, walked.get(1));
    }

    /** The states before each step. */
    private Output<?> before(Output<?> states, Output<?> last) {
        Output<?> all = ops.ops().constant(-1).asOutput();
        Output<?> earlier =
                ops.slice(states, ops.ops().constant(new int[] {0, 0, 0, 0}), ops.stack(List.of(last, all, all, all)));
        return ops.concat(List.of(ops.stack(List.of(first)), earlier), 0);
    }

    /** dh' three times side by side. */
    private static Output<?> wide(GraphOps ops, Output<?> whole, int axis) {
        return ops.concat(List.of(whole, whole, whole), axis);
    }

    /**
     * The walk from the last step to the first: the array of dh', the gradient of the first states, and the array's flow.
     *
     * @param ofProducts what dh' is multiplied with for du
     */
    private List<Output<?>> walked(Output<?> last, Output<?> update, Output<?> ofProducts, Output<?> gradient) {
        Output<?> tokens = ops.add(last, ops.ops().constant(1));
        List<Output<?>> array = ops.newArray(tokens, DataType.DT_FLOAT);
        // Step, dh from the step after, flow of the array; and what the loop only reads.
        Output<?>[] variables = {
            last,
            ops.apply("ZerosLike", first),
            array.get(1),
            update,
            ofProducts,
            gradient,
            ops.transpose(kernel, 0, 2, 1),
            array.get(0)
        };
        Output<?>[] results = ops.loop(
                variables,
                (condition, in) -> List.of(condition.less(condition.ops().constant(-1), in[0])),
                (body, in) -> {
                    Output<?> whole = body.add(in[1], body.gather(in[5], in[0]));
                    Output<?> inner = body.multiply(wide(body, whole, 2), body.gather(in[4], in[0]));
                    return List.of(
                            body.subtract(in[0], body.ops().constant(1)),
                            body.add(
                                    body.multiply(whole, body.gather(in[3], in[0])),
                                    body.equalBatchProduct(inner, in[6])),
                            body.write(in[7], in[0], whole, in[2]),
                            in[3],
                            in[4],
                            in[5],
                            in[6],
                            in[7]);
                });
        return List.of(array.get(0), results[1], results[2]);
    }

    /** [tokens, units, texts, width] to [units, tokens x texts, width]. */
    private Output<?> byUnit(Output<?> values) {
        List<Output<?>> sizes = ops.unstack(ops.apply("Shape", values), 4);
        Output<?> rows = ops.multiply(sizes.get(0), sizes.get(2));
        return ops.reshape(ops.transpose(values, 1, 0, 2, 3), ops.stack(List.of(sizes.get(1), rows, sizes.get(3))));
    }
}
