package io.weibosentiment.engine;

import ai.djl.engine.Engine;
import ai.djl.tensorflow.engine.TfEngineProvider;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.files.LocalFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DJL's TensorFlow engine in this process. It is started once, from the host's native library, and downloads and
 * reports nothing. Its device cannot change until the process ends.
 */
public final class OfflineEngine {

    private static final Logger LOG = LoggerFactory.getLogger(OfflineEngine.class);

    /**
     * Threads inside an operation: only the calling thread. More threads would divide a product's sums into parts that
     * depend on the number of rows; tasks run in parallel instead.
     */
    static final int THREADS = 1;

    /**
     * How many compiled kernels oneDNN keeps. A graph needs some 30 per batch shape and a task meets some 150 shapes;
     * with oneDNN's default of 1,024 it would compile the same ones over and over.
     */
    private static final String COMPILED_KERNELS = "8192";

    /** Where DJL's engine says what it was built for. */
    private static final String BUILT_FOR = "/tensorflow-engine.properties";

    private static Optional<OfflineEngine> running = Optional.empty();

    private final NativeLibrary library;
    private final DeviceBinding device;
    private final Kernels kernels;

    private OfflineEngine(NativeLibrary library, DeviceBinding device, Kernels kernels) {
        this.library = library;
        this.device = device;
        this.kernels = kernels;
    }

    /**
     * The running engine, whatever its device, or else one started on the CPU. Call this before any use of TensorFlow's
     * classes: the first of them to be loaded decides where the native library comes from.
     *
     * @throws InvalidInputException as {@link #start} does
     */
    public static synchronized OfflineEngine startOnCpu(HostCache cache) {
        return running.orElseGet(() -> start(cache, DeviceBinding.cpu()));
    }

    /**
     * Starts the engine, or returns the running one.
     *
     * @throws InvalidInputException if the native library is missing, incomplete, cannot be loaded, or computes without
     *     oneDNN, or the engine already runs on another device
     */
    public static synchronized OfflineEngine start(HostCache cache, DeviceBinding device) {
        if (running.isEmpty()) {
            running = Optional.of(launch(cache, device));
        }
        OfflineEngine engine = running.get();
        if (!engine.device.equals(device)) {
            throw new InvalidInputException(
                    "this process runs TensorFlow on " + engine.device + " and cannot also run it"
                            + " on " + device
                            + ": assign one GPU to every executor (spark.executor.resource.gpu.amount=1), and start"
                            + " a new process to change the device");
        }
        return engine;
    }

    /**
     * Keeps DJL from downloading and reporting, and makes it unpack the tokenizer's native library into {@code cache}.
     * This is enough to use the tokenizer; {@link #start} includes it.
     *
     * @throws InvalidInputException if the cache cannot be written
     */
    public static void goOffline(HostCache cache) {
        String djl = folder(cache, "djl");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("DJL_CACHE_DIR", djl);
        System.setProperty("ENGINE_CACHE_DIR", djl);
        System.setProperty("org.bytedeco.javacpp.cachedir", folder(cache, "javacpp"));
        if (System.getProperty("jna.tmpdir") == null) {
            System.setProperty("jna.tmpdir", folder(cache, "jna"));
        }
        TokenizerLibrary.use(cache);
    }

    /** The engine's name and version, as it is in the job jar; nothing is loaded to find out. */
    public static String version() {
        try (InputStream in = TfEngineProvider.class.getResourceAsStream(BUILT_FOR)) {
            Properties properties = new Properties();
            properties.load(in);
            String own = System.getenv(NativeLibrary.VARIABLE) == null ? "" : " with a library of the host's own";
            return "TensorFlow " + properties.getProperty("tensorflow_version") + own;
        } catch (IOException e) {
            throw new UncheckedIOException("the job jar's " + BUILT_FOR + " cannot be read", e);
        }
    }

    private static OfflineEngine launch(HostCache cache, DeviceBinding device) {
        NativeLibrary library;
        try {
            library = NativeLibrary.find(cache);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "TensorFlow's native library could not be unpacked into " + cache.root() + ": " + e.getMessage()
                            + "; set " + HostCache.ENVIRONMENT + " to a writable folder with 1 GB free",
                    e);
        }
        goOffline(cache);
        properties(library).forEach(System::setProperty);
        setEnvironment(cache, device);
        VerifiedMark mark = new VerifiedMark(library.folder());
        mark.putAside();
        try {
            Engine engine = Engine.getEngine("TensorFlow");
            mark.putBack();
            LOG.debug("TensorFlow {} from {} on {}", engine.getVersion(), library, device);
        } catch (RuntimeException | LinkageError e) {
            throw new InvalidInputException(
                    "TensorFlow's native library in " + library + " cannot be loaded on this host: " + rootMessage(e),
                    e);
        }
        NativePlatform platform = NativePlatform.of(System.getProperties());
        Kernels kernels = Kernels.of(library, platform);
        if (!device.isGpu()) {
            kernels.require(library, platform);
        }
        return new OfflineEngine(library, device, kernels);
    }

    /** Setting variables needs JNA, which unpacks and loads a library of its own at every start. */
    private static void setEnvironment(HostCache cache, DeviceBinding device) {
        Path unpacked = Path.of(System.getProperty("jna.tmpdir"));
        try {
            LocalFolders.requireWritable(unpacked);
            ProcessEnvironment.setDefaults(
                    Map.of("TF_CPP_MIN_LOG_LEVEL", "2", "ONEDNN_PRIMITIVE_CACHE_CAPACITY", COMPILED_KERNELS));
            ProcessEnvironment.set(device.environment());
        } catch (IOException | LinkageError e) {
            throw new InvalidInputException(
                    "native code cannot be unpacked to " + unpacked + " and loaded from there (cache folder "
                            + cache.root() + "): " + rootMessage(e) + "; set " + HostCache.ENVIRONMENT
                            + " to a writable folder on a local disk that is not mounted with noexec",
                    e);
        }
    }

    /** The properties that DJL and JavaCPP read when their first class is loaded. */
    private static Map<String, String> properties(NativeLibrary library) {
        return Map.of(
                NativeLibrary.VARIABLE,
                library.folder().toString(),
                // Without this, JavaCPP would prefer the jar to the folder and unpack it again.
                "org.bytedeco.javacpp.pathsFirst",
                "true",
                "ai.djl.tensorflow.num_intraop_threads",
                Integer.toString(THREADS),
                "ai.djl.tensorflow.num_interop_threads",
                "1");
    }

    /** A folder of the cache that this user may write to: its own, where another user made the one of all. */
    static String folder(HostCache cache, String name) {
        try {
            Path shared = cache.root().resolve(name);
            boolean isOfAnother = Files.isDirectory(shared) && !Files.isWritable(shared);
            Path own = cache.root().resolve(name + "-" + System.getProperty("user.name"));
            return Files.createDirectories(isOfAnother ? own : shared).toString();
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the cache folder " + cache.root() + " cannot be written: " + e.getMessage() + "; set "
                            + HostCache.ENVIRONMENT + " to a writable folder on a local disk",
                    e);
        }
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }

    public NativeLibrary library() {
        return library;
    }

    public DeviceBinding device() {
        return device;
    }

    /** What the device multiplies with, as the running engine says: {@code oneDNN (AVX512_CORE_BF16)}. */
    public String kernels() {
        if (device.isGpu()) {
            return "the GPU";
        }
        return kernels == Kernels.ONE_DNN
                ? kernels + " (" + CpuFeatures.ofThisHost().instructionSet() + ")"
                : kernels.toString();
    }

    /** Whether the device multiplies bfloat16 in hardware. */
    public boolean hasBfloat16() {
        return device.isGpu() || CpuFeatures.ofThisHost().nativeBfloat16();
    }
}
