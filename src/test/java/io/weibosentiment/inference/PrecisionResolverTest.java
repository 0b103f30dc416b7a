package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.ScoringEngine;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.DeviceChoice;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.engine.CpuFeatures;
import io.weibosentiment.engine.GpuCapability;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionResolverTest {

    private static final HostCapabilities FAST = new HostCapabilities(
            "fast",
            true,
            "the processor has amx_bf16",
            true,
            "TensorFlow 1",
            "AVX512_CORE_AMX",
            "",
            GpuCapability.UNKNOWN);
    private static final HostCapabilities SLOW = new HostCapabilities(
            "slow", false, "the processor has none", false, "TensorFlow 1", "AVX2", "", GpuCapability.UNKNOWN);
    private static final HostCapabilities SLOW_WITH_GPU = withGpu(new GpuCapability(8, 0));

    private static HostCapabilities withGpu(GpuCapability capability) {
        return new HostCapabilities(
                "box", false, "the processor has none", true, "TensorFlow 1", "AVX2", "1", capability);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, FAST, BFLOAT16, the processor has amx_bf16",
        "AUTO, FAST+SLOW, FLOAT32, the processor has none on slow",
        "AUTO, SLOW_WITH_GPU, BFLOAT16, every executor has bfloat16 in hardware",
        "AUTO, SLOW_WITH_GPU+FAST, BFLOAT16, every executor has bfloat16 in hardware",
        "AUTO, OLD_GPU, FLOAT32, a GPU of compute capability 7.5 on box",
        "AUTO, OLD_GPU+SLOW_WITH_GPU, FLOAT32, a GPU of compute capability 7.5 on box",
        "AUTO, UNKNOWN_GPU, FLOAT32, a GPU of unknown compute capability on box",
        "BFLOAT16, OLD_GPU, BFLOAT16, as asked for",
        "FLOAT32, FAST, FLOAT32, as asked for",
        "BFLOAT16, SLOW, BFLOAT16, as asked for",
        "INT8, FAST, INT8, as asked for",
    })
    void takes_bfloat16_only_where_every_executor_has_it(
            Precision asked, String probes, Precision resolved, String reason) {
        PrecisionResolver.Resolved result = PrecisionResolver.decide(config(asked, DeviceChoice.AUTO), probes(probes));
        assertThat(result.precision()).isEqualTo(resolved);
        assertThat(result.reason()).isEqualTo(reason);
    }

    @Test
    void leaves_a_gpu_alone_when_the_cpu_was_asked_for() {
        PrecisionResolver.Resolved result =
                PrecisionResolver.decide(config(Precision.AUTO, DeviceChoice.CPU), List.of(SLOW_WITH_GPU));
        assertThat(result.precision()).isEqualTo(Precision.FLOAT32);
        assertThat(result.devices()).containsExactly("cpu on box");
    }

    @Test
    void fails_when_a_gpu_was_asked_for_and_one_executor_has_none() {
        assertThatThrownBy(() -> PrecisionResolver.decide(
                        config(Precision.AUTO, DeviceChoice.GPU), List.of(SLOW_WITH_GPU, FAST)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("assigned no GPU");
    }

    @Test
    void refuses_int8_where_an_executor_cannot_do_it() {
        ModelConfig asked = config(Precision.INT8, DeviceChoice.AUTO);
        assertThatThrownBy(() -> PrecisionResolver.decide(asked, List.of(FAST, SLOW)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the processor of slow has neither amx_int8 nor avx512_vnni");
        assertThatThrownBy(() -> PrecisionResolver.decide(asked, List.of(SLOW_WITH_GPU)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("box would use its GPU");
    }

    @Test
    void names_few_hosts_of_many() {
        List<HostCapabilities> many = IntStream.range(0, 9)
                .mapToObj(host -> new HostCapabilities(
                        "host" + host,
                        true,
                        "the processor has amx_bf16",
                        true,
                        "TensorFlow 1",
                        "AVX512_CORE_AMX",
                        "",
                        GpuCapability.UNKNOWN))
                .toList();
        assertThat(PrecisionResolver.decide(config(Precision.AUTO, DeviceChoice.AUTO), many)
                        .devices())
                .containsExactly("cpu on host0, host1, host2 and 6 more");
    }

    @Test
    void asks_the_executors() {
        PrecisionResolver.Resolved result =
                PrecisionResolver.resolve(TestSpark.session(), config(Precision.AUTO, DeviceChoice.AUTO));
        boolean isFast = CpuFeatures.ofThisHost().nativeBfloat16();
        assertThat(result.precision()).isEqualTo(isFast ? Precision.BFLOAT16 : Precision.FLOAT32);
        assertThat(result.devices()).singleElement().asString().startsWith("cpu on ");
        assertThat(result.engines())
                .containsExactly(new ScoringEngine(
                        "TensorFlow 2.16.1", CpuFeatures.ofThisHost().instructionSet()));
    }

    @Test
    void names_each_engine_once() {
        assertThat(PrecisionResolver.decide(
                                config(Precision.FLOAT32, DeviceChoice.AUTO), probes("FAST+FAST+SLOW+SLOW_WITH_GPU"))
                        .engines())
                .containsExactlyInAnyOrder(
                        new ScoringEngine("TensorFlow 1", "AVX512_CORE_AMX"),
                        new ScoringEngine("TensorFlow 1", "AVX2"),
                        new ScoringEngine("TensorFlow 1", ScoringEngine.GPU));
        assertThat(PrecisionResolver.decide(config(Precision.FLOAT32, DeviceChoice.CPU), probes("SLOW+SLOW_WITH_GPU"))
                        .engines())
                .containsExactly(new ScoringEngine("TensorFlow 1", "AVX2"));
    }

    private static List<HostCapabilities> probes(String names) {
        return List.of(names.split("\\+")).stream()
                .map(name -> switch (name) {
                    case "FAST" -> FAST;
                    case "SLOW" -> SLOW;
                    case "OLD_GPU" -> withGpu(new GpuCapability(7, 5));
                    case "UNKNOWN_GPU" -> withGpu(GpuCapability.UNKNOWN);
                    default -> SLOW_WITH_GPU;
                })
                .toList();
    }

    private static ModelConfig config(Precision precision, DeviceChoice device) {
        return new ModelConfig(ModelConfig.BUNDLED, precision, device, OptionalInt.empty(), Optional.empty());
    }
}
