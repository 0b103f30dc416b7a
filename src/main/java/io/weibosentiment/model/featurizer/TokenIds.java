package io.weibosentiment.model.featurizer;

/**
 * A text as one sequence of token ids.
 *
 * @param ids the ids, special tokens included; not copied, not to be changed
 * @param truncated whether the text was cut
 */
@SuppressWarnings("ArrayRecordComponent") // one per text: a boxed list would cost more than the model's input
record TokenIds(int[] ids, boolean truncated) implements Features {

    @Override
    public int tokens() {
        return ids.length;
    }
}
