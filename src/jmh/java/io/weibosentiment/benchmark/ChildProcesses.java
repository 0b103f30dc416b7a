package io.weibosentiment.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The processor time of the processes that this one started and that have ended. */
final class ChildProcesses {

    private static final Path STAT = Path.of("/proc/self/stat");
    /** Where Linux counts them, after the name in brackets: user and kernel time, in hundredths of a second. */
    private static final int USER_TIME = 13;

    private static final double TICKS_PER_SECOND = 100;

    private ChildProcesses() {}

    /** Seconds so far; empty where Linux is not there to ask. */
    static Optional<Double> cpuSeconds() throws IOException {
        if (!Files.isReadable(STAT)) {
            return Optional.empty();
        }
        String stat = Files.readString(STAT);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
        return Optional.of(ticks / TICKS_PER_SECOND);
    }
}
