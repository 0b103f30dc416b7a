package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.erasure.ErasedId;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A crawl of sixty comments and two broken lines, of which some are erased from output folders beside it. */
final class ErasedCrawl {

    static final String POST = "3501756485200075";
    static final String SAME_POST = "z0JH2lOMb";
    static final String ERASED = "4900000000000007";
    static final String TEXT = "只有这一条评论才有的字";
    static final String SHARED_TEXT = "大家都写的字";

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2025-06-01T00:00:00Z"));
    private static final List<Table> TABLES = List.of(
            Table.COMMENT_SCORES,
            Table.POSTS,
            Table.POST_WINDOW_SENTIMENT,
            Table.BLOGGER_WINDOW_SENTIMENT,
            Table.TRAJECTORIES,
            Table.TRAJECTORIES_SE,
            Table.TRAJECTORIES_EFFECTIVE_COMMENTS,
            Table.TRAJECTORIES_FILLED);

    private final Path folder;
    private final Path bundle;

    /** The crawl in the folder {@code crawl} of {@code folder}. */
    ErasedCrawl(Path folder) throws IOException {
        this.folder = folder;
        this.bundle = TinyBundle.path();
        Files.createDirectories(folder.resolve("crawl"));
        Files.createDirectories(folder.resolve("without"));
        write("crawl", id -> true);
    }

    interface Kept {
        boolean test(Line line);
    }

    record Line(int i, String id, String post, String blogger, String user, String text) {

        String json() {
            return String.format(
                    "{\"id\":\"%s\",\"blogger\":\"%s\",\"post\":\"%s\",\"user\":\"%s\",\"text\":\"%s\",\"likes\":%d,\"time\":\"2025-03-0%d 12:00:00\"}",
                    id, blogger, post, user, text, i % 5, 1 + i % 3);
        }
    }

    /** Writes those comments that are kept into the folder {@code name}. */
    void write(String name, Kept kept) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String text = i == 7 ? TEXT : i % 20 == 9 ? SHARED_TEXT : "好看 " + i;
            Line line = new Line(
                    i,
                    "49000000000000" + String.format("%02d", i),
                    i % 4 == 0 ? (i % 8 == 0 ? POST : SAME_POST) : "p" + i % 4,
                    "170000000" + i % 2,
                    "user" + i % 10,
                    text);
            if (kept.test(line)) {
                lines.add(line.json());
            }
        }
        lines.add("broken {\"id\":\"" + (name.equals("crawl") ? ERASED : "none") + "\",\"text\":\"" + TEXT + "\"");
        lines.add("no JSON");
        Path file = Files.write(folder.resolve(name + "/comments.jsonl"), lines);
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    RunSummary score(String output, String crawl, String... more) {
        return ScoreJob.run(config(output, crawl, more), QuietSession.open());
    }

    RunSummary erase(String output, ErasedId... ids) {
        JobConfig config = EraseRequest.config(
                folder.resolve(output).toString(), Optional.empty(), new Configuration(), new ConfigLoader(Map.of()));
        return EraseJob.run(new EraseRequest(Set.of(ids), "by law"), config, QuietSession.open());
    }

    /** No file of the output folder has any of {@code texts}, not even in a Parquet column. */
    void assertNowhere(String output, String... texts) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(output))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (file.toString().endsWith(".parquet")) {
                    content = TestSpark.session()
                            .read()
                            .parquet(file.toString())
                            .toJSON()
                            .collectAsList()
                            .toString()
                            .replace("\\\"", "\"");
                }
                for (String text : texts) {
                    assertThat(content.contains(text))
                            .as("%s in %s", text, file)
                            .isFalse();
                }
            }
        }
    }

    /** How often the store in the folder {@code output} has the score of a text. */
    long scoresOf(String output, String key) {
        Dataset<Row> store = TestSpark.session()
                .read()
                .parquet(folder.resolve(output + "/store").toString());
        return store.where(store.col(Columns.TEXT_KEY).equalTo(key)).count();
    }

    /** The rows of every table of the current run, each as text, in order. */
    Map<String, List<String>> tables(String output) throws IOException {
        PublishedRun run = RunFolders.of(folder.resolve(output).toString(), new Configuration())
                .published();
        Map<String, List<String>> tables = new TreeMap<>();
        for (Table table : TABLES) {
            Dataset<Row> rows = run.read(TestSpark.session(), table);
            boolean lacksUsers = !Arrays.asList(
                            run.read(TestSpark.session(), Table.COMMENT_SCORES).columns())
                    .contains(Columns.USER_HASH);
            Dataset<Row> compared = lacksUsers ? rows.drop(Columns.COMMENTERS) : rows;
            tables.put(
                    table.folder(),
                    compared.collectAsList().stream()
                            .map(Row::toString)
                            .sorted()
                            .toList());
        }
        JsonNode counts = new ObjectMapper()
                .readTree(folder.resolve(output + "/manifest.json").toFile())
                .path("counts");
        assertThat(counts.path("read").asLong())
                .isEqualTo(counts.path("kept").asLong()
                        + counts.path("duplicates").asLong()
                        + counts.path("rejected").asLong());
        assertThat(run.read(TestSpark.session(), Table.REJECTED_COMMENTS).count())
                .isEqualTo(counts.path("rejected").asLong());
        return tables;
    }

    private JobConfig config(String output, String crawl, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + folder.resolve(crawl) + "\"]",
                "output.dir=" + folder.resolve(output),
                "output.report=false",
                "input.max-rejected=100",
                "model.bundle=" + bundle,
                "model.precision=float32"));
        Map.of(
                        "comment-id", "id",
                        "blogger-id", "blogger",
                        "post-id", "post",
                        "user-id", "user",
                        "likes", "likes",
                        "text", "text",
                        "comment-time", "time")
                .forEach((field, column) -> settings.add("input.columns." + field + "=" + column));
        settings.addAll(Arrays.stream(more).collect(Collectors.toList()));
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }
}
