package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM where waiting would have no end: the run ends soon, and leaves nothing. */
class StopIT {

    private static final int STOPPED = 6;
    private static final long SOON = Duration.ofSeconds(60).toMillis();

    @TempDir
    private Path folder;

    @Test
    void ends_a_run_that_waits_for_executors() throws Exception {
        Path input = Crawl.write(folder.resolve("crawl.jsonl"), 50, 20);
        Path output = folder.resolve("out");
        Map<String, String> largerThanAnyWorker = Map.of("spark.executor.memory", "64g");
        try (Running job = StandaloneCluster.shared()
                .begin(Crawl.score(input.toString(), output.toString()), largerThanAnyWorker)) {
            job.awaitLine("input");
            job.await(
                    "it asks for executors",
                    () -> Files.readString(job.stderr()).contains("Got job"));

            Finished run = stop(job);

            assertThat(run.stderr()).contains("stopped as asked, in model", "ended     exit code 6");
            assertThat(output).doesNotExist();
        }
    }

    @Test
    void ends_a_run_that_waits_for_another() throws Exception {
        Path output = folder.resolve("out");
        try (Running first = LocalRun.start(sample(output, "scoring.wave-texts=40"))) {
            first.awaitLine("input");
            try (Running second = LocalRun.start(sample(output, "output.wait-minutes=60"))) {
                second.awaitLine("waiting");

                Finished run = stop(second);

                assertThat(run.stderr()).contains("stopped as asked, after waiting for the output folder");
            }
        }
    }

    @Test
    void breaks_off_the_reading_of_the_input() throws Exception {
        Path input = Crawl.write(folder.resolve("crawl.jsonl"), 1_000_000, 20);
        Path output = folder.resolve("out");
        try (Running job = LocalRun.start(Crawl.score(input.toString(), output.toString()))) {
            job.awaitLine("model");
            job.await("records are written", () -> isWriting(output));

            Finished run = stop(job);

            assertThat(run.stderr()).contains("stopped as asked, in ingest");
            assertThat(output).doesNotExist();
        }
    }

    /** Whether Spark's tasks write to a folder somewhere below {@code output}. */
    private static boolean isWriting(Path output) throws IOException {
        if (!Files.exists(output)) {
            return false;
        }
        try (Stream<Path> paths = Files.walk(output)) {
            return paths.anyMatch(path -> path.endsWith("_temporary"));
        } catch (UncheckedIOException e) {
            return false; // a folder went away while it was walked
        }
    }

    private static Finished stop(Running job) throws Exception {
        job.process().destroy();
        assertThat(job.process().waitFor(SOON, TimeUnit.MILLISECONDS))
                .as("ended within %d ms; %s", SOON, Files.readString(job.stderr()))
                .isTrue();
        return job.finish().endedWith(STOPPED);
    }

    private static List<String> sample(Path output, String setting) {
        List<String> command = new ArrayList<>(List.of(
                "score",
                "--config",
                Path.of("conf/sample.conf").toAbsolutePath().toString(),
                "--output",
                output.toString()));
        command.addAll(List.of("--set", setting));
        return command;
    }
}
