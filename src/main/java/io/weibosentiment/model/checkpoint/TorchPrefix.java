package io.weibosentiment.model.checkpoint;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What stands before the names of a PyTorch checkpoint's weights: {@code bert.} before the encoder's, normally, and
 * nothing before the head's. Wrappers around the model put names of their own before both.
 *
 * @param encoder what stands before {@code embeddings.…}, {@code encoder.…} and {@code pooler.…}
 * @param head what stands before {@code classifier.…}
 */
record TorchPrefix(String encoder, String head) {

    private static final String BERT = "bert.";
    private static final String FIRST = "embeddings.word_embeddings.weight";

    /** Buffers that hold 0, 1, 2 …, the heads of the pre-training, and what only a loss uses. */
    private static final Pattern HARMLESS = Pattern.compile(
            ".*embeddings\\.(position_ids|token_type_ids)|(.*\\.)?cls\\.(predictions|seq_relationship)\\..*"
                    + "|(.*\\.)?(loss|loss_fct|loss_fn|criterion)\\.(weight|pos_weight)");

    /** The prefix of a file with weights of these names; the normal one if they do not tell. */
    static TorchPrefix of(Collection<String> names) {
        List<String> found = names.stream()
                .filter(name -> name.equals(FIRST) || name.endsWith("." + FIRST))
                .map(name -> name.substring(0, name.length() - FIRST.length()))
                .toList();
        String encoder = found.size() == 1 ? found.get(0) : BERT;
        boolean hasName = encoder.equals(BERT) || encoder.endsWith("." + BERT);
        return new TorchPrefix(encoder, hasName ? encoder.substring(0, encoder.length() - BERT.length()) : encoder);
    }

    /** The name in the file of the weight that a BertForSequenceClassification calls {@code name}. */
    String apply(String name) {
        return name.startsWith(BERT) ? encoder + name.substring(BERT.length()) : head + name;
    }

    /** Whether a weight of this name does not change what a classifier computes. */
    static boolean isHarmless(String name) {
        return HARMLESS.matcher(name).matches();
    }
}
