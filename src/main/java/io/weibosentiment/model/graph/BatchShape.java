package io.weibosentiment.model.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;

/**
 * The texts and tokens of a batch, known when it runs.
 *
 * @param texts how many texts
 * @param tokens how many tokens each has
 * @param rows how many tokens all have together
 */
record BatchShape(GraphOps ops, Output<?> texts, Output<?> tokens, Output<?> rows) {

    /** The shape of a batch of {@code ids}, [texts, tokens]. */
    static BatchShape of(GraphOps ops, Output<?> ids) {
        List<Output<?>> sizes = ops.unstack(ops.apply("Shape", ids), 2);
        return new BatchShape(ops, sizes.get(0), sizes.get(1), ops.multiply(sizes.get(0), sizes.get(1)));
    }

    /** A shape of numbers and of what is known when the batch runs; -1 once for what follows. */
    Output<?> of(Object... sizes) {
        List<Operand<?>> operands = new ArrayList<>();
        for (Object size : sizes) {
            operands.add(size instanceof Integer number ? ops.ops().constant(number) : (Output<?>) size);
        }
        return ops.stack(operands);
    }
}
