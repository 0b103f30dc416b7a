package io.weibosentiment.training;

import io.weibosentiment.model.bundle.Head;
import java.io.Serializable;

/**
 * The model's outputs for both labels.
 *
 * @param positive the index of the output for texts that are labelled positive; the other of two is for negative ones
 */
record LabelOutputs(int positive) implements Serializable {

    /** How many outputs there are. */
    static final int COUNT = 2;

    static LabelOutputs of(Head head) {
        return new LabelOutputs(head.positive().orElseThrow());
    }

    int of(boolean isPositive) {
        return isPositive ? positive : 1 - positive;
    }
}
