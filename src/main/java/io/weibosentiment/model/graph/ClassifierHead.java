package io.weibosentiment.model.graph;

import java.util.Optional;
import org.tensorflow.Output;

/** What follows the encoder in a classifier: from its last layer to one output a label. */
interface ClassifierHead {

    /** The rows of the last layer that it takes. */
    Rows rows();

    /**
     * The outputs, float32 [texts, labels].
     *
     * @param last the last layer's {@link #rows()}
     * @param mask [texts, tokens], 1 for tokens and 0 for padding; empty where there is no padding
     */
    Output<?> logits(Output<?> last, BatchShape shape, Optional<Output<?>> mask);
}
