package io.weibosentiment.model.featurizer;

import java.util.Optional;

/**
 * What a BERT graph calls its signatures, inputs and output.
 *
 * @param signature the signature for any batch
 * @param exactSignature the signature for batches whose texts all have the same number of tokens; takes only {@code
 *     ids}
 * @param ids the input with token ids
 * @param mask the input that is 1 for tokens and 0 for padding
 * @param tokenTypes the input with token types, always 0
 * @param logits the output, float32 [batch, labels]
 */
public record ModelInputs(
        String signature,
        Optional<String> exactSignature,
        String ids,
        Optional<String> mask,
        Optional<String> tokenTypes,
        String logits) {

    /** What the graphs that we build call them. */
    public static final ModelInputs BUILT = new ModelInputs(
            "serving_default",
            Optional.of("exact"),
            "input_ids",
            Optional.of("attention_mask"),
            Optional.of("token_type_ids"),
            "logits");

    /** What the graphs that we build for texts of several sequences call them: one input, one signature for any batch. */
    public static final ModelInputs SEQUENCES = new ModelInputs(
            BUILT.signature(), Optional.empty(), BUILT.ids(), Optional.empty(), Optional.empty(), BUILT.logits());
}
