package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.CrawlFiles;
import io.weibosentiment.rows.RowsInventory;
import io.weibosentiment.run.Run;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTest {

    private static final Instant LONG_AGO = Instant.parse("2025-06-01T00:00:00Z");

    @TempDir
    private Path folder;

    private int minutes;

    /** The files that a crawl may be made of. */
    enum Format {
        JSONL("jsonl"),
        JSON_ARRAY("json"),
        CSV("csv"),
        CSV_GZ("csv.gz"),
        PARQUET("parquet");

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }
    }

    /** A comment as it is written; an empty id makes it like no other, an empty post unusable. */
    private record Comment(String id, String post, String user, String text, String time) {

        String json() {
            return String.format(
                    "{\"id\":\"%s\",\"post\":\"%s\",\"user\":\"%s\",\"text\":\"%s\",\"time\":\"%s\"}",
                    id, post, user, text, time);
        }

        String csv() {
            return String.join(",", id, post, user, text, time);
        }
    }

    @BeforeEach
    void make_input() throws IOException {
        Files.createDirectories(folder.resolve("crawl"));
    }

    @ParameterizedTest
    @EnumSource
    void rows_are_those_of_a_first_run_whatever_happened_to_the_files_since(Format format) throws IOException {
        write(format, "a", comments("a", 1, 40));
        write(format, "b", comments("b", 1, 40));
        assertSameAsFresh("first");
        List<String> first = rows();
        assertThat(rows()).isEqualTo(first);
        assertThat(filesOfGenerations()).containsExactly(2L);

        write(format, "c", comments("a", 30, 60)); // some again
        write(format, "b", comments("b", 1, 45));
        assertSameAsFresh("one added, one grown");
        assertThat(filesOfGenerations()).containsExactlyInAnyOrder(2L, 2L);

        write(format, "b", comments("d", 1, 45));
        Files.delete(file(format, "a"));
        assertSameAsFresh("one replaced, one deleted");
    }

    @Test
    void other_options_read_files_again() throws IOException {
        write(Format.CSV, "a", comments("a", 1, 40));
        List<String> first = rows();

        assertSameAsFresh("another zone", "input.zone=UTC");
        assertSameAsFresh("another crawl time", "input.crawl-time=2025-03-21");
        assertThat(rows()).isEqualTo(first);
    }

    @Test
    void file_that_two_runs_have_kept_counts_once() throws IOException {
        write(Format.JSONL, "a", comments("a", 1, 40));
        write(Format.JSONL, "b", comments("b", 1, 40));
        List<String> first = rows();
        Path generation = storedFiles("_complete.json").get(0).getParent();
        Path copy = generation.resolveSibling(generation.getFileName() + "-again");
        try (Stream<Path> all = Files.walk(generation)) {
            for (Path file : all.toList()) {
                Files.copy(file, copy.resolve(generation.relativize(file).toString()));
            }
        }

        assertThat(rows()).isEqualTo(first);
        assertThat(filesOfGenerations()).containsExactly(2L);
    }

    @ParameterizedTest
    @CsvSource({"true, was changed", "false, has vanished"})
    void file_that_is_written_to_while_it_is_read_ends_the_run(boolean isThere, String message) throws IOException {
        Path doomed = write(Format.JSONL, "a", comments("a", 1, 40));
        JobConfig config = config();
        CrawlFiles files = CrawlFiles.check(TestSpark.session(), config.input());
        if (isThere) {
            write(Format.JSONL, "a", comments("a", 1, 41));
        } else {
            Files.delete(doomed);
        }

        try (Run run = Run.unpublished("score", config, QuietSession.open())) {
            Ingest ingest = new Ingest(config, run, () -> {});
            assertThatThrownBy(() -> ingest.rows("records", files.comments(), UnaryOperator.identity()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was written to while it was read")
                    .hasMessageContaining(doomed + " " + message);
        }
        assertThat(filesOfGenerations()).isEmpty();
    }

    @Test
    void same_size_and_later_time_is_another_file() throws IOException {
        write(Format.CSV, "a", List.of(new Comment("1", "p1", "u", "好看", "2025-03-01 12:00:00")));
        rows();
        write(Format.CSV, "a", List.of(new Comment("1", "p1", "u", "难看", "2025-03-01 12:00:00")));

        assertThat(rows()).singleElement().asString().contains("难看").doesNotContain("好看");
    }

    @Test
    void same_size_and_same_time_is_another_file_where_the_file_system_tells() throws IOException {
        Path file = write(Format.CSV, "a", List.of(new Comment("1", "p1", "u", "好看", "2025-03-01 12:00:00")));
        FileTime time = Files.getLastModifiedTime(file);
        rows();
        write(Format.CSV, "a", List.of(new Comment("1", "p1", "u", "难看", "2025-03-01 12:00:00")));
        Files.setLastModifiedTime(file, time);

        assertThat(rows()).singleElement().asString().contains("难看").doesNotContain("好看");
    }

    @Test
    void file_written_just_before_it_was_read_is_read_again() throws IOException {
        Path file = write(Format.CSV, "a", comments("a", 1, 3));
        write(Format.CSV, "b", comments("b", 1, 3));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        rows();

        assertSameAsFresh("again");

        assertThat(filesOfGenerations()).containsExactlyInAnyOrder(2L, 1L);
    }

    /**
     * Hadoop notices some damage on a local disk by checksums beside the files, which other file systems do not have.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void damaged_rows_are_read_again(boolean hasChecksum) throws IOException {
        write(Format.JSONL, "a", comments("a", 1, 2000));
        List<String> first = rows();
        Path data = storedFiles(".parquet").get(0);
        dropChecksum(data, hasChecksum);
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length / 3] ^= 0x55;
        Files.write(data, bytes);

        assertThat(rows()).isEqualTo(first);
        assertThat(rows()).isEqualTo(first);
        assertThat(filesOfGenerations()).containsExactly(1L);
        assertThat(Files.exists(folder.resolve("out/store/_rows/_damaged"))).isFalse();
    }

    private static void dropChecksum(Path file, boolean isKept) throws IOException {
        if (!isKept) {
            Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothing_is_believed_whose_list_footer_or_mark_is_damaged(boolean hasChecksum) throws IOException {
        write(Format.JSONL, "a", comments("a", 1, 50));
        List<String> first = rows();
        for (String ending : List.of("_files.jsonl.gz", ".parquet", "_complete.json")) {
            Path kept = storedFiles(ending).get(0);
            dropChecksum(kept, hasChecksum);
            byte[] bytes = Files.readAllBytes(kept);
            bytes[bytes.length - 20] ^= 0x01;
            Files.write(kept, bytes);

            assertThat(rows()).as(ending).isEqualTo(first);
            assertThat(rows()).as(ending).isEqualTo(first);
        }
    }

    @Test
    void what_a_killed_run_left_is_not_believed() throws IOException {
        write(Format.JSONL, "a", comments("a", 1, 50));
        List<String> first = rows();
        Files.delete(storedFiles("_complete.json").get(0));
        Files.delete(storedFiles(".parquet").get(0));

        assertThat(rows()).isEqualTo(first);
        assertThat(filesOfGenerations()).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void many_small_additions_are_merged() throws IOException {
        for (int night = 0; night < 10; night++) {
            write(Format.CSV, "night" + night, comments("n" + night, 1, 3));
            rows();
        }
        assertSameAsFresh("after all");

        assertThat(filesOfGenerations()).hasSizeLessThanOrEqualTo(9);
        assertThat(filesOfGenerations().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(10);
    }

    @Test
    void unchanged_input_takes_one_job() throws IOException {
        write(Format.CSV, "a", comments("a", 1, 50));
        List<String> first = rows();
        List<String> jobs = new CopyOnWriteArrayList<>();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.add(start.properties().getProperty("spark.job.description", "none") + " at "
                        + start.stageInfos().last().name());
            }
        };
        JobConfig config = config();
        CrawlFiles files = CrawlFiles.check(TestSpark.session(), config.input());
        try (Run run = Run.unpublished("score", config, QuietSession.open())) {
            TestSpark.session().conf().set("spark.sql.adaptive.enabled", "false");
            TestSpark.session().sparkContext().addSparkListener(listener);
            List<Row> again = new Ingest(config, run, () -> {})
                    .rows("records", files.comments(), UnaryOperator.identity())
                    .staged()
                    .collectAsList();
            assertThat(sorted(again)).isEqualTo(first);
        } finally {
            TestSpark.session().sparkContext().removeSparkListener(listener);
            TestSpark.session().conf().unset("spark.sql.adaptive.enabled");
        }
        assertThat(jobs).filteredOn(job -> job.startsWith("records")).hasSize(1);
        assertThat(jobs).hasSize(2); // and one to collect them here
    }

    @Test
    void nothing_is_kept_where_that_is_switched_off() throws IOException {
        write(Format.CSV, "a", comments("a", 1, 5));

        assertThat(rows("input.kept-rows.enabled=false")).hasSize(5);
        assertThat(Files.exists(folder.resolve("out"))).isFalse();
    }

    @Test
    void folder_says_that_it_holds_raw_text_and_unused_rows_are_deleted() throws IOException {
        write(Format.CSV, "a", comments("a", 1, 5));
        rows();
        assertThat(folder.resolve("out/store/_rows/_CONTAINS_RAW_TEXT.txt")).isRegularFile();

        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
        RowsInventory inventory =
                RowsInventory.of(folder.resolve("out/store").toString(), HadoopSettings.ofProcess(), later);
        assertThat(inventory.unused(Duration.ofDays(32))).isEmpty();
        for (RowsInventory.Entry entry : inventory.unused(Duration.ofDays(30))) {
            inventory.delete(entry);
        }
        assertThat(filesOfGenerations()).isEmpty();
    }

    private void assertSameAsFresh(String what, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        List<String> kept = rows(settings);
        all.add("input.kept-rows.enabled=false");
        assertThat(kept).as(what).isNotEmpty().isEqualTo(rows(all.toArray(String[]::new)));
    }

    /** The staged rows of a run, in a fixed order. */
    private List<String> rows(String... settings) {
        JobConfig config = config(settings);
        try (Run run = Run.unpublished("score", config, QuietSession.open())) {
            CrawlFiles files = CrawlFiles.check(TestSpark.session(), config.input());
            return sorted(new Ingest(config, run, () -> {})
                    .rows("records", files.comments(), UnaryOperator.identity())
                    .staged()
                    .collectAsList());
        }
    }

    private static List<String> sorted(List<Row> rows) {
        return rows.stream().map(Row::toString).sorted().toList();
    }

    private JobConfig config(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + folder.resolve("crawl") + "\"]",
                "output.dir=" + folder.resolve("out"),
                "input.crawl-time=2025-03-20"));
        Map.of("comment-id", "id", "post-id", "post", "user-id", "user", "text", "text", "comment-time", "time")
                .forEach((field, column) -> settings.add("input.columns." + field + "=" + column));
        settings.addAll(List.of(more));
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }

    /** How many files each generation lists. */
    private List<Long> filesOfGenerations() throws IOException {
        return RowsInventory.of(folder.resolve("out/store").toString(), HadoopSettings.ofProcess(), Clock.systemUTC())
                .entries()
                .stream()
                .map(RowsInventory.Entry::files)
                .toList();
    }

    private List<Path> storedFiles(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("out/store/_rows"))) {
            return all.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<Comment> comments(String prefix, int from, int to) {
        List<Comment> comments = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            String id = i % 7 == 0 ? "" : "c" + prefix + i;
            String user = i % 14 == 0 ? "" : "u" + i % 5;
            String time = i % 14 == 0 ? "" : i % 3 == 0 ? i + "分钟前" : "2025-03-01 12:00:" + (10 + i % 50);
            comments.add(new Comment(id, i % 11 == 0 ? "" : "p" + i % 4, user, "好看 " + prefix + i % 9, time));
        }
        return comments;
    }

    private Path file(Format format, String name) {
        return folder.resolve("crawl/" + name + "." + format.ending);
    }

    /** Writes a file with a time of its own, long ago. */
    private Path write(Format format, String name, List<Comment> comments) throws IOException {
        Path file = file(format, name);
        String csv = "id,post,user,text,time\n"
                + String.join("\n", comments.stream().map(Comment::csv).toList()) + "\n";
        List<String> objects = comments.stream().map(Comment::json).toList();
        switch (format) {
            case JSONL -> Files.write(file, objects);
            case JSON_ARRAY -> Files.writeString(file, "[" + String.join(", ", objects) + "]");
            case CSV -> Files.writeString(file, csv);
            case CSV_GZ -> writeCompressed(file, csv);
            case PARQUET -> writeParquet(file, comments);
        }
        minutes++;
        return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plus(Duration.ofMinutes(minutes))));
    }

    private static void writeCompressed(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void writeParquet(Path file, List<Comment> comments) throws IOException {
        StructType schema = new StructType();
        for (String column : List.of("id", "post", "user", "text", "time")) {
            schema = schema.add(column, DataTypes.StringType);
        }
        Path written = folder.resolve("parquet");
        List<Row> rows = comments.stream()
                .map(comment ->
                        RowFactory.create(comment.id(), comment.post(), comment.user(), comment.text(), comment.time()))
                .toList();
        TestSpark.session()
                .createDataFrame(rows, schema)
                .coalesce(1)
                .write()
                .mode("overwrite")
                .parquet(written.toString());
        try (Stream<Path> parts = Files.list(written)) {
            Files.deleteIfExists(file);
            Files.move(
                    parts.filter(part -> part.toString().endsWith(".parquet"))
                            .findFirst()
                            .orElseThrow(),
                    file);
        }
    }
}
