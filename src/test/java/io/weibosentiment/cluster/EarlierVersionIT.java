package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This version opens what version 0.1.0 wrote: its bundle, its score store and its output folder with two runs. */
class EarlierVersionIT {

    private static final int OK = 0;
    private static final String EARLIER = "20261125T231306Z-a82046";
    private static final String LATER = "20261125T231406Z-723186";
    private static final List<String> LINKS = List.of(
            "comment_scores",
            "post_window_sentiment",
            "blogger_window_sentiment",
            "trajectories",
            "rejected_comments",
            "run_history");
    private static final String SCORES = "SELECT comment_id, sentiment, decided_by FROM %s ORDER BY ALL";
    private static final String WINDOWS =
            "SELECT blogger_id, window_start, comments, sentiment, weight_sum FROM %s ORDER BY ALL";

    @TempDir
    private Path folder;

    private Path tables;

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        Path written = Path.of(
                getClass().getResource("/io/weibosentiment/written-by-0.1.0").toURI());
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(written.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        tables = folder.resolve("tables");
        Files.createSymbolicLink(tables.resolve("current"), Path.of("runs", LATER));
        for (String table : LINKS) {
            Files.createSymbolicLink(tables.resolve(table), Path.of("current", table));
        }
    }

    @Test
    void run_scores_nothing_that_was_scored_before() throws Exception {
        Finished scored = InProcess.of(inputAnd("score")).endedWith(OK);

        assertThat(scored.stdout()).contains("17 distinct, 17 scored before, 0 scored now");
        try (Output output = new Output(tables)) {
            output.addsUp();
            assertThat(output.count("reused_texts")).isEqualTo(17);
            assertThat(output.tables().count("run_history", "true")).isEqualTo(3);
            assertSameTables(output.tables(), LATER);
        }
    }

    @Test
    void runs_are_listed_and_rolled_back() {
        assertThat(runs().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("* " + LATER).contains("2 texts scored, 15 reused"),
                        line -> assertThat(line).startsWith("  " + EARLIER).contains("15 texts scored, 0 reused"));

        InProcess.of(List.of("rollback", "--output", tables.toString())).endedWith(OK);

        assertThat(runs().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("  " + LATER),
                        line -> assertThat(line).startsWith("* " + EARLIER));
        assertThat(tables.resolve("comment_scores").toAbsolutePath()).isDirectoryContaining("glob:**.parquet");
    }

    @Test
    void scored_comments_aggregate_to_the_tables_that_were_made_of_them() throws Exception {
        Path again = folder.resolve("again");
        InProcess.of(List.of(
                        "aggregate",
                        "--input",
                        tables.resolve("comment_scores").toString(),
                        "--output",
                        again.toString()))
                .endedWith(OK);

        try (Output output = new Output(again);
                Tables before = new Tables(tables.resolve("runs").resolve(LATER))) {
            assertSame(output.tables(), before, WINDOWS, "blogger_window_sentiment");
            assertSame(output.tables(), before, WINDOWS, "post_window_sentiment");
        }
    }

    @Test
    void store_is_listed_and_verified() {
        String store = tables.resolve("store").toString();
        assertThat(InProcess.of(List.of("store", "info", "--store", store))
                        .endedWith(OK)
                        .stdout()
                        .strip())
                .startsWith("f5fa2692ac08f2b65419c26c  tiny.zip, float32, 64 tokens  17 scores in 11 files");

        assertThat(InProcess.of(inputAnd("store", "verify")).endedWith(OK).stdout())
                .contains("compared  17 texts");
    }

    private void assertSameTables(Tables now, String run) throws Exception {
        try (Tables before = new Tables(tables.resolve("runs").resolve(run))) {
            assertSame(now, before, SCORES, "comment_scores");
            assertSame(now, before, WINDOWS, "blogger_window_sentiment");
        }
    }

    private static void assertSame(Tables now, Tables before, String sql, String table) throws Exception {
        List<Map<String, Object>> expected = before.query(String.format(sql, before.table(table)));
        assertThat(expected).isNotEmpty();
        assertThat(now.query(String.format(sql, now.table(table)))).as(table).isEqualTo(expected);
    }

    private String runs() {
        return InProcess.of(List.of("runs", "--output", tables.toString()))
                .endedWith(OK)
                .stdout();
    }

    private List<String> inputAnd(String... command) {
        return Stream.concat(
                        Stream.of(command),
                        Stream.of(
                                "--config",
                                folder.resolve("score.conf").toString(),
                                "--input",
                                folder.resolve("crawl.jsonl").toString(),
                                "--input",
                                folder.resolve("more.jsonl").toString(),
                                "--output",
                                tables.toString(),
                                "--model",
                                folder.resolve("tiny.zip").toString(),
                                "--precision",
                                "float32"))
                .toList();
    }
}
