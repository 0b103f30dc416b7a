package io.weibosentiment.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A share of a batch's texts, those after the shares before it; shares differ by one text at most, and may be empty.
 *
 * @param index which, from 0
 * @param count of how many
 */
record TextShare(int index, int count) {

    <T extends TType> Operand<T> of(Ops tf, Operand<T> batch) {
        if (count == 1) {
            return batch;
        }
        Operand<TInt32> texts = tf.gather(tf.shape(batch), tf.constant(new int[] {0}), tf.constant(0));
        Operand<TInt32> from = tf.math.div(tf.math.mul(texts, tf.constant(index)), tf.constant(count));
        Operand<TInt32> to = tf.math.div(tf.math.mul(texts, tf.constant(index + 1)), tf.constant(count));
        return tf.gather(batch, tf.range(tf.squeeze(from), tf.squeeze(to), tf.constant(1)), tf.constant(0));
    }
}
