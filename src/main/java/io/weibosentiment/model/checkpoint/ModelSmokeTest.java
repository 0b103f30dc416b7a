package io.weibosentiment.model.checkpoint;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.engine.Signature;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleManifest.TestVector;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.bundle.PreparedModel;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.graph.BertArchitecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.tensorflow.proto.DataType;

/** Runs a model that is being imported, to learn what it has and what it gives. */
final class ModelSmokeTest {

    private static final List<String> TEXTS =
            List.of("今天天气真好，心情不错[哈哈]", "太失望了，再也不来了！", "转发微博", "iPhone 15 发布会，价格 5999 元？", "");

    private final HostCache cache;

    ModelSmokeTest(HostCache cache) {
        this.cache = cache;
    }

    /**
     * The logits of a few texts, in float32.
     *
     * @throws InvalidInputException if they are not two finite numbers a text
     */
    List<TestVector> run(ModelBundle bundle) throws IOException {
        PreparedModel model = bundle.prepare(Precision.FLOAT32);
        List<TestVector> vectors = new ArrayList<>();
        try (SavedModelSession session = load(model.savedModel());
                Featurizer featurizer = bundle.featurizer(OptionalInt.empty())) {
            for (String text : TEXTS) {
                Features features = featurizer.encode(List.of(text)).get(0);
                Batch batch = featurizer.batch(List.of(features));
                float[] logits = predict(session, model, batch);
                vectors.add(new TestVector(
                        text, Arrays.stream(features.ids()).boxed().toList(), List.of(logits[0], logits[1])));
            }
        }
        return vectors;
    }

    private SavedModelSession load(Path savedModel) {
        return SavedModelSession.load(savedModel, OfflineEngine.startOnCpu(cache));
    }

    private static float[] predict(SavedModelSession session, PreparedModel model, Batch batch) {
        try (Predictor<IntegerBatch, float[][]> predictor = session.newPredictor(batch.signature(), model.output())) {
            float[] logits = predictor.predict(batch.inputs())[0];
            if (logits.length != BertArchitecture.LABELS || !Float.isFinite(logits[0]) || !Float.isFinite(logits[1])) {
                throw new InvalidInputException("the model gives " + Arrays.toString(logits)
                        + " for a text; expected two finite logits: check the checkpoint's weights");
            }
            return logits;
        } catch (TranslateException e) {
            throw new InvalidInputException("the model cannot be run: " + e.getMessage(), e);
        }
    }

    /**
     * Finds what a SavedModel calls its inputs and output.
     *
     * @throws InvalidInputException if they are not those of a BERT classifier; lists what the model has
     */
    ModelInputs discover(Path savedModel) {
        try (SavedModelSession session = load(savedModel)) {
            Signature signature = session.signatures().size() == 1
                    ? session.signatures().get(session.signatures().firstKey())
                    : session.signature(ModelInputs.BUILT.signature());
            return discover(signature);
        }
    }

    static ModelInputs discover(Signature signature) {
        List<String> left = new ArrayList<>(signature.inputs().keySet());
        Optional<String> mask = take(left, name -> name.contains("mask"));
        Optional<String> types = take(left, name -> name.contains("type") || name.contains("segment"));
        Optional<String> ids = take(left, name -> name.contains("ids") || left.size() == 1);
        Optional<String> output = signature.outputs().entrySet().stream()
                .filter(entry -> entry.getValue() == DataType.DT_FLOAT)
                .filter(entry -> entry.getKey().equals(ModelInputs.BUILT.logits())
                        || signature.outputs().size() == 1)
                .map(java.util.Map.Entry::getKey)
                .findFirst();
        if (ids.isEmpty() || output.isEmpty() || !left.isEmpty()) {
            throw new InvalidInputException("the SavedModel's signature " + signature + " is not that of a BERT"
                    + " classifier; expected the inputs input_ids, attention_mask and token_type_ids (the last two"
                    + " optional) and the float32 output logits: export it with these names");
        }
        return new ModelInputs(signature.key(), Optional.empty(), ids.get(), mask, types, output.get());
    }

    private static Optional<String> take(List<String> names, Predicate<String> wanted) {
        Optional<String> found = names.stream()
                .filter(name -> wanted.test(name.toLowerCase(Locale.ROOT)))
                .findFirst();
        found.ifPresent(names::remove);
        return found;
    }
}
