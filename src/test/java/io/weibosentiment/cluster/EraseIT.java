package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command erase, in processes of its own, on runs of the sample. */
class EraseIT {

    private static final String PROJECT = Path.of("").toAbsolutePath().toString();
    private static final int OK = 0;
    private static final int BAD_USAGE = 3;

    @TempDir
    private Path folder;

    private String post;

    @Test
    void dry_run_changes_nothing_and_bad_ids_are_named() throws Exception {
        score();
        List<String> before = files();

        Finished dry = InProcess.of(List.of("erase", "--output", out(), "--post", post, "--dry-run"));
        Finished bad = InProcess.of(
                List.of("erase", "--output", out(), "--comment", "4.9E+15", "--user-hash", "abc", "--blogger", "nan"));
        Finished none = InProcess.of(List.of("erase", "--output", out(), "--comment", "123"));
        Path list = Files.write(folder.resolve("ids.txt"), List.of("# two", "comment 1", "reply 2", "post"));
        Finished lines = InProcess.of(List.of("erase", "--output", out(), "--from-file", list.toString()));

        assertThat(dry.endedWith(OK).stdout())
                .contains("comment_scores=", "posts=1", "kept rows: ", "dry run: nothing was changed");
        assertThat(bad.endedWith(BAD_USAGE).stderr())
                .contains(
                        "--comment: found '4.9E+15', exponent form",
                        "--user-hash: found 'abc'; expected a user's hash as the column user_hash has it",
                        "--blogger: found 'nan', which names nothing");
        assertThat(none.endedWith(BAD_USAGE).stderr())
                .contains("has any of the ids given (1), such as [comment 123]; nothing was done");
        assertThat(lines.endedWith(BAD_USAGE).stderr())
                .contains(
                        "line 3: found 'reply 2'; expected a kind (comment, post, blogger, user-hash) and an id",
                        "line 4");
        assertThat(files()).isEqualTo(before);
    }

    /** Killed once ids are noted, and once readers are sent to the new run. */
    @ParameterizedTest
    @ValueSource(strings = {"noted", "published"})
    void killed_in_the_middle_it_is_ended_by_the_next(String moment) throws Exception {
        score();
        score();
        JsonNode before = manifest();

        Process killed = start("erase", "--output", out(), "--post", post, "--reason", "asked");
        await(
                moment,
                () -> moment.equals("noted")
                        ? Files.exists(Path.of(out(), "_erased/00001.json"))
                        : !manifest().path("run").equals(before.path("run")));
        Finished.kill(killed);
        killed.waitFor();
        assertThat(receipt().path("state").asText()).isEqualTo("pending");

        Finished ended = InProcess.of(List.of("erase", "--output", out(), "--wait", "1"));

        assertThat(ended.endedWith(OK).stdout())
                .contains("an earlier erasure was cut short; what it had begun is ended now", "receipt");
        assertThat(receipt().path("state").asText()).isEqualTo("done");
        assertThat(receipt().path("reason").asText()).isEqualTo("asked");
        assertThat(receipt().path("removed").path("comments").asLong()).isPositive();
        assertThat(receipt().path("removed").path("earlier comment_scores").asLong())
                .isPositive();
        assertThat(Path.of(out(), "_erased/00001.texts")).doesNotExist();
        assertGone();
        score();
        assertGone();
        try (Output output = new Output(Path.of(out()))) {
            assertThat(output.count("rejected")).isGreaterThan(5);
        }
    }

    private void assertGone() throws Exception {
        try (Stream<Path> runs = Files.list(Path.of(out(), "runs"))) {
            for (Path run : runs.toList()) {
                try (Tables tables = new Tables(run)) {
                    for (String table : List.of("comment_scores", "posts", "post_window_sentiment")) {
                        assertThat(tables.count(table, "post_id = '" + post + "'"))
                                .as("%s of %s", table, run)
                                .isZero();
                        assertThat(tables.count(table, "true")).isPositive().isEqualTo(rowsSaid(run, table));
                    }
                }
            }
        }
        assertThat(Path.of(out(), "_staging")).doesNotExist();
    }

    private void score() throws Exception {
        InProcess.of(List.of(
                        "score",
                        "--config",
                        PROJECT + "/conf/sample.conf",
                        "--output",
                        out(),
                        "--set",
                        "output.lease-seconds=3",
                        "--wait",
                        "1"))
                .endedWith(OK);
        if (post == null) {
            try (Tables tables =
                    new Tables(Path.of(out(), "runs", manifest().path("run").asText()))) {
                post = String.valueOf(tables.query(
                                "SELECT post_id FROM " + tables.table("comment_scores") + " ORDER BY post_id LIMIT 1")
                        .get(0)
                        .get("post_id"));
            }
        }
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(Path.of(out(), "manifest.json").toFile());
    }

    /** How many rows the manifest of a kept run says that a table has. */
    private static long rowsSaid(Path run, String table) throws IOException {
        JsonNode said = new ObjectMapper().readTree(run.resolve("manifest.json").toFile());
        return said.path("tables")
                .path(table)
                .path("rows")
                .asLong(said.path("tables").path(table).asLong());
    }

    private JsonNode receipt() throws IOException {
        return new ObjectMapper().readTree(Path.of(out(), "_erased/00001.json").toFile());
    }

    /** Every file with its length and time. */
    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(out()))) {
            List<String> files = new ArrayList<>();
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
            return files;
        }
    }

    private Process start(String... command) throws IOException {
        List<String> java = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "@" + PROJECT + "/submit/jvm.options",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "io.weibosentiment.cli.Main"));
        java.addAll(List.of(command));
        return new ProcessBuilder(java)
                .directory(Path.of(PROJECT).toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void await(String what, Callable<Boolean> isThere) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (System.nanoTime() < end) {
            if (isThere.call()) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("not " + what + "; " + Files.readString(folder.resolve("log")));
    }
}
