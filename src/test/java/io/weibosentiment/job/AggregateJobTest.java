package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregateJobTest {

    @TempDir
    Path folder;

    @Test
    void reads_the_scores_of_a_run_where_its_folder_has_no_links() throws IOException {
        Path tables = folder.resolve("tables [1]");
        RunSummary scored = score(tables);
        for (Table table : Table.values()) {
            Files.deleteIfExists(tables.resolve(table.folder()));
        }
        Files.delete(tables.resolve("current"));

        RunSummary run = aggregate(tables, folder.resolve("weekly {2}"), "aggregate.windows=[week]");

        assertThat(run.manifest().facts().get("counts", CommentCounts.class).map(CommentCounts::kept))
                .isEqualTo(scored.manifest()
                        .facts()
                        .get("counts", CommentCounts.class)
                        .map(CommentCounts::kept))
                .contains(6L);
    }

    @Test
    void counts_what_a_rule_decided_as_its_tables_do_whatever_it_counted_as_before() throws IOException {
        List<String> lines = List.of(
                "post_id,comment_time,sentiment,decided_by",
                "p,2025-03-01 12:00:00,0.9,model",
                "p,2025-03-01 12:00:00,0.5,rule:reply",
                "p,2025-03-01 12:00:00,0.7,",
                "p,2025-03-01 12:00:00,0.8,somebody");
        Path scores = Files.write(folder.resolve("scores.csv"), lines);

        RunSummary unscored = aggregate(scores, folder.resolve("unscored"), "aggregate.rule-decided=unscored");
        RunSummary neutral = aggregate(scores, folder.resolve("neutral"), "aggregate.rule-decided=neutral");

        assertThat(counts(unscored)).isEqualTo(new CommentCounts(3, 0, 1, 0, 1, 1));
        assertThat(counts(neutral)).isEqualTo(new CommentCounts(3, 1, 0, 0, 1, 1));
        assertThat(post("unscored").<Long>getAs("scored")).isEqualTo(3);
        assertThat(post("unscored").<Long>getAs("neutral")).isZero();
        assertThat(post("neutral").<Long>getAs("neutral")).isEqualTo(1);
        assertThat(unscored.figures())
                .extracting(RunSummary.Figure::value)
                .anyMatch(value -> value.startsWith("0.800"));
    }

    @Test
    void refuses_to_write_into_its_input() throws IOException {
        Files.createDirectories(folder.resolve("scores"));
        Files.writeString(
                folder.resolve("scores/a.csv"), "post_id,comment_time,sentiment\np,2025-03-01 12:00:00,0.9\n");

        assertThatThrownBy(() -> aggregate(folder.resolve("scores"), folder.resolve("scores/tables")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("scores/tables")
                .hasMessageContaining("where the run writes");
        assertThat(folder.resolve("scores/tables")).doesNotExist();
    }

    private static CommentCounts counts(RunSummary run) {
        return run.manifest().facts().get("counts", CommentCounts.class).orElseThrow();
    }

    private Row post(String output) {
        return TestSpark.session()
                .read()
                .parquet(folder.resolve(output).resolve("post_window_sentiment").toString())
                .first();
    }

    private RunSummary score(Path output) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lines.add("{\"post\":\"p\",\"text\":\"好看 " + i + "\",\"time\":\"2025-03-01 12:00:00\"}");
        }
        Path comments = Files.write(folder.resolve("comments.jsonl"), lines);
        List<String> settings = List.of(
                "input.paths=[\"" + comments + "\"]",
                "input.columns.post-id=post",
                "input.columns.text=text",
                "input.columns.comment-time=time",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.dir=\"" + output + "\"");
        return ScoreJob.run(config(settings), QuietSession.open());
    }

    private static RunSummary aggregate(Path input, Path output, String... more) {
        List<String> settings =
                new ArrayList<>(List.of("input.paths=[\"" + input + "\"]", "output.dir=\"" + output + "\""));
        settings.addAll(List.of(more));
        return AggregateJob.run(config(settings), ScoredColumns.parse(""), QuietSession.open());
    }

    private static JobConfig config(List<String> settings) {
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }
}
