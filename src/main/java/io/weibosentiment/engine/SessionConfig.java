package io.weibosentiment.engine;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** How TensorFlow's sessions run our graphs. */
public final class SessionConfig {

    /** As ConfigProto has it: the operations of a graph run one after the other on the thread that calls. */
    private static final int CALLING_THREAD = -1;

    private SessionConfig() {}

    /**
     * The settings of a session on the engine's device. Graphs run as they are written: TensorFlow's arithmetic optimizer
     * would move casts between operations that its remapper only knows how to fuse side by side, and what is then left of
     * layer normalization is a batch normalization that damages the heap when two threads run it.
     */
    public static ConfigProto of(OfflineEngine engine) {
        return builder(engine).build();
    }

    /**
     * The settings of a session that runs independent parts of a graph at the same time.
     *
     * @param threads how many threads it has; each operation runs on one of them
     */
    public static ConfigProto of(OfflineEngine engine, int threads) {
        return threads == 1
                ? of(engine)
                : builder(engine)
                        .setUsePerSessionThreads(true)
                        .setInterOpParallelismThreads(threads)
                        .build();
    }

    private static ConfigProto.Builder builder(OfflineEngine engine) {
        return engine.device()
                .sessionConfig()
                .setIntraOpParallelismThreads(OfflineEngine.THREADS)
                .setInterOpParallelismThreads(CALLING_THREAD)
                .setGraphOptions(GraphOptions.newBuilder()
                        .setRewriteOptions(
                                RewriterConfig.newBuilder().setArithmeticOptimization(RewriterConfig.Toggle.OFF)));
    }
}
