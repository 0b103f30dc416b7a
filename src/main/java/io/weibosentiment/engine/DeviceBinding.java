package io.weibosentiment.engine;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.DeviceChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * The device on which a process runs its models. A GPU is bound in two steps: the process's environment hides every
 * other GPU before TensorFlow starts (its eager context would otherwise claim them all), and the session then uses the
 * only one left, which TensorFlow numbers 0, with memory growth on.
 *
 * @param gpu the address of the GPU as Spark assigns it (an index in PCI order, or a UUID); empty for the CPU
 */
public record DeviceBinding(Optional<String> gpu) {

    private static final String HIDE_ALL = "-1";

    /** The CPU, with every GPU of the host hidden. */
    public static DeviceBinding cpu() {
        return new DeviceBinding(Optional.empty());
    }

    /**
     * Chooses the device.
     *
     * @param choice the user's choice
     * @param address the GPU that was assigned to this process, if any
     * @throws InvalidInputException if a GPU was requested and none was assigned
     */
    public static DeviceBinding of(DeviceChoice choice, Optional<String> address) {
        Optional<String> assigned = address.map(String::strip).filter(text -> !text.isEmpty());
        return switch (choice) {
            case CPU -> cpu();
            case AUTO -> new DeviceBinding(assigned);
            case GPU -> {
                if (assigned.isEmpty()) {
                    throw new InvalidInputException("--device gpu: Spark assigned no GPU to this executor. Set"
                            + " spark.executor.resource.gpu.amount=1, spark.task.resource.gpu.amount and"
                            + " spark.executor.resource.gpu.discoveryScript (submit/ has one), in a local run"
                            + " spark.driver.resource.gpu.amount=1 and spark.driver.resource.gpu.discoveryScript, or"
                            + " choose --device cpu or auto.");
                }
                yield new DeviceBinding(assigned);
            }
        };
    }

    public boolean isGpu() {
        return gpu.isPresent();
    }

    /**
     * Environment variables that must be set before TensorFlow's library is loaded. {@link OfflineEngine} sets them;
     * where it cannot (Windows), the process must be started with them.
     *
     * <p>On the CPU, oneDNN's kernels are turned on for every x86 processor; by default TensorFlow uses them only where
     * there are 8-bit products. Its other kernels add up a row's products in an order that depends on the other rows, and
     * are slower. On a GPU they are turned off: with them, TensorFlow's optimizer makes one node of each layer
     * normalization, wherever it is placed, and that node ({@code _MklLayerNorm}) has no kernel for GPUs. TF32, in which
     * GPUs would by default multiply float32 with 10 bits after the point, is turned off.
     */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID"); // the order of nvidia-smi, and so of the discovery script
        variables.put("CUDA_VISIBLE_DEVICES", gpu.orElse(HIDE_ALL));
        variables.put("TF_ENABLE_ONEDNN_OPTS", isGpu() ? "0" : "1");
        if (isGpu()) {
            variables.put("TF_FORCE_GPU_ALLOW_GROWTH", "true");
            variables.put("NVIDIA_TF32_OVERRIDE", "0");
        }
        return variables;
    }

    /** The session's settings for this device, without any for threads. */
    public ConfigProto.Builder sessionConfig() {
        ConfigProto.Builder config = ConfigProto.newBuilder();
        if (isGpu()) {
            return config.setAllowSoftPlacement(true)
                    .setGpuOptions(
                            GPUOptions.newBuilder().setVisibleDeviceList("0").setAllowGrowth(true));
        }
        return config.putDeviceCount("GPU", 0);
    }

    /** The message for a GPU that is bound but that TensorFlow does not see. */
    String missing(NativeLibrary library, List<String> devices) {
        String why = library.mayHaveCuda()
                ? "check that the address exists, that the driver supports CUDA 12.1 and that the CUDA and cuDNN"
                        + " libraries are on LD_LIBRARY_PATH (nvidia-smi, ldconfig -p)"
                : "this library is built for the CPU; pass " + NativeJar.CUDA_COORDINATES + " with --jars";
        return "GPU " + gpu.orElse("") + " was assigned to this executor, but TensorFlow sees only "
                + String.join(", ", devices) + " with the native library " + library + ": " + why
                + ", or choose --device cpu.";
    }

    /** {@code cpu}, or {@code gpu} with its address. */
    @Override
    public String toString() {
        return gpu.map(address -> "gpu " + address).orElse("cpu");
    }
}
