package io.weibosentiment.inference;

import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.engine.DeviceBinding;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.files.HostCache;
import java.io.Serializable;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model of this process: loaded by the first task that needs it, shared by all, closed when the process ends. */
final class ExecutorModels {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorModels.class);
    private static final SharedInstance<Key, LoadedModel> SHARED = new SharedInstance<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ExecutorModels::closeAtEnd, "close-model"));
    }

    private ExecutorModels() {}

    /** What tells two loaded models apart. */
    private record Key(String identity, DeviceBinding device) {

        @Override
        public String toString() {
            return "model " + identity + " on " + device;
        }
    }

    /**
     * How an executor runs the model.
     *
     * @param identity tells models apart: the fingerprint, the precision, where texts are cut
     * @param device what the user asked for
     * @param cacheDir the host's cache, empty for the default place
     * @param loader loads the model
     */
    record Request(String identity, DeviceChoice device, String cacheDir, ModelLoader loader) implements Serializable {

        HostCache cache() {
            return HostCache.at(Optional.of(cacheDir).filter(dir -> !dir.isEmpty()));
        }
    }

    /**
     * The running task's share in the model; given back by closing it.
     *
     * @throws io.weibosentiment.InvalidInputException if the model or the engine cannot be loaded here
     */
    static SharedInstance.Lease<LoadedModel> acquire(Request request) throws Exception {
        OfflineEngine engine = engine(request);
        return SHARED.acquire(new Key(request.identity(), engine.device()), () -> {
            LOG.debug("loading model {} on {}", request.identity(), engine.device());
            LoadedModel model = request.loader().load(request.cache(), engine);
            ScoringTotals.ofProcess().modelLoaded();
            return model;
        });
    }

    /**
     * The engine of this process, for the running task's device.
     *
     * @throws io.weibosentiment.InvalidInputException if it cannot be started here
     */
    static OfflineEngine engine(Request request) {
        DeviceBinding device = DeviceBinding.of(request.device(), GpuAddress.ofTask());
        return OfflineEngine.start(request.cache(), device);
    }

    private static void closeAtEnd() {
        try {
            SHARED.closeUnused();
        } catch (Exception e) {
            LOG.debug("the model was not closed", e);
        }
    }
}
