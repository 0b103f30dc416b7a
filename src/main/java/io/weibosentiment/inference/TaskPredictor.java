package io.weibosentiment.inference;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One task's way into the shared model: a Predictor for each signature it calls, for use by one thread. */
final class TaskPredictor implements AutoCloseable {

    private final LoadedModel model;
    private final Map<String, Predictor<IntegerBatch, float[][]>> predictors = new HashMap<>();

    TaskPredictor(LoadedModel model) {
        this.model = model;
    }

    /** The logits of each text of a batch, {@code [texts][labels]}, in the batch's order. */
    float[][] logits(List<Features> features) throws TranslateException {
        Batch batch = model.featurizer().batch(features);
        return predictors
                .computeIfAbsent(
                        batch.signature(), signature -> model.session().newPredictor(signature, model.output()))
                .predict(batch.inputs());
    }

    @Override
    public void close() {
        predictors.values().forEach(Predictor::close);
        predictors.clear();
    }
}
