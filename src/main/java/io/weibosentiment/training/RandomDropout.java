package io.weibosentiment.training;

import io.weibosentiment.model.graph.Dropout;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Drops values by random numbers that only a seed, a step and the place in the graph decide. */
final class RandomDropout implements Dropout {

    private final Ops tf;
    private final Operand<TInt32> seed;
    private final double rate;
    private int place;

    /**
     * The dropout of one graph.
     *
     * @param seed two numbers, fed for each step: the seed and the step
     * @param rate the share of values that are dropped, above 0
     */
    RandomDropout(Ops tf, Operand<TInt32> seed, double rate) {
        this.tf = tf;
        this.seed = seed;
        this.rate = rate;
    }

    @Override
    public Output<?> apply(Output<?> value) {
        place++;
        Operand<TFloat32> values = AdamW.floats(value);
        Operand<TInt32> own = tf.math.add(seed, tf.constant(new int[] {place, 0}));
        Operand<TFloat32> random = tf.random.statelessRandomUniform(tf.shape(values), own, TFloat32.class);
        Operand<TFloat32> kept =
                tf.dtypes.cast(tf.math.greaterEqual(random, tf.constant((float) rate)), TFloat32.class);
        return tf.math
                .mul(tf.math.mul(values, kept), tf.constant((float) (1 / (1 - rate))))
                .asOutput();
    }
}
