package io.weibosentiment.model.graph;

import org.tensorflow.Output;

/** Sets values to zero at random while a graph is trained. */
@FunctionalInterface
public interface Dropout {

    /** Of a graph that is run: every value stays. */
    Dropout NONE = value -> value;

    /** {@code value}, float32 of any shape, with some of its values dropped and the others scaled up. */
    Output<?> apply(Output<?> value);
}
