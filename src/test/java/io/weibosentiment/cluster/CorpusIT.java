package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.SharedFiles;
import io.weibosentiment.model.TinyBundle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole corpora through the command line, every table read back by another program. */
class CorpusIT {

    private static final int HOT_SEARCH_ROWS = 50_000;
    private static final String POST_CELLS = "blogger_id, post_id, window_start";
    private static final String BLOGGER_CELLS = "blogger_id, window_start";

    @TempDir
    private static Path folder;

    private static String bundle;

    @BeforeAll
    static void import_checkpoint() throws Exception {
        Path checkpoint = SharedFiles.require("models/weibo-bert-mini");
        bundle = folder.resolve("mini").toString();
        InProcess.of(List.of("import-model", "--from", checkpoint.toString(), "--to", bundle))
                .endedWith(0);
    }

    @Test
    void gives_what_an_independent_pipeline_made_of_the_dynamics_corpus() throws Exception {
        Path golden = SharedFiles.require("golden/dynamics-pipeline");
        Path output = folder.resolve("dynamics");
        InProcess.of(List.of(
                        "score",
                        "--input",
                        SharedFiles.require("data/weibo-comments/dynamics").toString(),
                        "--preset",
                        "dynamics",
                        "--policy",
                        "paper",
                        "--window",
                        "half-month",
                        "--window-by",
                        "post",
                        "--precision",
                        "float32",
                        "--model",
                        bundle,
                        "--output",
                        output.toString()))
                .endedWith(0);

        JsonNode counts = new ObjectMapper().readTree(Files.readString(golden.resolve("counts.json")));
        try (Output actual = new Output(output)) {
            actual.addsUp();
            for (String name : List.of("read", "kept", "duplicates")) {
                assertThat(actual.count(name))
                        .as(name)
                        .isEqualTo(counts.get(name).asLong());
            }
            Tables tables = actual.tables();
            assertThat(tables.count("comment_scores", "decided_by LIKE 'rule:%'"))
                    .isEqualTo(counts.get("neutral").asLong());
            assertThat(tables.number("SELECT count(DISTINCT post_id) FROM " + tables.table("comment_scores")))
                    .isEqualTo(counts.get("posts").asLong());
            assertThat(tables.count("comment_scores", "post_time IS NULL"))
                    .isEqualTo(counts.get("comments_without_window").asLong());
            assertCells(tables, golden.resolve("posts.csv"), "post_window_sentiment", POST_CELLS);
            assertCells(tables, golden.resolve("cells.csv"), "blogger_window_sentiment", BLOGGER_CELLS);
        }
    }

    @Test
    void counts_every_row_of_a_large_csv() throws Exception {
        Path part = SharedFiles.require("data/weibo-comments/hot-search/part-00.csv.gz");
        Path input = head(part, folder.resolve("hot-search.csv"), HOT_SEARCH_ROWS);
        Path output = folder.resolve("hot-search-tables");
        assertThat(InProcess.of(List.of(
                                "score",
                                "--input",
                                input.toString(),
                                "--preset",
                                "hot-search",
                                "--model",
                                TinyBundle.path().toString(), // the rows are the point, not their scores
                                "--precision",
                                "float32",
                                "--output",
                                output.toString()))
                        .exitCode())
                .isBetween(0, 1);

        try (Output actual = new Output(output)) {
            assertThat(actual.count("read")).isEqualTo(HOT_SEARCH_ROWS);
            actual.addsUp();
        }
    }

    @Test
    void counts_every_row_of_crawler_files_in_gbk() throws Exception {
        Path input = SharedFiles.require("data/weibo-comments/raw-gbk");
        Path output = folder.resolve("raw-gbk-tables");
        Finished run = InProcess.of(List.of(
                "score",
                "--input",
                input.toString(),
                "--preset",
                "raw-gbk",
                "--model",
                bundle,
                "--precision",
                "float32",
                "--output",
                output.toString()));
        run.endedWith(0);

        try (Output actual = new Output(output)) {
            actual.addsUp();
            Tables tables = actual.tables();
            assertThat(tables.number("SELECT count(DISTINCT post_id) FROM " + tables.table("comment_scores"))
                            .intValue())
                    .isBetween(30, 40);
        }
    }

    /** Problems a table of windows against a file with the same cells, whose windows start on a day in Shanghai. */
    private static void assertCells(Tables tables, Path expected, String table, String key) throws SQLException {
        String windows = "window_start + INTERVAL 8 HOUR";
        String actual =
                "SELECT * REPLACE (strftime(" + windows + ", '%Y-%m-%d') AS window_start) FROM " + tables.table(table);
        List<Map<String, Object>> theirs = tables.query("SELECT * FROM read_csv('" + expected
                + "', types = {'blogger_id': 'VARCHAR', 'window_start': 'VARCHAR'}) WHERE window_start IS NOT NULL"
                + " ORDER BY " + key);
        List<Map<String, Object>> ours = tables.query("SELECT * FROM (" + actual + ") ORDER BY " + key);
        assertThat(ours).as(table).hasSameSizeAs(theirs);
        for (int row = 0; row < ours.size(); row++) {
            Map<String, Object> mine = ours.get(row);
            theirs.get(row).forEach((column, value) -> {
                if (value instanceof Number number) {
                    assertThat(((Number) mine.get(column)).doubleValue())
                            .as("%s of %s", column, mine)
                            .isCloseTo(number.doubleValue(), within(1e-5));
                } else {
                    assertThat(String.valueOf(mine.get(column)))
                            .as("%s of %s", column, mine)
                            .isEqualTo(String.valueOf(value));
                }
            });
        }
    }

    /** The header and the first {@code rows} lines of a compressed file none of whose values has a line break. */
    private static Path head(Path compressed, Path target, int rows) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(compressed)), StandardCharsets.UTF_8));
                Writer out = Files.newBufferedWriter(target)) {
            for (int line = 0; line <= rows; line++) {
                out.write(in.readLine() + "\n");
            }
        }
        return target;
    }
}
