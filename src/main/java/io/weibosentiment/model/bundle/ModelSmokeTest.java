package io.weibosentiment.model.bundle;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleManifest.TestVector;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Runs a new bundle on a few texts: the model must give a finite number for each label, and those of a SavedModel are
 * looked at, because its graph may end in a softmax.
 */
final class ModelSmokeTest {

    private static final List<String> TEXTS =
            List.of("今天天气真好，心情不错[哈哈]", "太失望了，再也不来了！", "转发微博", "iPhone 15 发布会，价格 5999 元？", "");

    /** Probabilities that were rounded to two bytes still add up to 1 within this. */
    private static final double ROUNDING = 0.01;

    private final HostCache cache;

    ModelSmokeTest(HostCache cache) {
        this.cache = cache;
    }

    /**
     * What the model gave.
     *
     * @param head what its outputs mean
     * @param vectors the texts with the model's outputs, in float32
     */
    record Result(Head head, List<TestVector> vectors) {

        Result {
            vectors = List.copyOf(vectors);
        }
    }

    /**
     * The model's outputs for a few texts, in float32, and what they mean. A model whose graph is too large for
     * TensorFlow in float32 is run in bfloat16, and its outputs are not kept.
     *
     * @throws InvalidInputException if they are not one finite number a label, or come out of a sigmoid; or if this
     *     host cannot run a model that large
     */
    Result run(ModelBundle bundle) throws IOException {
        boolean hasFloat32 = bundle.manifest().isPossible(Precision.FLOAT32);
        PreparedModel model = bundle.prepare(hasFloat32 ? Precision.FLOAT32 : Precision.BFLOAT16);
        List<TestVector> vectors = new ArrayList<>();
        try (SavedModelSession session = load(model.savedModel());
                Featurizer featurizer = bundle.featurizer(OptionalInt.empty())) {
            for (String text : TEXTS) {
                Features features = featurizer.encode(List.of(text)).get(0);
                Batch batch = featurizer.batch(List.of(features));
                float[] logits = predict(session, model, batch);
                vectors.add(new TestVector(text, featurizer.sequences(features), listed(logits)));
            }
            boolean isWrapped = bundle.manifest().wrapped().isPresent();
            Head head = bundle.manifest().head();
            return new Result(isWrapped ? seen(head, session, vectors) : head, hasFloat32 ? vectors : List.of());
        }
    }

    /** Logits do not lie between 0 and 1 and add up to 1 for every text by chance. */
    private static Head seen(Head head, SavedModelSession session, List<TestVector> vectors) throws IOException {
        if (!vectors.stream().allMatch(vector -> vector.logits().stream().allMatch(ModelSmokeTest::isProbability))) {
            return head;
        }
        if (vectors.stream().allMatch(vector -> Math.abs(sum(vector) - 1) <= ROUNDING)) {
            return head.ofProbabilities();
        }
        if (session.hasOperation("Sigmoid")) {
            throw new InvalidInputException("the SavedModel gives outputs such as "
                    + vectors.get(0).logits() + ", between 0 and 1 and not adding up to 1, as a sigmoid for each label"
                    + " gives; expected logits, or probabilities that add up to 1: export the model without its last"
                    + " activation, with problem_type multi_label_classification in config.json");
        }
        return head;
    }

    private static boolean isProbability(float output) {
        return output >= 0 && output <= 1 + ROUNDING;
    }

    private static double sum(TestVector vector) {
        return vector.logits().stream().mapToDouble(Float::doubleValue).sum();
    }

    private static List<Float> listed(float[] logits) {
        return IntStream.range(0, logits.length)
                .mapToObj(label -> logits[label])
                .toList();
    }

    private SavedModelSession load(Path savedModel) {
        return SavedModelSession.load(savedModel, OfflineEngine.startOnCpu(cache));
    }

    private static float[] predict(SavedModelSession session, PreparedModel model, Batch batch) {
        try (Predictor<IntegerBatch, float[][]> predictor = session.newPredictor(batch.signature(), model.output())) {
            float[] logits = predictor.predict(batch.inputs())[0];
            List<String> labels = model.head().labels();
            if (logits.length != labels.size() || !listed(logits).stream().allMatch(Float::isFinite)) {
                throw new InvalidInputException("the model gives " + Arrays.toString(logits)
                        + " for a text; expected a finite number for each of the labels " + labels
                        + ": check the checkpoint's weights");
            }
            return logits;
        } catch (TranslateException e) {
            throw new InvalidInputException("the model cannot be run: " + e.getMessage(), e);
        }
    }
}
