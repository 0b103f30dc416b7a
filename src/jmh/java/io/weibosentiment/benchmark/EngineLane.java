package io.weibosentiment.benchmark;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.model.featurizer.Batch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs ready-made batches through a session, on one thread. */
final class EngineLane implements Lanes.Lane {

    private final SavedModelSession session;
    private final String output;
    private final List<Batch> batches;
    private final Map<String, Predictor<IntegerBatch, float[][]>> predictors = new HashMap<>();

    EngineLane(SavedModelSession session, String output, List<Batch> batches) {
        this.session = session;
        this.output = output;
        this.batches = batches;
    }

    @Override
    public void work(int index) throws TranslateException {
        Batch batch = batches.get(index % batches.size());
        predictors
                .computeIfAbsent(batch.signature(), signature -> session.newPredictor(signature, output))
                .predict(batch.inputs());
    }

    @Override
    public void close() {
        predictors.values().forEach(Predictor::close);
    }
}
