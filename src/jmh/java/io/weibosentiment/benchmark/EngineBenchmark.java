package io.weibosentiment.benchmark;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.DeviceBinding;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.bundle.PreparedModel;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import java.io.IOException;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One batch of the bundled model through the engine, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class EngineBenchmark {

    private static final int FIRST_WORD = 1000;

    /** Texts and tokens of the batch. */
    @Param({"32x32", "128x16", "64x48", "256x16"})
    public String shape;

    /** The arithmetic's. */
    @Param({"FLOAT32", "BFLOAT16"})
    public String precision;

    private SavedModelSession session;
    private Predictor<IntegerBatch, float[][]> predictor;
    private IntegerBatch inputs;

    /** Loads the model. */
    @Setup
    public void prepare() throws IOException {
        OfflineEngine engine = OfflineEngine.start(SampleTexts.cache(), DeviceBinding.cpu());
        ModelBundle bundle = SampleTexts.bundle();
        PreparedModel prepared = bundle.prepare(Precision.valueOf(precision));
        session = SavedModelSession.load(prepared.savedModel(), engine);
        int by = shape.indexOf('x');
        int[] ids = new int[Integer.parseInt(shape.substring(by + 1))];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = FIRST_WORD + i;
        }
        int rows = Integer.parseInt(shape.substring(0, by));
        try (Featurizer featurizer = bundle.featurizer(OptionalInt.empty())) {
            Batch batch = featurizer.batch(Collections.nCopies(rows, WordPieceFeaturizer.features(ids)));
            inputs = batch.inputs();
            predictor = session.newPredictor(batch.signature(), prepared.output());
        }
    }

    /** One batch. */
    @Benchmark
    public float[][] run() throws TranslateException {
        return predictor.predict(inputs);
    }

    /** Closes the model. */
    @TearDown
    public void close() {
        predictor.close();
        session.close();
    }
}
