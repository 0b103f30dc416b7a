package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that takes rows kept by an earlier one publishes what a first run would. */
class KeptRowsJobIT {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2025-06-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private Path bundle;

    @Test
    void every_table_is_that_of_a_first_run() throws IOException {
        bundle = TinyBundle.path();
        Files.createDirectories(folder.resolve("crawl"));
        write("monday", 0, 40);
        ScoreJob.run(config("nightly"), QuietSession.open());
        write("tuesday", 30, 70);

        RunSummary second = ScoreJob.run(config("nightly"), QuietSession.open());
        ScoreJob.run(config("first", "scoring.store=" + folder.resolve("nightly/store")), QuietSession.open());
        ScoreJob.run(
                config("off", "input.kept-rows.enabled=false", "scoring.store=" + folder.resolve("other")),
                QuietSession.open());

        assertThat(second.manifest().facts().get("parsed_records", Ingest.Parsed.class))
                .contains(new Ingest.Parsed(1, 1));
        Map<String, List<String>> expected = tables("off");
        assertThat(tables("nightly")).isEqualTo(expected);
        assertThat(tables("first")).isEqualTo(expected);
        assertThat(folder.resolve("other/rows")).doesNotExist();
    }

    private Map<String, List<String>> tables(String output) throws IOException {
        var run = RunFolders.of(folder.resolve(output).toString(), new Configuration()).all().stream()
                .filter(published -> published.isCurrent())
                .findFirst()
                .orElseThrow();
        Map<String, List<String>> tables = new TreeMap<>();
        for (Table table : List.of(
                Table.COMMENT_SCORES,
                Table.POSTS,
                Table.POST_WINDOW_SENTIMENT,
                Table.BLOGGER_WINDOW_SENTIMENT,
                Table.TRAJECTORIES,
                Table.TRAJECTORIES_SE,
                Table.TRAJECTORIES_EFFECTIVE_COMMENTS,
                Table.TRAJECTORIES_FILLED,
                Table.REJECTED_COMMENTS)) {
            tables.put(
                    table.folder(),
                    run.read(TestSpark.session(), table).collectAsList().stream()
                            .map(Row::toString)
                            .sorted()
                            .toList());
        }
        return tables;
    }

    private void write(String name, int from, int to) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = from; i < to; i++) {
            lines.add(String.format(
                    "{\"id\":\"%d\",\"blogger\":\"b%d\",\"post\":\"p%d\",\"text\":\"好看 %d\",\"time\":\"2025-03-0%d 12:00:00\"}",
                    i, i % 2, i % 4, i % 13, 1 + i % 3));
        }
        lines.add("no JSON");
        Path file = Files.write(folder.resolve("crawl/" + name + ".jsonl"), lines);
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    private JobConfig config(String output, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + folder.resolve("crawl") + "\"]",
                "output.dir=" + folder.resolve(output),
                "model.bundle=" + bundle,
                "model.precision=float32"));
        Map.of("comment-id", "id", "blogger-id", "blogger", "post-id", "post", "text", "text", "comment-time", "time")
                .forEach((field, column) -> settings.add("input.columns." + field + "=" + column));
        settings.addAll(List.of(more));
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }
}
