package io.weibosentiment.model.checkpoint;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.bundle.PreparedModel;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs a bundle on texts, in the tests. */
public final class ModelRun {

    public static final HostCache CACHE = HostCache.at(Optional.empty());
    private static final int ROWS = 64;

    private ModelRun() {}

    public static List<Features> encode(ModelBundle bundle, List<String> texts) throws IOException {
        OfflineEngine.goOffline(CACHE);
        try (Featurizer featurizer = bundle.featurizer(OptionalInt.empty())) {
            return featurizer.encode(texts);
        }
    }

    /** Logits in the texts' order, each batch of texts of one length. */
    public static float[][] exact(ModelBundle bundle, Precision precision, List<Features> features) throws IOException {
        Map<Integer, List<Integer>> byLength = IntStream.range(0, features.size())
                .boxed()
                .collect(Collectors.groupingBy(i -> features.get(i).tokens(), TreeMap::new, Collectors.toList()));
        return run(bundle, precision, features, byLength.values().stream().toList());
    }

    /** Logits in the texts' order, batches in the texts' order too, padded. */
    static float[][] padded(ModelBundle bundle, Precision precision, List<Features> features) throws IOException {
        return run(
                bundle,
                precision,
                features,
                List.of(IntStream.range(0, features.size()).boxed().toList()));
    }

    private static float[][] run(
            ModelBundle bundle, Precision precision, List<Features> features, List<List<Integer>> groups)
            throws IOException {
        PreparedModel model = bundle.prepare(precision);
        float[][] logits = new float[features.size()][];
        Map<String, Predictor<IntegerBatch, float[][]>> predictors = new HashMap<>();
        try (SavedModelSession session = SavedModelSession.load(model.savedModel(), OfflineEngine.startOnCpu(CACHE));
                Featurizer featurizer = bundle.featurizer(OptionalInt.empty())) {
            for (List<Integer> group : groups) {
                for (int from = 0; from < group.size(); from += ROWS) {
                    List<Integer> rows = group.subList(from, Math.min(group.size(), from + ROWS));
                    List<Features> chosen = new ArrayList<>();
                    rows.forEach(row -> chosen.add(features.get(row)));
                    Batch batch = featurizer.batch(chosen);
                    float[][] result = predictors
                            .computeIfAbsent(batch.signature(), name -> session.newPredictor(name, model.output()))
                            .predict(batch.inputs());
                    for (int i = 0; i < rows.size(); i++) {
                        logits[rows.get(i)] = result[i];
                    }
                }
            }
            predictors.values().forEach(Predictor::close);
        } catch (TranslateException e) {
            throw new IllegalStateException(e);
        }
        return logits;
    }
}
