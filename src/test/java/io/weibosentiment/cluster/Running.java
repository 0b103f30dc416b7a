package io.weibosentiment.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A process that runs.
 *
 * @param process the process
 * @param stdout the file with what it prints
 * @param stderr the file with what it complains about
 * @param limit the longest it may take
 */
public record Running(Process process, Path stdout, Path stderr, Duration limit) implements AutoCloseable {

    /**
     * Starts a process.
     *
     * @param logs the folder that keeps its output
     */
    public static Running start(ProcessBuilder builder, Path logs, Duration limit) throws IOException {
        Path stdout = Files.createTempFile(Files.createDirectories(logs), "run", ".stdout");
        Path stderr = Path.of(stdout.toString().replace(".stdout", ".stderr"));
        Process process = builder.redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
        return new Running(process, stdout, stderr, limit);
    }

    /** Waits until it has printed a line that begins with {@code beginning}; fails if it ends without. */
    public void awaitLine(String beginning) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        while (Files.readString(stdout).lines().noneMatch(line -> line.startsWith(beginning))) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("never printed '" + beginning + "'; see " + stdout + " and " + stderr);
            }
            Thread.sleep(50);
        }
    }

    /** Waits until something holds while it runs, {@code what} in words; fails if it ends before. */
    public void await(String what, Callable<Boolean> holds) throws Exception {
        while (!holds.call()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("ended before " + what + "; see " + stdout + " and " + stderr);
            }
            Thread.sleep(20);
        }
    }

    /** Waits for its end; it is killed with all of its children when the time is over. */
    public Finished finish() throws IOException, InterruptedException {
        try (this) {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "not finished after " + limit + ": " + process.info() + "; see " + stdout + " and " + stderr);
            }
            return new Finished(process.exitValue(), Files.readString(stdout), Files.readString(stderr));
        }
    }

    /** Kills it with all of its children. */
    @Override
    public void close() {
        Finished.kill(process);
    }
}
