package io.weibosentiment.benchmark;

import io.weibosentiment.engine.CpuFeatures;
import java.util.Locale;

/** The newest instructions of this machine that the engine may use, by the names that Linux gives them. */
final class InstructionSet {

    private static final String CORE = "512_core";
    private static final String AMX = "avx512_amx";

    private InstructionSet() {}

    /** Such as {@code avx2} or {@code avx512_bf16}, no newer than ONEDNN_MAX_CPU_ISA allows. */
    static String ofThisHost() {
        return named(CpuFeatures.ofThisHost().instructionSet());
    }

    /** What oneDNN calls {@code AVX512_CORE_BF16}. */
    static String named(String oneDnn) {
        String name = oneDnn.toLowerCase(Locale.ROOT).replace(CORE, "512");
        return name.startsWith(AMX) ? name.substring(name.indexOf("amx")) : name;
    }
}
