package io.weibosentiment.engine;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.tensorflow.engine.SavedModelBundle;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.MetaGraphDef;

/**
 * A SavedModel loaded on the engine's device. All its signatures share one session and one copy of the weights; any
 * number of Predictors may run at the same time, each on a thread of its own.
 */
public final class SavedModelSession implements AutoCloseable {

    /** The file that makes a folder a SavedModel. */
    public static final String MODEL_FILE = "saved_model.pb";

    /** What SavedModels call the graph that is made for inference. */
    private static final String TAG = "serve";

    private final Path folder;
    private final Model model;
    private final SavedModelBundle bundle;
    private final SortedMap<String, Signature> signatures;
    private final Map<String, TfSymbolBlock> blocks = new HashMap<>();

    private SavedModelSession(Path folder, Model model, SavedModelBundle bundle) {
        this.folder = folder;
        this.model = model;
        this.bundle = bundle;
        this.signatures = new TreeMap<>();
        bundle.getMetaGraphDef().getSignatureDefMap().forEach((key, definition) -> {
            if (!key.startsWith("__")) { // TensorFlow's own, such as the initializer
                signatures.put(key, Signature.of(key, definition));
            }
        });
    }

    /**
     * Loads the SavedModel in {@code folder}.
     *
     * @throws InvalidInputException if there is none, if it does more than compute, if it cannot be loaded, or if a GPU is bound and the session has
     *     none
     */
    public static SavedModelSession load(Path folder, OfflineEngine engine) {
        if (!Files.isRegularFile(folder.resolve(MODEL_FILE))) {
            throw new InvalidInputException(folder + " is no SavedModel: it holds no " + MODEL_FILE
                    + "; give the folder that does (for a Keras export often saved_model/1)");
        }
        SavedModelBundle bundle;
        try {
            SavedModelFile file = new SavedModelFile(folder.resolve(MODEL_FILE));
            MetaGraphDef description = file.withoutGraph(TAG);
            file.requireSafe(description);
            bundle = SavedModelLoader.load(folder, TAG, description, SessionConfig.of(engine));
        } catch (IOException | RuntimeException e) {
            if (e instanceof InvalidInputException invalid) {
                throw invalid;
            }
            throw new InvalidInputException("the SavedModel in " + folder + " cannot be loaded: " + e.getMessage(), e);
        }
        try {
            requireDevice(engine, devices(bundle));
            return new SavedModelSession(folder, Model.newInstance("saved_model", Device.cpu(), "TensorFlow"), bundle);
        } catch (RuntimeException e) {
            bundle.close();
            throw e;
        }
    }

    /** Whether the graph, or a function that it calls, has an operation of this type, such as {@code Sigmoid}. */
    public boolean hasOperation(String type) throws IOException {
        return new SavedModelFile(folder.resolve(MODEL_FILE)).operations().contains(type);
    }

    /** What the model can be called by, by name. */
    public SortedMap<String, Signature> signatures() {
        return new TreeMap<>(signatures);
    }

    /**
     * The signature {@code key}.
     *
     * @throws InvalidInputException if the model has none of that name; the message lists those it has
     */
    public Signature signature(String key) {
        Signature signature = signatures.get(key);
        if (signature == null) {
            throw new InvalidInputException("the SavedModel in " + folder + " has no signature " + key + "; it has "
                    + signatures.values().stream().map(Signature::toString).collect(Collectors.joining("; ")));
        }
        return signature;
    }

    /**
     * A Predictor for one thread: it runs a batch through {@code signature} and gives each row's values of
     * {@code output}, {@code [rows][classes]}. Every input is passed by name, in the type the signature asks for.
     * Native memory of a batch is given back when its call ends.
     *
     * @throws InvalidInputException if the model has no such signature or output
     */
    public Predictor<IntegerBatch, float[][]> newPredictor(String signature, String output) {
        Signature called = requireOutput(signature, output);
        return new SignaturePredictor(model, new NamedInputTranslator(called, output), block(signature));
    }

    /**
     * The signature {@code key}, if all its inputs are integers and {@code output} is one of its outputs, float32.
     *
     * @throws InvalidInputException if not; the message lists what the model has
     */
    public Signature requireOutput(String key, String output) {
        Signature signature = signature(key);
        return signature.require(signature.inputs().keySet(), output);
    }

    private synchronized TfSymbolBlock block(String signature) {
        return blocks.computeIfAbsent(signature, key -> new TfSymbolBlock(bundle, key));
    }

    /** The devices of the session, as TensorFlow names them. */
    public List<String> devices() {
        return devices(bundle);
    }

    private static List<String> devices(SavedModelBundle bundle) {
        TF_Status status = TF_Status.newStatus();
        TF_DeviceList devices = tensorflow.TF_SessionListDevices(bundle.getSession(), status);
        try {
            status.throwExceptionIfNotOK();
            return IntStream.range(0, tensorflow.TF_DeviceListCount(devices))
                    .mapToObj(index ->
                            tensorflow.TF_DeviceListName(devices, index, status).getString())
                    .toList();
        } finally {
            tensorflow.TF_DeleteDeviceList(devices);
            status.close();
        }
    }

    private static void requireDevice(OfflineEngine engine, List<String> devices) {
        DeviceBinding binding = engine.device();
        if (binding.isGpu() && devices.stream().noneMatch(name -> name.contains(":GPU:"))) {
            throw new InvalidInputException(binding.missing(engine.library(), devices));
        }
    }

    /** Closes the session; every Predictor must be closed before. */
    @Override
    public synchronized void close() {
        blocks.values().forEach(TfSymbolBlock::close);
        blocks.clear();
        bundle.close();
        model.close();
    }

    /** A Predictor that runs one signature's block; the model has none of its own. */
    private static final class SignaturePredictor extends Predictor<IntegerBatch, float[][]> {
        SignaturePredictor(Model model, NamedInputTranslator translator, TfSymbolBlock block) {
            super(model, translator, Device.cpu(), false);
            this.block = block;
        }
    }
}
