package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.DeviceChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.ConfigProto;

class DeviceBindingTest {

    @ParameterizedTest
    @CsvSource({
        "AUTO, , cpu, -1",
        "AUTO, ' ', cpu, -1",
        "AUTO, 3, gpu 3, 3",
        "CPU, , cpu, -1",
        "CPU, 3, cpu, -1",
        "GPU, 0, gpu 0, 0",
        "GPU, GPU-8f2a, gpu GPU-8f2a, GPU-8f2a",
    })
    void binds_what_was_chosen_and_hides_the_rest(DeviceChoice choice, String address, String text, String visible) {
        DeviceBinding binding = DeviceBinding.of(choice, Optional.ofNullable(address));
        assertThat(binding).hasToString(text);
        assertThat(binding.environment()).containsEntry("CUDA_VISIBLE_DEVICES", visible);
    }

    @Test
    void never_falls_back_when_a_gpu_was_asked_for() {
        assertThatThrownBy(() -> DeviceBinding.of(DeviceChoice.GPU, Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("assigned no GPU")
                .hasMessageContaining("spark.executor.resource.gpu.amount");
    }

    @Test
    void gpu_session_grows_its_memory_on_the_only_gpu_left() {
        DeviceBinding binding = new DeviceBinding(Optional.of("5"));
        ConfigProto config = binding.sessionConfig().build();
        assertThat(config.getGpuOptions().getAllowGrowth()).isTrue();
        assertThat(config.getGpuOptions().getVisibleDeviceList()).isEqualTo("0");
        assertThat(binding.environment())
                .containsEntry("TF_FORCE_GPU_ALLOW_GROWTH", "true")
                .containsEntry("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
    }

    /** On an H200, with oneDNN: No registered '_MklLayerNorm' OpKernel for 'GPU' devices. */
    @Test
    void kernels_of_the_cpu_are_on_where_it_computes_and_off_on_gpus() {
        assertThat(DeviceBinding.cpu().environment())
                .containsEntry("TF_ENABLE_ONEDNN_OPTS", "1")
                .doesNotContainKey("NVIDIA_TF32_OVERRIDE");
        assertThat(DeviceBinding.of(DeviceChoice.GPU, Optional.of("0")).environment())
                .containsEntry("TF_ENABLE_ONEDNN_OPTS", "0")
                .containsEntry("NVIDIA_TF32_OVERRIDE", "0");
    }

    @Test
    void cpu_session_has_no_gpu() {
        assertThat(DeviceBinding.cpu().sessionConfig().build().getDeviceCountMap())
                .containsEntry("GPU", 0);
    }

    @ParameterizedTest
    @CsvSource({"cpu, built for the CPU", "cu121, LD_LIBRARY_PATH", "own, LD_LIBRARY_PATH"})
    void says_why_the_promised_gpu_is_not_there(String flavour, String why) {
        NativeLibrary library = new NativeLibrary(Path.of("/cache/tf"), "some.jar", flavour);
        assertThat(new DeviceBinding(Optional.of("1")).missing(library, List.of("CPU:0")))
                .contains("GPU 1 was assigned", "CPU:0", "/cache/tf", "some.jar", why, "--device cpu");
    }
}
