package io.weibosentiment.benchmark;

import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From a cleaned text to its token ids, and from token ids to a batch. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class TokenizerBenchmark {

    private static final int TEXTS = 1024;

    private Featurizer featurizer;
    private List<String> texts;
    private List<Features> features;

    /** Opens the bundled tokenizer. */
    @Setup
    public void prepare() throws IOException {
        OfflineEngine.goOffline(SampleTexts.cache());
        featurizer = SampleTexts.bundle().featurizer(OptionalInt.empty());
        texts = SampleTexts.texts(TEXTS);
        features = featurizer.encode(texts);
    }

    /** One text's ids. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public List<Features> encode() {
        return featurizer.encode(texts);
    }

    /** One text's row in a padded batch. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public Object batch() {
        return featurizer.batch(features);
    }

    /** Closes the tokenizer. */
    @TearDown
    public void close() {
        featurizer.close();
    }
}
