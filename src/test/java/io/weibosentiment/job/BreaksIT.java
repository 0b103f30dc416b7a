package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.RunSummary;
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

/** A run that breaks the series says so in its manifest, its warnings and each of its cells. */
class BreaksIT {

    @TempDir
    private Path folder;

    @Test
    void windows_of_a_run_with_another_policy_are_flagged_and_those_of_the_next_are_not() throws IOException {
        write(30);
        assertThat(score("standard").warnings()).noneMatch(warning -> warning.contains("break"));
        assertThat(score("standard").warnings()).noneMatch(warning -> warning.contains("break"));
        assertFlagged(false);

        RunSummary other = score("none");

        assertThat(other.warnings())
                .contains(
                        "break in the series: the policy is none, in the run before it was standard; the status of all"
                                + " windows has b");
        assertThat(other.manifest().json()).contains("\"breaks\"", "the policy is none");
        assertFlagged(true);
        score("none");
        assertFlagged(false);
        write(10);
        assertThat(score("none").warnings())
                .contains(
                        "break in the series: 10 comments, where 4 earlier runs had 30 to 30; the status of all windows"
                                + " has b");
        assertFlagged(true);
    }

    private void assertFlagged(boolean isBreak) {
        PublishedRun run = RunFolders.of(folder.resolve("out").toString(), new Configuration())
                .published();
        for (Table table : List.of(Table.POST_WINDOW_SENTIMENT, Table.BLOGGER_WINDOW_SENTIMENT)) {
            Dataset<Row> rows = run.read(TestSpark.session(), table);
            assertThat(rows.count()).isPositive();
            assertThat(rows.where(col(Columns.STATUS).rlike("^bi?m?p?u?$")).count())
                    .as("flagged rows of %s", table)
                    .isEqualTo(isBreak ? rows.count() : 0);
        }
    }

    private void write(int comments) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < comments; i++) {
            lines.add(String.format(
                    "{\"blogger\":\"b%d\",\"post\":\"p%d\",\"text\":\"好看 %d\",\"time\":\"2025-03-0%d 12:00:00\"}",
                    i % 2, i % 4, i, 1 + i % 3));
        }
        Files.write(folder.resolve("comments.jsonl"), lines);
    }

    private RunSummary score(String policy) {
        List<String> settings = new ArrayList<>(List.of(
                "policy=" + policy,
                "input.paths=[\"" + folder.resolve("comments.jsonl") + "\"]",
                "output.dir=" + folder.resolve("out"),
                "output.report=false",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32"));
        Map.of("blogger-id", "blogger", "post-id", "post", "text", "text", "comment-time", "time")
                .forEach((field, column) -> settings.add("input.columns." + field + "=" + column));
        JobConfig config = new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
        return ScoreJob.run(config, QuietSession.open());
    }
}
