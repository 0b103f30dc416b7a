package io.weibosentiment.engine;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compute capability of a GPU, from which follows what it has in hardware.
 *
 * @param major the architecture: 7 is Volta and Turing, 8 Ampere; 0 if it is not known
 * @param minor its variant
 */
public record GpuCapability(int major, int minor) implements Serializable {

    /** What is taken of a GPU that nothing is known of. */
    public static final GpuCapability UNKNOWN = new GpuCapability(0, 0);

    private static final Logger LOG = LoggerFactory.getLogger(GpuCapability.class);
    private static final List<String> COMMAND =
            List.of("nvidia-smi", "--query-gpu=compute_cap", "--format=csv,noheader", "-i");
    private static final Pattern ANSWER = Pattern.compile("\\s*([0-9]{1,3})\\.([0-9]{1,3})\\s*");
    private static final Map<String, GpuCapability> KNOWN = new ConcurrentHashMap<>();
    private static final long MOST_SECONDS = 60;
    private static final int FIRST_WITH_BFLOAT16 = 8;

    /** Only GPUs from Ampere on can be divided. */
    private static final String PART = "MIG-";

    /** Asks the driver of this host for the GPU at {@code address}, an index in PCI order or a UUID. */
    public static GpuCapability of(String address) {
        return address.startsWith(PART)
                ? new GpuCapability(FIRST_WITH_BFLOAT16, 0)
                : KNOWN.computeIfAbsent(address, gpu -> ask(COMMAND, gpu));
    }

    static GpuCapability ask(List<String> command, String address) {
        String answer;
        try {
            answer = answer(Stream.concat(command.stream(), Stream.of(address)).toList());
        } catch (IOException e) {
            answer = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = "interrupted";
        }
        Matcher matcher = ANSWER.matcher(answer);
        if (matcher.matches()) {
            return new GpuCapability(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
        LOG.warn("{} does not give the compute capability of GPU {}: {}", command.get(0), address, answer.strip());
        return UNKNOWN;
    }

    private static String answer(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            return process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)
                    ? new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    : "no answer within " + MOST_SECONDS + " s";
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whether the GPU multiplies bfloat16 in hardware; older ones compute it slower than float32. */
    public boolean hasBfloat16() {
        return major >= FIRST_WITH_BFLOAT16;
    }

    /** What is known of it, in words. */
    @Override
    public String toString() {
        return equals(UNKNOWN) ? "unknown compute capability" : "compute capability " + major + "." + minor;
    }
}
