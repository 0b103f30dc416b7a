package io.weibosentiment.inference;

import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.featurizer.Featurizer;

/**
 * A model in this process's memory, ready to score; its tasks share it.
 *
 * @param featurizer turns texts into the graph's inputs
 * @param session the graph
 * @param output the name of the graph's output with the logits
 * @param head what the logits mean
 * @param limit the sizes of batches that are known to be too large
 */
record LoadedModel(Featurizer featurizer, SavedModelSession session, String output, Head head, BatchLimit limit)
        implements AutoCloseable {

    LoadedModel(Featurizer featurizer, SavedModelSession session, String output, Head head) {
        this(featurizer, session, output, head, new BatchLimit());
    }

    @Override
    public void close() {
        featurizer.close();
        session.close();
    }
}
