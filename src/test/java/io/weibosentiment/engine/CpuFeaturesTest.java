package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuFeaturesTest {

    private static final String AVX512 = " avx512f avx512bw avx512dq avx512vl";

    @ParameterizedTest
    @CsvSource({
        "avx2 AVX512 avx512_bf16 avx512_vnni, true, the processor has avx512_bf16, true, AVX512_CORE_BF16",
        "amx_bf16 avx512_bf16 amx_int8 amx_tile, true, the processor has amx_bf16, true, AVX512_CORE_AMX",
        "fpu avx2 avx512f avx512_bf16x, false, the processor has neither amx_bf16 nor avx512_bf16, false, AVX2",
        "avx2 AVX512 avx512_vnni, false, the processor has neither amx_bf16 nor avx512_bf16, true, AVX512_CORE_VNNI",
        "avx2 avx_vnni, false, the processor has neither amx_bf16 nor avx512_bf16, false, AVX2_VNNI",
        "'', false, the processor has neither amx_bf16 nor avx512_bf16, false, unknown",
    })
    void knows_what_it_has_by_its_flags(String flags, boolean bfloat16, String reason, boolean int8, String set) {
        assertThat(CpuFeatures.of(flags.replace(" AVX512", AVX512), Map.of()))
                .isEqualTo(new CpuFeatures(bfloat16, reason, int8, set));
    }

    @ParameterizedTest
    @CsvSource({
        "ALL, true, the processor has amx_bf16, true, AVX512_CORE_AMX",
        "AVX512_CORE_BF16, true, the processor has avx512_bf16, true, AVX512_CORE_BF16",
        "avx512_core_vnni, false, ONEDNN_MAX_CPU_ISA=avx512_core_vnni keeps oneDNN from using amx_bf16 and avx512_bf16, true, AVX512_CORE_VNNI",
        "AVX512_CORE, false, ONEDNN_MAX_CPU_ISA=AVX512_CORE keeps oneDNN from using amx_bf16 and avx512_bf16, false, AVX512_CORE",
        "AVX2, false, ONEDNN_MAX_CPU_ISA=AVX2 keeps oneDNN from using amx_bf16 and avx512_bf16, false, AVX2",
        "AVX3, true, the processor has amx_bf16, true, AVX512_CORE_AMX",
    })
    void leaves_out_what_onednn_may_not_use(String limit, boolean bfloat16, String reason, boolean int8, String set) {
        String flags = "avx2" + AVX512 + " avx512_vnni avx512_bf16 amx_tile amx_bf16 amx_int8";
        assertThat(CpuFeatures.of(flags, Map.of("ONEDNN_MAX_CPU_ISA", limit)))
                .isEqualTo(new CpuFeatures(bfloat16, reason, int8, set));
    }
}
