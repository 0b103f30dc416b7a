package io.weibosentiment.inference;

import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.featurizer.Featurizer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model in this process's memory, ready to score; its tasks share it.
 *
 * @param featurizer turns texts into the graph's inputs
 * @param session the graph
 * @param output the name of the graph's output with the logits
 * @param head what the logits mean
 * @param tooManyTokens the smallest batch, in tokens, that is known to fail for its size
 */
record LoadedModel(
        Featurizer featurizer, SavedModelSession session, String output, Head head, AtomicInteger tooManyTokens)
        implements AutoCloseable {

    LoadedModel(Featurizer featurizer, SavedModelSession session, String output, Head head) {
        this(featurizer, session, output, head, new AtomicInteger(Integer.MAX_VALUE));
    }

    @Override
    public void close() {
        featurizer.close();
        session.close();
    }
}
