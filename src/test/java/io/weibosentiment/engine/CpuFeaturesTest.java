package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(CpuFeatures.ofFlags(flags)).isEqualTo(new CpuFeatures(bfloat16, reason, int8));
    }
}
