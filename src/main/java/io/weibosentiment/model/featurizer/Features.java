package io.weibosentiment.model.featurizer;

/**
 * What a featurizer makes of one text.
 *
 * @param ids token ids, special tokens included; not copied, not to be changed
 * @param truncated whether the text was cut
 */
@SuppressWarnings("ArrayRecordComponent") // one per text: a boxed list would cost more than the model's input
public record Features(int[] ids, boolean truncated) {

    /** How many tokens the model sees, special tokens included. */
    public int tokens() {
        return ids.length;
    }
}
