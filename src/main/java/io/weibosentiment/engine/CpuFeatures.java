package io.weibosentiment.engine;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this host's processor can do.
 *
 * @param nativeBfloat16 whether it multiplies bfloat16 matrices in hardware
 * @param reason why that is so, in words
 * @param nativeInt8 whether it multiplies 8-bit numbers in hardware, as TensorFlow needs it; on others its process ends
 */
public record CpuFeatures(boolean nativeBfloat16, String reason, boolean nativeInt8) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final List<String> BFLOAT16_FLAGS = List.of("amx_bf16", "avx512_bf16");
    private static final List<String> INT8_FLAGS = List.of("amx_int8", "avx512_vnni");

    /** Reads what Linux says about the processor; other systems say nothing that could be relied on. */
    public static CpuFeatures ofThisHost() {
        if (!Files.isReadable(CPU_INFO)) {
            return new CpuFeatures(
                    false, "the processor's features are not known on " + System.getProperty("os.name"), false);
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return ofFlags(lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1))
                    .orElse(""));
        } catch (IOException e) {
            return new CpuFeatures(false, CPU_INFO + " cannot be read: " + e.getMessage(), false);
        }
    }

    /** Reads the flags of one processor, separated by blanks. */
    static CpuFeatures ofFlags(String flags) {
        Set<String> known = Set.copyOf(Arrays.asList(flags.strip().split("\\s+", -1)));
        Optional<String> flag = BFLOAT16_FLAGS.stream().filter(known::contains).findFirst();
        String reason = flag.map(name -> "the processor has " + name)
                .orElse("the processor has neither " + String.join(" nor ", BFLOAT16_FLAGS));
        return new CpuFeatures(flag.isPresent(), reason, INT8_FLAGS.stream().anyMatch(known::contains));
    }

    /** What stands in the way of {@code --precision int8} on {@code host}, whose processor lacks it. */
    public static InvalidInputException withoutInt8(String host) {
        return new InvalidInputException("precision int8 was asked for, and the processor of " + host
                + " has neither " + String.join(" nor ", INT8_FLAGS)
                + ", without which TensorFlow cannot compute it; use --precision auto");
    }
}
