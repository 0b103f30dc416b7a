package io.weibosentiment.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a BERT graph calls its signatures, inputs and output.
 *
 * @param signature the signature for any batch
 * @param exactSignature the signature for batches whose texts all have the same number of tokens; takes only {@code ids}
 * @param ids the input with token ids
 * @param mask the input that is 1 for tokens and 0 for padding
 * @param tokenTypes the input with token types, always 0
 * @param longs whether the inputs are 64-bit integers, else 32-bit
 * @param logits the output, float32 [batch, 2]
 */
record ModelInputs(
        String signature,
        Optional<String> exactSignature,
        String ids,
        Optional<String> mask,
        Optional<String> tokenTypes,
        boolean longs,
        String logits) {

    /** What the graphs that we build call them. */
    static final ModelInputs BUILT = new ModelInputs(
            "serving_default",
            Optional.of("exact"),
            "input_ids",
            Optional.of("attention_mask"),
            Optional.of("token_type_ids"),
            false,
            "logits");

    NamedInput input(String name, int[] values, long[] shape) {
        return longs
                ? new NamedInput.Longs(
                        name, Arrays.stream(values).asLongStream().toArray(), shape)
                : new NamedInput.Ints(name, values, shape);
    }
}
