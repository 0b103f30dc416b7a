package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.erasure.ErasedId;
import io.weibosentiment.erasure.IdKind;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.text.TextKey;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments that were erased are nowhere in the output folder, and do not come back. */
class EraseJobIT {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2025-06-01T00:00:00Z"));
    private static final String POST = "3501756485200075";
    private static final String SAME_POST = "z0JH2lOMb";
    private static final String ERASED = "4900000000000007";
    private static final String TEXT = "只有这一条评论才有的字";
    private static final String SHARED_TEXT = "大家都写的字";
    private static final List<Table> TABLES = List.of(
            Table.COMMENT_SCORES,
            Table.POSTS,
            Table.POST_WINDOW_SENTIMENT,
            Table.BLOGGER_WINDOW_SENTIMENT,
            Table.TRAJECTORIES,
            Table.TRAJECTORIES_SE,
            Table.TRAJECTORIES_EFFECTIVE_COMMENTS,
            Table.TRAJECTORIES_FILLED);

    @TempDir
    private Path folder;

    private Path bundle;

    @BeforeEach
    void write_crawl() throws IOException {
        bundle = TinyBundle.path();
        Files.createDirectories(folder.resolve("crawl"));
        Files.createDirectories(folder.resolve("without"));
        write("crawl", id -> true);
    }

    private interface Kept {
        boolean test(Line line);
    }

    private record Line(int i, String id, String post, String blogger, String user, String text) {

        String json() {
            return String.format(
                    "{\"id\":\"%s\",\"blogger\":\"%s\",\"post\":\"%s\",\"user\":\"%s\",\"text\":\"%s\",\"likes\":%d,\"time\":\"2025-03-0%d 12:00:00\"}",
                    id, blogger, post, user, text, i % 5, 1 + i % 3);
        }
    }

    private void write(String name, Kept kept) throws IOException {
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

    @Test
    void tables_are_those_of_a_crawl_without_the_comment_and_nothing_else_holds_it() throws IOException {
        score("out", "crawl");
        score("out", "crawl");
        write("without", line -> !line.id().equals(ERASED));
        score("expected", "without");

        RunSummary erased = erase("out", new ErasedId(IdKind.COMMENT, ERASED));

        assertThat(tables("out")).isEqualTo(tables("expected"));
        assertThat(erased.manifest().facts().get("counts", IngestCounts.class))
                .contains(new IngestCounts(62, 59, 0, 3, Map.of("erased", 2L, "malformed", 1L)));
        assertThat(erased.manifest().json()).contains("\"reason\" : \"by law\"").doesNotContain(ERASED);
        assertNowhere("out", ERASED, TEXT, TextKey.of(TEXT));
        assertThat(scoresOf("out", TextKey.of("好看 8"))).isEqualTo(1);
    }

    @Test
    void what_was_erased_stays_away_from_the_next_crawl_and_is_counted() throws IOException {
        score("out", "crawl");
        erase("out", new ErasedId(IdKind.COMMENT, ERASED));
        Map<String, List<String>> expected = tables("out");

        RunSummary nextKept = score("out", "crawl");
        assertThat(tables("out")).isEqualTo(expected);
        assertThat(nextKept.manifest().facts().get("counts", IngestCounts.class))
                .contains(new IngestCounts(62, 59, 0, 3, Map.of("erased", 2L, "malformed", 1L)));
        assertThat(nextKept.hasRejects()).isTrue();
        assertThat(nextKept.outcome()).contains("62 read = 59 kept + 0 duplicates + 3 rejected");

        RunSummary nextParsed = score("out", "crawl", "input.kept-rows.enabled=false");
        assertThat(tables("out")).isEqualTo(expected);
        assertThat(nextParsed.manifest().facts().get("counts", IngestCounts.class))
                .isEqualTo(nextKept.manifest().facts().get("counts", IngestCounts.class));
        Files.write(
                folder.resolve("crawl/more.jsonl"),
                List.of(new Line(7, ERASED, "p3", "1700000001", "user7", TEXT).json()));
        score("out", "crawl");
        assertThat(tables("out")).isEqualTo(expected);
        assertNowhere("out", ERASED, TEXT, TextKey.of(TEXT));
    }

    @Test
    void text_that_other_comments_have_keeps_its_score() throws IOException {
        score("out", "crawl");

        erase("out", new ErasedId(IdKind.COMMENT, "4900000000000009"));

        assertThat(scoresOf("out", TextKey.of(SHARED_TEXT))).isEqualTo(1);
        erase(
                "out",
                new ErasedId(IdKind.COMMENT, "4900000000000029"),
                new ErasedId(IdKind.COMMENT, "4900000000000049"));
        assertThat(scoresOf("out", TextKey.of(SHARED_TEXT))).isZero();
    }

    @Test
    void post_goes_with_all_its_comments_whichever_form_its_id_has() throws IOException {
        score("out", "crawl");
        score("out", "crawl");
        write("without", line -> line.i() % 4 != 0);
        score("expected", "without");

        erase("out", EraseRequest.id(IdKind.POST, SAME_POST, "--post"));

        assertThat(tables("out")).isEqualTo(tables("expected"));
        assertNowhere("out", POST, SAME_POST, TextKey.of("好看 8"));
        score("out", "crawl");
        assertThat(tables("out")).isEqualTo(tables("expected"));
    }

    @Test
    void blogger_goes_with_posts_comments_and_columns() throws IOException {
        score("out", "crawl");
        score("out", "crawl");
        write("without", line -> line.i() % 2 != 0);
        score("expected", "without");

        erase("out", new ErasedId(IdKind.BLOGGER, "1700000000"));

        assertThat(tables("out")).isEqualTo(tables("expected"));
        assertNowhere("out", "1700000000", "\"p2\"", POST);
        score("out", "crawl");
        assertThat(tables("out")).isEqualTo(tables("expected"));
    }

    @Test
    void user_goes_by_the_hash_that_the_tables_hold() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "a key of more than sixteen bytes");
        String[] users = {"output.users=true", "output.key-file=" + key};
        score("out", "crawl", users);
        score("out", "crawl", "output.users=false");
        score("out", "crawl", users);
        write("without", line -> !line.user().equals("user3"));
        score("expected", "without", users);
        String hash = new UserHash(Files.readAllBytes(key)).hash("user3");

        erase("out", EraseRequest.id(IdKind.USER, hash, "--user-hash"));

        assertThat(tables("out")).isEqualTo(tables("expected"));
        assertNowhere("out", "user3\"", hash, TextKey.of("好看 3"), "4900000000000013");
        score("out", "crawl", users);
        assertThat(tables("out")).isEqualTo(tables("expected"));
        assertThatThrownBy(() -> score("out", "crawl"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("users were erased in ", "output.key-file");
    }

    @Test
    void ids_that_nobody_has_change_nothing() throws IOException {
        score("out", "crawl");
        String before = Files.readString(folder.resolve("out/manifest.json"));

        assertThatThrownBy(() -> erase("out", new ErasedId(IdKind.COMMENT, "1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has any of 1 id, such as [comment 1]; nothing was done");
        assertThatThrownBy(() -> erase("out"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nothing to erase");

        assertThat(Files.readString(folder.resolve("out/manifest.json"))).isEqualTo(before);
        assertThat(folder.resolve("out/_erased")).doesNotExist();
        assertThat(folder.resolve("out/_lease.json")).doesNotExist();
    }

    private RunSummary score(String output, String crawl, String... more) {
        return ScoreJob.run(config(output, crawl, more), QuietSession.open());
    }

    private RunSummary erase(String output, ErasedId... ids) {
        JobConfig config = EraseRequest.config(
                folder.resolve(output).toString(), Optional.empty(), new Configuration(), new ConfigLoader(Map.of()));
        return EraseJob.run(new EraseRequest(Set.of(ids), "by law"), config, QuietSession.open());
    }

    /** No file of the output folder has any of {@code texts}, not even in a Parquet column. */
    private void assertNowhere(String output, String... texts) throws IOException {
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

    private long scoresOf(String output, String key) {
        Dataset<Row> store = TestSpark.session()
                .read()
                .parquet(folder.resolve(output + "/store").toString());
        return store.where(store.col(Columns.TEXT_KEY).equalTo(key)).count();
    }

    private Map<String, List<String>> tables(String output) throws IOException {
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
