package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the same output one after the other, some of them killed: nothing is scored twice and nothing is lost. */
class ReprocessingIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final int OK = 0;
    private static final int BUSY = 7;
    private static final int STOPPED = 6;
    private static final String WAVES = "scoring.wave-texts=60";
    private static final String SHORT_LEASE = "output.lease-seconds=3";

    @TempDir
    private static Path undisturbed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void scoreOnceWithoutDisturbance() throws Exception {
        run(command(undisturbed)).endedWith(OK);
    }

    @Test
    void run_killed_between_waves_goes_on_where_it_was() throws Exception {
        Process killed = start(command(folder, WAVES, SHORT_LEASE));
        awaitWaves(2);
        Finished.kill(killed);
        killed.waitFor();
        assertThat(folder.resolve("manifest.json")).doesNotExist();

        Finished again = run(command(folder, WAVES, "output.wait-minutes=1", SHORT_LEASE))
                .endedWith(OK);

        try (Output output = new Output(folder)) {
            assertThat(output.count("reused_texts")).isGreaterThanOrEqualTo(100);
            assertThat(output.count("new_texts")).isPositive();
            assertSameAsUndisturbed(output);
        }
        assertThat(again.stdout()).contains("died; its staged files were removed");
    }

    @Test
    void run_killed_while_it_publishes_leaves_readers_with_a_whole_run() throws Exception {
        run(command(folder, SHORT_LEASE)).endedWith(OK);
        Process killed = start(command(folder, SHORT_LEASE));
        await("the last table", () -> histories() == 2);
        Finished.kill(killed);
        killed.waitFor();

        try (Output output = new Output(folder)) {
            assertSameAsUndisturbed(output);
        }
        run(command(folder, "output.wait-minutes=1", SHORT_LEASE)).endedWith(OK);
        try (Output output = new Output(folder)) {
            assertThat(output.count("new_texts")).isZero();
            assertSameAsUndisturbed(output);
        }
        assertThat(folder.resolve("_staging")).doesNotExist();
    }

    @Test
    void terminated_run_finishes_its_wave_and_says_so_in_its_exit_code() throws Exception {
        Process terminated = start(command(folder, WAVES));
        await("second wave that is being scored", () -> stages("wave-2"));
        terminated.destroy();
        assertThat(terminated.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(terminated.exitValue()).isEqualTo(STOPPED);
        assertThat(folder.resolve("manifest.json")).doesNotExist();
        assertThat(folder.resolve("_lease.json")).doesNotExist();
        assertThat(finishedWaves()).as("the wave that was being scored is kept").isGreaterThanOrEqualTo(2);

        run(command(folder, WAVES)).endedWith(OK);

        try (Output output = new Output(folder)) {
            assertThat(output.count("reused_texts")).isPositive();
            assertSameAsUndisturbed(output);
        }
    }

    @Test
    void second_run_at_the_same_time_is_refused_or_waits() throws Exception {
        Process first = start(command(folder, WAVES));
        awaitWaves(1);
        Finished refused = run(command(folder)).endedWith(BUSY);
        assertThat(refused.stderr()).contains("is held by run ", "since 20", "process " + first.pid());

        Finished waited = run(command(folder, "output.wait-minutes=3")).endedWith(OK);

        assertThat(first.waitFor()).isEqualTo(OK);
        assertThat(waited.stdout()).contains(" 0 scored now");
        try (Output output = new Output(folder)) {
            assertSameAsUndisturbed(output);
        }
        assertThat(run("runs", "--output", folder.toString())
                        .endedWith(0)
                        .stdout()
                        .lines())
                .hasSize(2);
    }

    @Test
    void damaged_file_of_the_store_is_named_and_its_texts_are_scored_again() throws Exception {
        run(command(folder)).endedWith(OK);
        Path file = stored().get(0);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() / 2);
        }
        Finished found = run(with(verify(), "--output", folder.toString()));
        assertThat(found.endedWith(4).stdout()).contains(file.getFileName().toString());

        Finished again = run(command(folder)).endedWith(OK);

        assertThat(again.stdout()).contains(file.getFileName().toString(), "was damaged and set aside");
        try (Output output = new Output(folder)) {
            assertThat(output.count("new_texts")).isPositive().isLessThan(output.count("distinct_texts") / 2);
            assertSameAsUndisturbed(output);
        }
        assertThat(run(with(verify(), "--output", folder.toString()))
                        .endedWith(0)
                        .stdout())
                .contains(" 0 beyond");
    }

    private static void assertSameAsUndisturbed(Output output) throws Exception {
        output.addsUp();
        try (Output expected = new Output(undisturbed)) {
            output.equalsUpTo(expected, 0);
        }
    }

    private static String[] command(Path output, String... settings) {
        List<String> command = new ArrayList<>(List.of(
                "score", "--config", PROJECT.resolve("conf/sample.conf").toString(), "--output", output.toString()));
        for (String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        return command.toArray(String[]::new);
    }

    private static String[] verify() {
        return new String[] {
            "store", "verify", "--config", PROJECT.resolve("conf/sample.conf").toString(), "--sample", "50"
        };
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    private static Finished run(String... command) {
        return InProcess.of(List.of(command));
    }

    private Process start(String... command) throws IOException {
        return LocalRun.process(PROJECT, List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void awaitWaves(int count) throws Exception {
        await(count + " waves", () -> finishedWaves() >= count);
    }

    private void await(String what, Callable<Boolean> isThere) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (System.nanoTime() < end) {
            if (isThere.call()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no " + what + "; " + Files.readString(folder.resolve("log")));
    }

    /** How many runs have written the last of their tables. */
    private long histories() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.filter(run -> Files.exists(run.resolve("run_history/_SUCCESS")))
                    .count();
        }
    }

    /** Whether a run writes, or wrote, an intermediate result. */
    private boolean stages(String name) throws IOException {
        Path staging = folder.resolve("_staging");
        if (!Files.exists(staging)) {
            return false;
        }
        try (Stream<Path> runs = Files.list(staging)) {
            return runs.anyMatch(run -> Files.exists(run.resolve(name)));
        }
    }

    private long finishedWaves() throws IOException {
        Path store = folder.resolve("store");
        if (!Files.exists(store)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(file -> file.endsWith("_SUCCESS") && isOfScores(file))
                    .count();
        } catch (java.io.UncheckedIOException e) {
            return 0; // a temporary folder went away while it was walked
        }
    }

    private static boolean isOfScores(Path stored) {
        return stored.toString().contains("/wave=");
    }

    private List<Path> stored() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            return files.filter(file -> file.toString().endsWith(".parquet") && isOfScores(file))
                    .sorted()
                    .toList();
        }
    }
}
