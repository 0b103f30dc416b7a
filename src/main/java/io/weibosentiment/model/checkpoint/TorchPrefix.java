package io.weibosentiment.model.checkpoint;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What stands before the names of a PyTorch checkpoint's weights: {@code bert.} before the encoder's, normally, or what the
 * family calls it, and nothing before the head's. Wrappers around the model put names of their own before both.
 *
 * @param base what the family calls its encoder, with a dot
 * @param encoder what stands before {@code embeddings.…}, {@code encoder.…} and {@code pooler.…}
 * @param head what stands before {@code classifier.…}
 */
record TorchPrefix(String base, String encoder, String head) {

    private static final String FIRST = "embeddings.word_embeddings.weight";

    /** Buffers that hold 0, 1, 2 …, the heads of the pre-training, and what only a loss uses. */
    private static final Pattern HARMLESS = Pattern.compile(
            ".*embeddings\\.(position_ids|token_type_ids)|(.*\\.)?cls\\.(predictions|seq_relationship)\\..*"
                    + "|(.*\\.)?(loss|loss_fct|loss_fn|criterion)\\.(weight|pos_weight)");

    /** The same of one family alone: heads of its pre-training, and poolers that its classifiers do not have. */
    private static final Map<ModelFamily, Pattern> HARMLESS_IN = Map.of(
            ModelFamily.ALBERT, Pattern.compile("(.*\\.)?(predictions|sop_classifier)\\..*"),
            ModelFamily.DISTILBERT, Pattern.compile("(.*\\.)?vocab_(transform|layer_norm|projector)\\..*"),
            ModelFamily.ELECTRA,
                    Pattern.compile("(.*\\.)?(discriminator_predictions|generator_predictions|generator_lm_head)\\..*"),
            ModelFamily.ROBERTA, Pattern.compile("(.*\\.)?(lm_head|roberta\\.pooler)\\..*"));

    /** The prefix of a file with weights of these names; the normal one if they do not tell. */
    static TorchPrefix of(ModelFamily family, Collection<String> names) {
        String base = family.base() + ".";
        List<String> found = names.stream()
                .filter(name -> name.equals(FIRST) || name.endsWith("." + FIRST))
                .map(name -> name.substring(0, name.length() - FIRST.length()))
                .toList();
        String encoder = found.size() == 1 ? found.get(0) : base;
        boolean hasName = encoder.equals(base) || encoder.endsWith("." + base);
        return new TorchPrefix(
                base, encoder, hasName ? encoder.substring(0, encoder.length() - base.length()) : encoder);
    }

    /** The name in the file of the weight that Transformers calls {@code name}. */
    String apply(String name) {
        return name.startsWith(base) ? encoder + name.substring(base.length()) : head + name;
    }

    /** Whether a weight of this name does not change what a classifier of {@code family} computes. */
    static boolean isHarmless(ModelFamily family, String name) {
        return HARMLESS.matcher(name).matches()
                || (HARMLESS_IN.containsKey(family)
                        && HARMLESS_IN.get(family).matcher(name).matches());
    }
}
