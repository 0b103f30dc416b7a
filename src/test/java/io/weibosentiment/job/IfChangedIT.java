package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.erasure.IdKind;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With --if-changed, a run publishes unless it would make the tables that the current run has. */
class IfChangedIT {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2025-06-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private RunSummary first;

    @BeforeEach
    void makes_a_run() throws IOException {
        Files.createDirectories(folder.resolve("crawl"));
        write("monday", 0, 40);
        first = run();
    }

    @Test
    void leaves_readers_with_the_current_run_when_nothing_changed() throws IOException {
        RunSummary second = run("output.if-changed=true");

        assertThat(second.manifest())
                .isEqualTo(
                        RunFolders.of(output(), new Configuration()).published().manifest());
        assertThat(second.manifest().run()).isEqualTo(first.manifest().run());
        assertThat(second.tables()).isEmpty();
        assertThat(second.outcome())
                .isEqualTo("nothing has changed since run " + first.manifest().run() + ", which stays current");
        assertThat(second.hasRejects()).isTrue();
        assertThat(runs()).containsExactly(first.manifest().run());
        assertThat(folder.resolve("tables/_staging"))
                .satisfiesAnyOf(
                        staging -> assertThat(staging).doesNotExist(),
                        staging -> assertThat(staging).isEmptyDirectory());
    }

    @Test
    void publishes_when_it_is_not_asked_to_look() throws IOException {
        assertThat(run().manifest().run()).isNotEqualTo(first.manifest().run());
    }

    @Test
    void publishes_when_a_file_is_new() throws IOException {
        write("tuesday", 30, 70);

        assertThat(changed().manifest().tables().get("comment_scores")).isEqualTo(70);
    }

    @Test
    void publishes_when_a_file_is_gone() throws IOException {
        write("tuesday", 30, 70);
        RunSummary both = run();
        Files.delete(folder.resolve("crawl/tuesday.jsonl"));

        RunSummary one = run("output.if-changed=true");

        assertThat(one.manifest().run()).isNotEqualTo(both.manifest().run());
        assertThat(one.manifest().tables().get("comment_scores")).isEqualTo(40);
    }

    @Test
    void publishes_when_a_file_was_exchanged_for_one_of_the_same_size_and_time() throws IOException {
        Path monday = folder.resolve("crawl/monday.jsonl");
        Path other = folder.resolve("other.jsonl");
        Files.writeString(other, Files.readString(monday).replace("好看", "难看"));
        Files.setLastModifiedTime(other, LONG_AGO);
        Files.move(other, monday, StandardCopyOption.REPLACE_EXISTING);

        changed();
    }

    @Test
    void publishes_when_a_setting_changed() throws IOException {
        RunSummary weekly = run("output.if-changed=true", "aggregate.windows=[week]");

        assertThat(weekly.manifest().run()).isNotEqualTo(first.manifest().run());
    }

    @Test
    void how_long_it_waits_changes_nothing() throws IOException {
        RunSummary second = run("output.if-changed=true", "output.wait-minutes=5");

        assertThat(second.manifest().run()).isEqualTo(first.manifest().run());
    }

    @Test
    void publishes_when_a_table_of_the_current_run_lost_a_file() throws IOException {
        Path table = folder.resolve("tables/runs/" + first.manifest().run() + "/post_window_sentiment");
        try (Stream<Path> files = Files.list(table)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
                Files.delete(file);
            }
        }

        changed();
    }

    @Test
    void publishes_when_something_was_erased() throws IOException {
        EraseJob.run(
                new EraseRequest(Set.of(EraseRequest.id(IdKind.COMMENT, "3", "test")), "by law"),
                config(),
                QuietSession.open());

        assertThat(run("output.if-changed=true").manifest().tables().get("comment_scores"))
                .isEqualTo(39);
        String afterErasure =
                RunFolders.of(output(), new Configuration()).published().id();
        assertThat(run("output.if-changed=true").manifest().run()).isEqualTo(afterErasure);
    }

    @Test
    void a_file_that_was_written_a_moment_ago_may_still_change() throws IOException {
        Files.setLastModifiedTime(
                folder.resolve("crawl/monday.jsonl"),
                FileTime.from(Instant.now().plus(Duration.ofHours(1))));
        RunSummary second = run("output.if-changed=true");

        assertThat(run("output.if-changed=true").manifest().run())
                .isNotEqualTo(second.manifest().run());
    }

    private RunSummary changed() throws IOException {
        RunSummary second = run("output.if-changed=true");
        assertThat(second.manifest().run()).isNotEqualTo(first.manifest().run());
        assertThat(runs()).contains(second.manifest().run());
        return second;
    }

    private List<String> runs() throws IOException {
        return RunFolders.of(output(), new Configuration()).all().stream()
                .map(published -> published.id())
                .toList();
    }

    private String output() {
        return folder.resolve("tables").toString();
    }

    private RunSummary run(String... more) {
        return ScoreJob.run(config(more), QuietSession.open());
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

    private JobConfig config(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + folder.resolve("crawl") + "\"]",
                "output.dir=" + output(),
                "output.report=false",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32"));
        Map.of("comment-id", "id", "blogger-id", "blogger", "post-id", "post", "text", "text", "comment-time", "time")
                .forEach((field, column) -> settings.add("input.columns." + field + "=" + column));
        settings.addAll(List.of(more));
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }
}
