package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuFeaturesTest {

    @ParameterizedTest
    @CsvSource({
        "fpu avx2 avx512_bf16 avx512_vnni, true, the processor has avx512_bf16, true",
        "amx_bf16 avx512_bf16 amx_int8, true, the processor has amx_bf16, true",
        "fpu avx2 avx512f avx512_bf16x, false, the processor has neither amx_bf16 nor avx512_bf16, false",
        "fpu avx2 avx512_vnni, false, the processor has neither amx_bf16 nor avx512_bf16, true",
        "'', false, the processor has neither amx_bf16 nor avx512_bf16, false",
    })
    void knows_what_it_has_by_its_flags(String flags, boolean bfloat16, String reason, boolean int8) {
        assertThat(CpuFeatures.of(flags, Map.of())).isEqualTo(new CpuFeatures(bfloat16, reason, int8));
    }

    @ParameterizedTest
    @CsvSource({
        "ALL, true, the processor has amx_bf16, true",
        "AVX512_CORE_BF16, true, the processor has avx512_bf16, true",
        "avx512_core_vnni, false, ONEDNN_MAX_CPU_ISA=avx512_core_vnni keeps oneDNN from using amx_bf16 and avx512_bf16, true",
        "AVX2, false, ONEDNN_MAX_CPU_ISA=AVX2 keeps oneDNN from using amx_bf16 and avx512_bf16, false",
        "AVX3, true, the processor has amx_bf16, true",
    })
    void leaves_out_what_onednn_may_not_use(String limit, boolean bfloat16, String reason, boolean int8) {
        String flags = "avx2 avx512_vnni avx512_bf16 amx_bf16 amx_int8";
        assertThat(CpuFeatures.of(flags, Map.of("ONEDNN_MAX_CPU_ISA", limit)))
                .isEqualTo(new CpuFeatures(bfloat16, reason, int8));
    }
}
