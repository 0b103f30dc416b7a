package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.model.checkpoint.TinyCheckpoint;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.StopSignal;
import io.weibosentiment.text.TextKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run with a model that can't score some of the texts. */
class UnscorableTextsTest {

    private static final int COMMENTS = 60;
    private static final int UNSCORABLE = 6;
    private static final String TOKEN = "怒";

    @TempDir
    Path folder;

    private Path bundle;

    @BeforeEach
    void write_comments_and_a_model() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < COMMENTS; i++) {
            String text = "好看 " + i + (i % (COMMENTS / UNSCORABLE) == 0 ? TOKEN : "");
            lines.add(String.format(
                    "{\"blogger\":\"b\",\"post\":\"p\",\"user\":\"%d\",\"text\":\"%s\",\"time\":\"2025-03-01 12:00:00\"}",
                    i, text));
        }
        Files.write(folder.resolve("comments.jsonl"), lines);
        bundle = TinyBundle.of(
                TinyCheckpoint.writeOverflowing(folder.resolve("checkpoint"), TOKEN), folder.resolve("bundle"));
    }

    @Test
    void a_comment_whose_text_the_model_cannot_score_is_rejected_with_the_reason() {
        IngestCounts counts = score("50%");

        assertThat(counts.kept()).isEqualTo(COMMENTS - UNSCORABLE);
        assertThat(counts.rejected()).isEqualTo(UNSCORABLE);
        assertThat(rows("comment_scores"))
                .hasSize(COMMENTS - UNSCORABLE)
                .noneMatch(row -> row.isNullAt(row.fieldIndex("sentiment")));
        assertThat(rows("rejected_comments")).hasSize(UNSCORABLE).allSatisfy(row -> {
            assertThat(row.<String>getAs("reason")).isEqualTo("not_scored");
            assertThat(row.<String>getAs("detail")).isEqualTo("the model's output is not a number");
            assertThat(row.<String>getAs("raw")).contains(TOKEN);
        });
    }

    @Test
    void the_next_run_tries_those_texts_again_and_no_others() {
        IngestCounts first = score("50%");
        List<String> scores = texts("comment_scores");
        IngestCounts second = score("50%");

        assertThat(second.rejected()).isEqualTo(first.rejected()).isEqualTo(UNSCORABLE);
        assertThat(texts("comment_scores")).isEqualTo(scores);
        Row history = rows("run_history").stream()
                .max((one, other) -> one.<String>getAs("run").compareTo(other.getAs("run")))
                .orElseThrow();
        assertThat(history.<Long>getAs("new_texts")).isEqualTo(UNSCORABLE);
    }

    @Test
    void too_many_of_them_stop_the_run() {
        assertThatThrownBy(() -> score("5%"))
                .isInstanceOf(RejectLimitExceededException.class)
                .hasMessageContaining("not_scored");
        assertThat(folder.resolve("out/manifest.json")).doesNotExist();
    }

    @Test
    void a_text_that_another_run_scored_meanwhile_has_that_score_and_is_there_once() {
        String key = TextKey.of("好看 0" + TOKEN);

        IngestCounts counts = score("50%", () -> keepScoreOf(key));

        assertThat(counts.kept()).isEqualTo(COMMENTS - UNSCORABLE + 1);
        assertThat(counts.rejected()).isEqualTo(UNSCORABLE - 1);
        assertThat(rows("comment_scores"))
                .hasSize(COMMENTS - UNSCORABLE + 1)
                .filteredOn(row -> key.equals(row.getAs("text_key")))
                .singleElement()
                .satisfies(row -> assertThat(row.<Float>getAs("sentiment")).isEqualTo(0.25f));
    }

    /** Adds a wave with one score to the store, as a run with an engine of its own does. */
    private void keepScoreOf(String key) {
        Dataset<Row> kept = TestSpark.session()
                .read()
                .parquet(folder.resolve("out/store").toString())
                .limit(1);
        String wave = kept.inputFiles()[0].replaceFirst("/wave=.*", "/wave=other/bucket=" + key.charAt(0));
        kept.select(lit(key).as("text_key"), lit(0.25f).as("sentiment"), col("tokens"), col("truncated"))
                .write()
                .parquet(wave);
    }

    private IngestCounts score(String maxRejected) {
        return score(maxRejected, () -> {});
    }

    private IngestCounts score(String maxRejected, Runnable whenScored) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + folder.resolve("comments.jsonl") + "\"]",
                "input.max-rejected=\"" + maxRejected + "\"",
                "model.bundle=" + bundle,
                "model.precision=float32",
                "output.dir=" + folder.resolve("out")));
        Map.of("blogger-id", "blogger", "post-id", "post", "user-id", "user", "text", "text", "comment-time", "time")
                .forEach((field, column) -> settings.add("input.columns." + field + "=" + column));
        JobConfig config = new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
        PrintStream lines = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
                if (line.startsWith("progress")) {
                    whenScored.run();
                }
            }
        };
        Console console = new Console(lines, Clock.systemUTC(), Progress.Style.LINES);
        RunSummary summary = ScoreJob.run(config, Session.ofProcess(TestSpark.session(), console, new StopSignal()));
        return summary.manifest().facts().get("counts", IngestCounts.class).orElseThrow();
    }

    private List<Row> rows(String table) {
        return TestSpark.session()
                .read()
                .parquet(folder.resolve("out").resolve(table).toString())
                .collectAsList();
    }

    private List<String> texts(String table) {
        return rows(table).stream().map(Row::toString).sorted().toList();
    }
}
