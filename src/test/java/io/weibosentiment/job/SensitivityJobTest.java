package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.Setting;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.model.TinyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityJobTest {

    private static final ConfigLoader LOADER = new ConfigLoader(Map.of());

    @TempDir
    Path folder;

    @Test
    void reads_the_run_of_a_scoring_and_leaves_it_as_it_is() throws IOException {
        Path tables = score();
        List<Path> before = files(tables.resolve("runs"));

        sensitivity(tables);

        List<Row> cells = cells(tables);
        assertThat(cells).hasSize((int) rows(tables, "blogger_window_sentiment"));
        assertThat(cells)
                .allSatisfy(cell -> assertThat(tables.resolve("runs/" + cell.getAs(Columns.RUN)))
                        .isDirectory());
        assertThat(files(tables.resolve("runs"))).isEqualTo(before);
        assertThat(tables).isDirectoryNotContaining("glob:**/_sensitivity*");
    }

    @Test
    void reads_again_what_an_aggregation_read_by_the_columns_it_was_told() throws IOException {
        Path tables = folder.resolve("tables");
        aggregate(tables);

        sensitivity(tables);
        sensitivity(tables, "aggregate.windows=[day]"); // once more in the same place

        assertThat(cells(tables))
                .allSatisfy(
                        cell -> assertThat(cell.<String>getAs(Columns.WINDOW)).isEqualTo("day"))
                .hasSize(2);
    }

    @Test
    void refuses_scores_that_are_not_those_of_the_run() throws IOException {
        Path tables = folder.resolve("tables");
        Path scores = aggregate(tables);
        sensitivity(tables);
        List<Row> before = cells(tables);
        Files.writeString(scores, Files.readString(scores).replace("0.9", "0.3"));

        assertThatThrownBy(() -> sensitivity(tables))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not as run");
        assertThat(cells(tables)).isEqualTo(before);
    }

    @Test
    void refuses_a_folder_without_a_run() {
        assertThatThrownBy(() -> sensitivity(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no run has published there");
    }

    private Path score() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lines.add("{\"post\":\"p" + i % 2 + "\",\"who\":\"b\",\"text\":\"好看 " + i + "\",\"time\":\"2025-03-0"
                    + (1 + i) + " 12:00:00\",\"likes\":" + i + "}");
        }
        Path comments = Files.write(folder.resolve("comments.jsonl"), lines);
        Path tables = folder.resolve("tables [1]");
        ScoreJob.run(
                config(
                        "input.paths=[\"" + comments + "\"]",
                        "input.columns.post-id=post",
                        "input.columns.blogger-id=who",
                        "input.columns.text=text",
                        "input.columns.comment-time=time",
                        "input.columns.likes=likes",
                        "aggregate.windows=[week,day]",
                        "model.bundle=" + TinyBundle.path(),
                        "model.precision=float32",
                        "output.dir=\"" + tables + "\""),
                QuietSession.open());
        return tables;
    }

    private Path aggregate(Path tables) throws IOException {
        Path scores = Files.write(
                folder.resolve("scores.csv"),
                List.of(
                        "weibo,who,comment_time,p",
                        "1,b,2025-03-01 12:00:00,0.9",
                        "1,b,2025-03-02 12:00:00,0.4",
                        "2,b,2025-03-02 12:00:00,0.7"));
        AggregateJob.run(
                config("input.paths=[\"" + scores + "\"]", "aggregate.windows=[week]", "output.dir=\"" + tables + "\""),
                ScoredColumns.parse("post-id=weibo,blogger-id=who,sentiment=p"),
                QuietSession.open());
        return scores;
    }

    private static void sensitivity(Path tables, String... changes) {
        SensitivityInput input = SensitivityInput.of(
                tables.toString(),
                List.of(changes).stream().map(Setting::assignment).toList(),
                new Configuration(),
                LOADER);
        SensitivityJob.run(input, 2, QuietSession.open());
    }

    private static JobConfig config(String... settings) {
        return LOADER.load(new ConfigSources(List.of(), List.of(settings), Optional.empty()));
    }

    private static List<Row> cells(Path tables) {
        return read(tables, "sensitivity")
                .orderBy(Columns.WINDOW, Columns.WINDOW_START)
                .collectAsList();
    }

    private static long rows(Path tables, String table) {
        return read(tables, table).count();
    }

    private static Dataset<Row> read(Path tables, String table) {
        String path = tables.resolve(table).toString().replace("[", "\\[").replace("]", "\\]");
        return TestSpark.session().read().parquet(path);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var found = Files.walk(directory)) {
            return found.sorted().toList();
        }
    }
}
