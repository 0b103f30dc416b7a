package io.weibosentiment.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * This process's memory, in bytes: driver and executors are one process here.
 *
 * @param peak the most it ever had in memory
 * @param resident what it has in memory now
 * @param heapPeak the most of it that was Java's heap, pool by pool
 */
record ProcessMemory(long peak, long resident, long heapPeak) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIB = 1024;

    /** As it is now; zeros where Linux is not there to ask. */
    static ProcessMemory now() {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        return new ProcessMemory(kernel("VmHWM:"), kernel("VmRSS:"), heap);
    }

    private static long kernel(String name) {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
