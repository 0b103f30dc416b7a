package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole runs over input that is broken: good rows come out as without it, or nothing is published and it is said why.
 */
class FaultyInputIT {

    private static final int OK = 0;
    private static final int OK_WITH_REJECTS = 5;
    private static final int TOO_MANY_REJECTS = 2;
    private static final int BAD_USAGE = 3;
    private static final int FAILED = 4;
    private static final int GOOD = 400;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path expected;
    private Path input;
    private Path output;

    @BeforeAll
    static void run_without_faults() throws IOException {
        expected = shared.resolve("expected");
        Path good = Crawl.write(shared.resolve("good.jsonl"), GOOD, 50);
        InProcess.of(Crawl.score(good.toString(), expected.toString())).endedWith(OK);
    }

    @BeforeEach
    void copy_good_input() throws IOException {
        input = Files.createDirectory(folder.resolve("input"));
        output = folder.resolve("tables");
        Crawl.write(input.resolve("good.jsonl"), GOOD, 50);
    }

    /** Writes something broken into a file. */
    @FunctionalInterface
    private interface Breakage {
        void write(Path folder) throws IOException;
    }

    static Stream<Arguments> oddRows() {
        Breakage longLine = folder -> longLine(folder.resolve("long.jsonl"), 100);
        Breakage deep = folder -> lines(folder, "[".repeat(1_000_000), "{\"a\":".repeat(600_000));
        Breakage wide = folder -> lines(folder, "{" + "\"a\":[],".repeat(400_000) + "\"b\":1}");
        Breakage gbk = folder -> Files.write(
                folder.resolve("gbk.jsonl"), Crawl.line("p", 1, "今天天气").getBytes(Charset.forName("GBK")));
        return Stream.of(
                Arguments.of("100 MB on one line", longLine, Map.of("malformed", 1)),
                Arguments.of("brackets 1,000,000 deep", deep, Map.of("malformed", 2)),
                Arguments.of("400,000 members", wide, Map.of("no_post_id", 1)),
                Arguments.of("another encoding", gbk, Map.of("not_decodable", 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddRows")
    void rejects_a_row_that_is_odd_and_scores_the_rest(String name, Breakage breakage, Map<String, Integer> reasons)
            throws Exception {
        breakage.write(input);

        run().endedWith(OK);

        try (Output actual = new Output(output)) {
            for (Map.Entry<String, Integer> reason : reasons.entrySet()) {
                assertThat(actual.tables().count("rejected_comments", "reason = '" + reason.getKey() + "'"))
                        .isEqualTo(reason.getValue().longValue());
            }
        }
        assertGoodRowsAsExpected();
    }

    @Test
    void reads_on_beside_a_file_of_zero_bytes() throws Exception {
        Files.createFile(input.resolve("empty.jsonl"));
        Files.createFile(input.resolve("empty.jsonl.gz"));
        Files.createFile(input.resolve("empty.parquet"));

        run().endedWith(OK);

        assertGoodRowsAsExpected();
    }

    @ParameterizedTest
    @CsvSource({"0.0001, 3, cannot be read", "0.9, 4, cannot read on"})
    void publishes_nothing_of_a_file_that_was_cut_off(double kept, int exitCode, String message) throws Exception {
        Path cut = input.resolve("cut.jsonl.gz");
        Path whole = Crawl.write(folder.resolve("whole.jsonl"), 40_000, 40_000);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(cut))) {
            Files.copy(whole, out);
        }
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, (int) (kept * bytes.length)));

        Finished run = run().endedWith(exitCode);

        assertThat(run.stderr())
                .contains(message, cut.toString(), "fetch it again")
                .doesNotContain("\tat ");
        assertNothingPublished(run);
    }

    static Stream<Arguments> changes() {
        Breakage replaced = file -> Crawl.write(file, 900, 90);
        Breakage shortened = file -> Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));
        Breakage grown = file -> Files.writeString(file, Crawl.line("p0", 5000, "新的"), StandardOpenOption.APPEND);
        return Stream.of(
                Arguments.of("replaced", replaced, "was changed"),
                Arguments.of("shortened", shortened, "was changed"),
                Arguments.of("grown", grown, "was changed"),
                Arguments.of("deleted", (Breakage) Files::delete, "has vanished"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void publishes_nothing_of_a_file_that_changes_while_it_is_read(String name, Breakage change, String message)
            throws Exception {
        Path doomed = Crawl.write(input.resolve("doomed.jsonl"), 800, 80);

        Finished run = InProcess.of(
                        Crawl.score(input.toString(), output.toString()), "model", () -> change.write(doomed))
                .endedWith(FAILED);

        assertThat(run.stderr()).contains("was written to while it was read", doomed + " " + message);
        assertNothingPublished(run);
    }

    @Test
    void says_what_is_wrong_with_a_file_that_is_one_long_line() throws Exception {
        Files.delete(input.resolve("good.jsonl"));
        longLine(input.resolve("array.jsonl"), 100);

        Finished run = run().endedWith(BAD_USAGE);

        assertThat(run.stderr()).contains("expected JSON Lines, one record's object on each line");
        assertNothingPublished(run);
    }

    @Test
    void scores_a_comment_of_a_megabyte() throws Exception {
        try (Writer out = Files.newBufferedWriter(input.resolve("long.jsonl"))) {
            for (int comment = 0; comment < 5; comment++) {
                out.write(Crawl.line("long", 9_000_000 + comment, "很好".repeat(175_000) + comment));
            }
        }

        run().endedWith(OK);

        try (Output actual = new Output(output)) {
            actual.addsUp();
            assertThat(actual.tables().count("comment_scores", "post_id = 'long' AND truncated AND sentiment > 0"))
                    .isEqualTo(5);
            assertThat(actual.tables().count("comment_scores", "post_id <> 'long'"))
                    .isEqualTo(GOOD);
        }
    }

    @Test
    void counts_every_comment_of_a_post_that_has_nearly_all_of_them() throws Exception {
        int skewed = 300_000;
        try (Writer out = Files.newBufferedWriter(input.resolve("skewed.jsonl"))) {
            for (int comment = 0; comment < skewed; comment++) {
                out.write(Crawl.line("skewed", GOOD + comment, Crawl.text(comment % 500)));
            }
        }

        run().endedWith(OK);

        try (Output actual = new Output(output)) {
            actual.addsUp();
            Number counted = actual.tables()
                    .number("SELECT sum(comments) FROM " + actual.tables().table("post_window_sentiment")
                            + " WHERE post_id = 'skewed'");
            assertThat(counted.longValue()).isEqualTo(skewed);
        }
    }

    @Test
    void publishes_nothing_when_every_row_is_rejected() throws Exception {
        Files.writeString(input.resolve("good.jsonl"), Crawl.line("", 1, "文").repeat(100));

        Finished run = run().endedWith(TOO_MANY_REJECTS);

        assertThat(run.stderr()).contains("100", "no_post_id", "--max-rejected");
        assertNothingPublished(run);
    }

    @Test
    void publishes_empty_tables_when_every_row_may_be_rejected_and_is() throws Exception {
        Files.writeString(input.resolve("good.jsonl"), Crawl.line("", 1, "文").repeat(100));

        run("--max-rejected", "100%", "--fail-on-rejected").endedWith(OK_WITH_REJECTS);

        try (Output actual = new Output(output)) {
            actual.addsUp();
            assertThat(actual.count("kept")).isZero();
            assertThat(actual.count("rejected")).isEqualTo(100);
        }
    }

    @Test
    void publishes_empty_tables_when_there_are_no_comments() throws Exception {
        Files.writeString(input.resolve("good.jsonl"), "\n\n");

        assertThat(run().endedWith(OK).stdout())
                .contains("there was no comment to be kept in what was read: all tables are empty");

        try (Output actual = new Output(output)) {
            actual.addsUp();
            assertThat(actual.count("read")).isZero();
            for (String table : Output.TABLES) {
                assertThat(actual.tables().count(table, "true")).as(table).isZero();
            }
        }
    }

    @Test
    void keeps_comments_of_the_future_and_of_1970_and_says_so() throws Exception {
        Files.writeString(
                input.resolve("clocks.jsonl"),
                Crawl.line("p9", 1, "早", "1970-01-01 08:00:00")
                        + Crawl.line("p9", 2, "晚", "2099-12-31 23:59:59")
                        + Crawl.line("p9", 3, "末", "9999-12-31 23:59:59"));

        Finished run = run().endedWith(OK);

        assertThat(run.stdout())
                .contains("1 comments are dated before Weibo began", "2 comments are dated after this run")
                .contains("trajectories are empty: there are 2,932,");
        try (Output actual = new Output(output)) {
            actual.addsUp();
            assertThat(actual.tables().count("comment_scores", "post_id = 'p9'"))
                    .isEqualTo(3);
            assertThat(actual.tables().count("blogger_window_sentiment", "complete AND window_end > '2026-01-01'"))
                    .isZero();
            assertThat(actual.tables().count("blogger_window_sentiment", "NOT complete"))
                    .isPositive();
        }
    }

    @Test
    void publishes_nothing_with_a_model_whose_weights_were_damaged() throws Exception {
        Path bundle = DamagedBundle.withWrongHash(folder.resolve("bundle.zip"));

        // In a process and with a cache of its own: a host that has the undamaged model of the same name would use
        // that.
        String cache = "model.cache-dir=" + folder.resolve("cache");
        Finished run = LocalRun.of(
                        Crawl.score(input.toString(), output.toString(), "--model", bundle.toString(), "--set", cache)
                                .toArray(String[]::new))
                .endedWith(BAD_USAGE);

        assertThat(run.stderr()).contains("error: " + bundle + " is corrupt", "SHA-256", "copy it again");
        assertNothingLeft();
    }

    private Finished run(String... more) {
        return InProcess.of(Crawl.score(input.toString(), output.toString(), more));
    }

    private void assertNothingPublished(Finished run) {
        assertNothingLeft();
        assertThat(run.stderr()).doesNotContain("\tat ");
    }

    private void assertNothingLeft() {
        for (String left : List.of("manifest.json", "runs", "_staging", "_lease.json")) {
            assertThat(output.resolve(left)).doesNotExist();
        }
    }

    private void assertGoodRowsAsExpected() throws Exception {
        try (Output actual = new Output(output);
                Output before = new Output(expected)) {
            actual.addsUp();
            assertThat(actual.count("kept")).isEqualTo(GOOD);
            actual.equalsUpTo(before, 0, List.of("comment_scores", "post_window_sentiment", "trajectories"));
        }
    }

    private static void lines(Path folder, String... lines) throws IOException {
        Files.write(folder.resolve("odd.jsonl"), List.of(lines));
    }

    private static void longLine(Path file, int megabytes) throws IOException {
        byte[] megabyte = "[\"好\"],".repeat(1 << 17).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int written = 0; written < megabytes; written++) {
                out.write(megabyte);
            }
        }
    }
}
