package io.weibosentiment.training;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What is fed to a training graph.
 *
 * @param ids token ids, [texts, tokens]
 * @param mask 1 for tokens and 0 for padding
 * @param labels the index of the output that is right, [texts]
 * @param counts how much each text counts
 * @param seed the seed and the step, which decide what is dropped
 * @param rate the learning rate
 * @param firstPower the decay of the first moment to the power of the step
 * @param secondPower the same of the second
 */
record GraphInputs(
        Placeholder<TInt32> ids,
        Placeholder<TInt32> mask,
        Placeholder<TInt32> labels,
        Placeholder<TFloat32> counts,
        Placeholder<TInt32> seed,
        Placeholder<TFloat32> rate,
        Placeholder<TFloat32> firstPower,
        Placeholder<TFloat32> secondPower) {

    /** Placeholders in the graph of {@code tf}. */
    static GraphInputs in(Ops tf) {
        Shape matrix = Shape.of(-1, -1);
        return new GraphInputs(
                integers(tf, matrix),
                integers(tf, matrix),
                integers(tf, Shape.of(-1)),
                floats(tf, Shape.of(-1)),
                integers(tf, Shape.of(2)),
                floats(tf, Shape.scalar()),
                floats(tf, Shape.scalar()),
                floats(tf, Shape.scalar()));
    }

    private static Placeholder<TInt32> integers(Ops tf, Shape shape) {
        return tf.placeholder(TInt32.class, Placeholder.shape(shape));
    }

    private static Placeholder<TFloat32> floats(Ops tf, Shape shape) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    }
}
