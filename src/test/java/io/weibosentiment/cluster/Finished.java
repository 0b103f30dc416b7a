package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How a process ended.
 *
 * @param exitCode its exit code
 * @param stdout what it printed
 * @param stderr what it complained about
 */
public record Finished(int exitCode, String stdout, String stderr) {

    /**
     * Runs a process to its end; it is killed with all of its children when the time is over.
     *
     * @param logs the folder that keeps its output
     * @param limit the longest it may take
     */
    public static Finished run(ProcessBuilder builder, Path logs, Duration limit)
            throws IOException, InterruptedException {
        return Running.start(builder, logs, limit).finish();
    }

    /** Kills a process and all that it started. */
    static void kill(Process process) {
        try (Stream<ProcessHandle> children = process.descendants()) {
            children.toList().forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
    }

    /** Fails with the process's output unless it ended with {@code expected}. */
    public Finished endedWith(int expected) {
        assertThat(exitCode)
                .as("exit code; stdout:%n%s%nstderr:%n%s", stdout, stderr)
                .isEqualTo(expected);
        return this;
    }
}
