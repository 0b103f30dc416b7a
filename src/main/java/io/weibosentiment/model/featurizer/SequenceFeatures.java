package io.weibosentiment.model.featurizer;

/**
 * A text as several sequences of numbers.
 *
 * @param sequences them, in the order of the graph's input; not copied, not to be changed
 * @param truncated whether the text was cut
 */
@SuppressWarnings("ArrayRecordComponent") // one per text: boxed lists would cost more than the model's input
record SequenceFeatures(int[][] sequences, boolean truncated) implements Features {

    /** The characters, which come first and are at least as many as anything else. */
    @Override
    public int tokens() {
        return sequences[0].length;
    }
}
