package io.weibosentiment.engine;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this host's processor can do, as far as oneDNN may use it.
 *
 * @param nativeBfloat16 whether it multiplies bfloat16 matrices in hardware
 * @param reason why that is so, in words
 * @param nativeInt8 whether it multiplies 8-bit numbers in hardware, as TensorFlow needs it; on others its process ends
 */
public record CpuFeatures(boolean nativeBfloat16, String reason, boolean nativeInt8) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** The environment variable that keeps oneDNN from newer instructions. */
    private static final String LIMIT = "ONEDNN_MAX_CPU_ISA";

    /** oneDNN's names of instruction sets, each a part of the next; see dnnl_cpu_isa_t. */
    private static final List<Set<String>> INSTRUCTION_SETS = List.of(
            Set.of("SSE41"),
            Set.of("AVX"),
            Set.of("AVX2"),
            Set.of("AVX2_VNNI"),
            Set.of("AVX2_VNNI_2"),
            Set.of("AVX512_CORE"),
            Set.of("AVX512_CORE_VNNI"),
            Set.of("AVX512_CORE_BF16"),
            Set.of("AVX512_CORE_FP16", "AVX10_1_512"),
            Set.of("AVX512_CORE_AMX", "AVX10_1_512_AMX"),
            Set.of("AVX512_CORE_AMX_FP16", "AVX10_1_512_AMX_FP16"));

    private static final List<Feature> BFLOAT16 =
            List.of(new Feature("amx_bf16", "AVX512_CORE_AMX"), new Feature("avx512_bf16", "AVX512_CORE_BF16"));
    private static final List<Feature> INT8 =
            List.of(new Feature("amx_int8", "AVX512_CORE_AMX"), new Feature("avx512_vnni", "AVX512_CORE_VNNI"));

    /**
     * A feature of processors.
     *
     * @param flag what Linux calls it
     * @param set the first of oneDNN's instruction sets that has it
     */
    private record Feature(String flag, String set) {

        boolean isWithin(String limit) {
            int most = position(limit.toUpperCase(Locale.ROOT));
            return most < 0 || position(set) <= most; // oneDNN, too, ignores a name that it does not know
        }

        private static int position(String name) {
            for (int i = 0; i < INSTRUCTION_SETS.size(); i++) {
                if (INSTRUCTION_SETS.get(i).contains(name)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** Reads what Linux says about the processor; other systems say nothing that could be relied on. */
    public static CpuFeatures ofThisHost() {
        if (!Files.isReadable(CPU_INFO)) {
            return new CpuFeatures(
                    false, "the processor's features are not known on " + System.getProperty("os.name"), false);
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            String flags = lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1))
                    .orElse("");
            return of(flags, System.getenv());
        } catch (IOException e) {
            return new CpuFeatures(false, CPU_INFO + " cannot be read: " + e.getMessage(), false);
        }
    }

    /**
     * Reads the flags of one processor.
     *
     * @param flags separated by blanks
     * @param environment the process's environment variables
     */
    static CpuFeatures of(String flags, Map<String, String> environment) {
        Set<String> known = Set.copyOf(Arrays.asList(flags.strip().split("\\s+", -1)));
        String limit = environment.getOrDefault(LIMIT, "");
        List<Feature> bfloat16 = BFLOAT16.stream()
                .filter(feature -> known.contains(feature.flag()))
                .toList();
        Optional<Feature> usable =
                bfloat16.stream().filter(feature -> feature.isWithin(limit)).findFirst();
        return new CpuFeatures(
                usable.isPresent(),
                reason(bfloat16, usable, limit),
                INT8.stream().anyMatch(feature -> known.contains(feature.flag()) && feature.isWithin(limit)));
    }

    private static String reason(List<Feature> present, Optional<Feature> usable, String limit) {
        if (usable.isPresent()) {
            return "the processor has " + usable.get().flag();
        }
        if (!present.isEmpty()) {
            return LIMIT + "=" + limit + " keeps oneDNN from using " + flags(present, " and ");
        }
        return "the processor has neither " + flags(BFLOAT16, " nor ");
    }

    private static String flags(List<Feature> features, String separator) {
        return String.join(separator, features.stream().map(Feature::flag).toList());
    }

    /** Why {@code --precision int8} cannot be used on {@code host}, whose processor lacks it. */
    public static InvalidInputException withoutInt8(String host) {
        return new InvalidInputException("precision int8 was asked for, and the processor of " + host
                + " has neither " + flags(INT8, " nor ")
                + " (or " + LIMIT + " keeps oneDNN from using it), without which TensorFlow cannot compute it;"
                + " use --precision auto");
    }
}
