package io.weibosentiment.model.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** A simple recurrent layer: s(t + 1) = tanh(s(t) x kernel + input(t)), with s(0) = 0. */
@FunctionalInterface
interface Recurrence {

    /** In a loop, for texts of any length; a loop has no gradient. */
    Recurrence LOOP = Recurrence::looped;

    /**
     * The states before each step, float32 [tokens, texts, width].
     *
     * @param inputs [tokens, texts, width]
     * @param kernel [width, width]
     * @param first s(0), zeros of [texts, width]
     */
    Output<?> states(GraphOps ops, Output<?> inputs, Output<?> kernel, Output<?> first);

    /** Step by step, for texts of {@code tokens} tokens. */
    static Recurrence unrolled(int tokens) {
        return (ops, inputs, kernel, first) -> {
            List<Output<?>> input = ops.unstack(inputs, tokens);
            List<Output<?>> states = new ArrayList<>(List.of(first));
            for (int t = 0; t < tokens - 1; t++) {
                states.add(next(ops, states.get(t), kernel, input.get(t)));
            }
            return ops.stack(List.copyOf(states));
        };
    }

    private static Output<?> next(GraphOps ops, Output<?> state, Output<?> kernel, Output<?> input) {
        return ops.apply("Tanh", ops.add(ops.product(state, kernel), input));
    }

    private static Output<?> looped(GraphOps ops, Output<?> inputs, Output<?> kernel, Output<?> first) {
        Output<?> tokens = ops.unstack(ops.apply("Shape", inputs), 3).get(0);
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
                        next(body, in[1], in[5], body.gather(in[4], in[0])),
                        body.write(in[6], in[0], in[1], in[2]),
                        in[3],
                        in[4],
                        in[5],
                        in[6]));
        return ops.read(array.get(0), tokens, results[2], DataType.DT_FLOAT);
    }
}
