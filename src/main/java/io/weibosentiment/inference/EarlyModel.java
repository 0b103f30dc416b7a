package io.weibosentiment.inference;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the model on a thread of its own while a local run still reads files: loading takes seconds of one core, and
 * reading a small input does not keep all of them busy. The tasks that score find the model loaded.
 *
 * <p>A model that cannot be loaded is left to those tasks, which fail with the reason.
 */
public final class EarlyModel implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyModel.class);

    private final Optional<ExecutorModels.Request> request;
    private Optional<Thread> loading = Optional.empty();

    private EarlyModel(Optional<ExecutorModels.Request> request) {
        this.request = request;
    }

    /** What loads {@code model} if the executors of {@code context} are this process; nothing is loaded yet. */
    static EarlyModel of(SparkContext context, ExecutorModels.Request request) {
        return new EarlyModel(Optional.of(request).filter(asked -> context.isLocal()));
    }

    /** Begins to load the model, unless it has begun. */
    public synchronized void begin() {
        if (loading.isEmpty() && request.isPresent()) {
            Thread thread = new Thread(() -> load(request.get()), "load-model");
            thread.setDaemon(true);
            thread.start();
            loading = Optional.of(thread);
        }
    }

    private static void load(ExecutorModels.Request request) {
        try (SharedInstance.Lease<LoadedModel> lease = ExecutorModels.acquire(request);
                TaskPredictor predictor = new TaskPredictor(lease.value())) {
            // The engine's first batch takes half a second longer than others.
            predictor.logits(lease.value().featurizer().encode(List.of(ScoringIterator.PLAIN)));
        } catch (Exception | LinkageError e) {
            LOG.debug("the model could not be loaded early", e);
        }
    }

    /** Waits until it is loaded: native code must not be in the middle of it when the process ends. */
    @Override
    public synchronized void close() {
        boolean isInterrupted = false;
        while (loading.isPresent()) {
            try {
                loading.get().join();
                loading = Optional.empty();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
