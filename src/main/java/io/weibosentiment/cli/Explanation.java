package io.weibosentiment.cli;

import io.weibosentiment.DecidedBy;
import java.util.List;
import java.util.Optional;

/**
 * How one text got its sentiment.
 *
 * @param text the raw text
 * @param cleaned what the policy left of it
 * @param scoring the model's input and output; empty if a rule decided
 * @param sentiment 0 negative to 1 positive; empty if a rule decided and leaves the text unscored
 * @param decidedBy the model or the rule
 */
record Explanation(
        String text, String cleaned, Optional<Scoring> scoring, Optional<Float> sentiment, DecidedBy decidedBy) {

    /**
     * The model's input and output.
     *
     * @param tokens the tokens, special ones included
     * @param tokenIds their numbers in the vocabulary
     * @param logits the model's output, one number per label
     */
    record Scoring(List<String> tokens, List<Integer> tokenIds, List<Float> logits) {

        Scoring {
            tokens = List.copyOf(tokens);
            tokenIds = List.copyOf(tokenIds);
            logits = List.copyOf(logits);
        }
    }
}
