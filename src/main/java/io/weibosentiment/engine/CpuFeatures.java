package io.weibosentiment.engine;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.ScoringEngine;
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
 * The features of this host's processor, as far as oneDNN may use them.
 *
 * @param nativeBfloat16 whether it multiplies bfloat16 matrices in hardware
 * @param reason the reason, in words
 * @param nativeInt8 whether it multiplies 8-bit numbers in hardware; without that, int8 makes TensorFlow end the
 *     process
 * @param instructionSet oneDNN's name of the newest instruction set that it has and oneDNN may use
 */
public record CpuFeatures(boolean nativeBfloat16, String reason, boolean nativeInt8, String instructionSet) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** The environment variable that limits oneDNN to older instructions. */
    private static final String LIMIT = "ONEDNN_MAX_CPU_ISA";

    /** oneDNN's instruction sets, oldest first; see dnnl_cpu_isa_t. A limit on one keeps oneDNN from those after it. */
    private static final List<InstructionSet> INSTRUCTION_SETS = List.of(
            InstructionSet.of("sse4_1", "SSE41"),
            InstructionSet.of("avx", "AVX"),
            InstructionSet.of("avx2", "AVX2"),
            InstructionSet.of("avx_vnni", "AVX2_VNNI"),
            InstructionSet.of("avx_vnni_int8 avx_ne_convert", "AVX2_VNNI_2"),
            InstructionSet.of("avx512f avx512bw avx512dq avx512vl", "AVX512_CORE"),
            InstructionSet.of("avx512_vnni", "AVX512_CORE_VNNI"),
            InstructionSet.of("avx512_bf16", "AVX512_CORE_BF16"),
            InstructionSet.of("avx512_fp16", "AVX512_CORE_FP16", "AVX10_1_512"),
            InstructionSet.of("amx_tile amx_int8 amx_bf16", "AVX512_CORE_AMX", "AVX10_1_512_AMX"),
            InstructionSet.of("amx_fp16", "AVX512_CORE_AMX_FP16", "AVX10_1_512_AMX_FP16"));

    /**
     * One of oneDNN's instruction sets.
     *
     * @param flags what Linux calls the features that it adds
     * @param names oneDNN's own names, the oldest first
     */
    private record InstructionSet(List<String> flags, List<String> names) {

        static InstructionSet of(String flags, String... names) {
            return new InstructionSet(List.of(flags.split(" ", -1)), List.of(names));
        }

        boolean isWithin(String limit) {
            int most = position(limit.toUpperCase(Locale.ROOT));
            return most < 0 || INSTRUCTION_SETS.indexOf(this) <= most; // oneDNN, too, ignores a name it does not know
        }
    }

    private static int position(String name) {
        for (int i = 0; i < INSTRUCTION_SETS.size(); i++) {
            if (INSTRUCTION_SETS.get(i).names().contains(name)) {
                return i;
            }
        }
        return -1;
    }

    private static final List<Feature> BFLOAT16 =
            List.of(new Feature("amx_bf16", "AVX512_CORE_AMX"), new Feature("avx512_bf16", "AVX512_CORE_BF16"));
    private static final List<Feature> INT8 =
            List.of(new Feature("amx_int8", "AVX512_CORE_AMX"), new Feature("avx512_vnni", "AVX512_CORE_VNNI"));

    /**
     * A processor feature.
     *
     * @param flag its name in Linux
     * @param set the first of oneDNN's instruction sets that has it
     */
    private record Feature(String flag, String set) {

        boolean isWithin(String limit) {
            return INSTRUCTION_SETS.get(position(set)).isWithin(limit);
        }
    }

    /** Reads the processor's flags from Linux; other systems give no reliable information. */
    public static CpuFeatures ofThisHost() {
        if (!Files.isReadable(CPU_INFO)) {
            return new CpuFeatures(
                    false,
                    "the processor's features are not known on " + System.getProperty("os.name"),
                    false,
                    ScoringEngine.UNKNOWN);
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            String flags = lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1))
                    .orElse("");
            return of(flags, System.getenv());
        } catch (IOException e) {
            return new CpuFeatures(
                    false, CPU_INFO + " cannot be read: " + e.getMessage(), false, ScoringEngine.UNKNOWN);
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
                INT8.stream().anyMatch(feature -> known.contains(feature.flag()) && feature.isWithin(limit)),
                instructionSet(known, limit));
    }

    private static String instructionSet(Set<String> known, String limit) {
        return INSTRUCTION_SETS.stream()
                .filter(set -> known.containsAll(set.flags()) && set.isWithin(limit))
                .reduce((older, newer) -> newer)
                .map(set -> set.names().get(0))
                .orElse(ScoringEngine.UNKNOWN);
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

    /** The problem with {@code --precision int8} on {@code host}, which would use a GPU. */
    public static InvalidInputException int8OnGpu(String host) {
        return new InvalidInputException("precision int8 was asked for, which CPUs alone have, and " + host
                + " would use its GPU; use --precision auto, or --device cpu");
    }

    /** The problem with {@code --precision int8} on {@code host}, whose processor lacks it. */
    public static InvalidInputException withoutInt8(String host) {
        return new InvalidInputException("precision int8 was requested, but the processor of " + host
                + " has neither " + flags(INT8, " nor ")
                + " (or " + LIMIT + " keeps oneDNN from using it), which TensorFlow needs for int8;"
                + " use --precision auto");
    }
}
