package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuFeaturesTest {

    @ParameterizedTest
    @CsvSource({
        "fpu avx2 avx512_bf16 avx512_vnni, true, the processor has avx512_bf16",
        "amx_bf16 avx512_bf16, true, the processor has amx_bf16",
        "fpu avx2 avx512f avx512_bf16x, false, the processor has neither amx_bf16 nor avx512_bf16",
        "'', false, the processor has neither amx_bf16 nor avx512_bf16",
    })
    void knows_native_bfloat16_by_its_flags(String flags, boolean isNative, String reason) {
        assertThat(CpuFeatures.ofFlags(flags)).isEqualTo(new CpuFeatures(isNative, reason));
    }
}
