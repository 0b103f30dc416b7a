package io.weibosentiment.inference;

import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.model.featurizer.Featurizer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model in this process's memory, ready to score; its tasks share it.
 *
 * @param featurizer turns texts into the graph's inputs
 * @param session the graph
 * @param output the name of the graph's output with the logits
 * @param positive the index of the logit that means positive
 * @param tooManyTokens the smallest batch, in tokens, that is known to fail for its size
 */
record LoadedModel(
        Featurizer featurizer, SavedModelSession session, String output, int positive, AtomicInteger tooManyTokens)
        implements AutoCloseable {

    LoadedModel(Featurizer featurizer, SavedModelSession session, String output, int positive) {
        this(featurizer, session, output, positive, new AtomicInteger(Integer.MAX_VALUE));
    }

    /** The probability of the positive label: the softmax of {@code logits} at its index; NaN if a logit is. */
    float sentiment(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((double) logit - logits[positive]);
        }
        return (float) (1 / sum);
    }

    @Override
    public void close() {
        featurizer.close();
        session.close();
    }
}
