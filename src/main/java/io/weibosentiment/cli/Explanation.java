package io.weibosentiment.cli;

import io.weibosentiment.DecidedBy;
import io.weibosentiment.inference.TextInspector;
import io.weibosentiment.model.featurizer.TextSequence;
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
     * @param sequences what the model reads: the tokens, or several sequences beside each other
     * @param logits the model's output, one number per label
     */
    record Scoring(List<TextInspector.Sequence> sequences, List<Float> logits) {

        Scoring {
            sequences = List.copyOf(sequences);
            logits = List.copyOf(logits);
        }

        /** Whether there are others beside the tokens. */
        boolean hasSeveral() {
            return sequences.size() > 1;
        }

        /** The tokens: of a model that reads several sequences, the characters. */
        TextInspector.Sequence tokens() {
            return sequences.stream()
                    .filter(sequence -> sequence.name().equals(TextSequence.CHARACTERS.key()))
                    .findFirst()
                    .orElseGet(() -> sequences.get(0));
        }
    }
}
