package io.weibosentiment.benchmark;

import io.weibosentiment.inference.BatchPlanner;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Planning the batches of one look-ahead window, for each text in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class BatchPlannerBenchmark {

    private static final int TEXTS = 8192;
    private static final int SPECIAL_TOKENS = 2;

    /** Most tokens in a batch. */
    @Param({"4096", "16384"})
    public int batchTokens;

    private BatchPlanner planner;
    private int[] tokens;

    /** Makes the lengths. */
    @Setup
    public void prepare() throws IOException {
        planner = new BatchPlanner(batchTokens, TEXTS);
        tokens = SampleTexts.texts(TEXTS).stream()
                .mapToInt(text -> text.length() + SPECIAL_TOKENS)
                .toArray();
    }

    /** One text's part of a window. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public List<?> plan() {
        return planner.plan(tokens);
    }
}
