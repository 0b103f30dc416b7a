package io.weibosentiment.output;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Attempt;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.Manifests;
import io.weibosentiment.OutputBusyException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.OutputConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path dir;

    @Test
    void sends_readers_to_nothing_before_it_is_published() throws IOException {
        try (OutputFolder output = open("one")) {
            output.tables().write(Table.COMMENT_SCORES, spark.range(3).toDF());
            assertThat(names(dir)).doesNotContain("manifest.json", "current", "comment_scores");
            output.publish(Manifests.of("one"));
        }
        assertThat(names(dir)).containsExactlyInAnyOrder("runs", "current", "comment_scores", "manifest.json");
        assertThat(rows(Table.COMMENT_SCORES)).isEqualTo(3);
    }

    @Test
    void writes_tables_together_each_in_its_own_order_and_as_csv() throws IOException {
        Dataset<Row> values = spark.range(3)
                .coalesce(1)
                .selectExpr(
                        "timestamp_micros(1694188800000000 + id * 86400000000) AS window_start",
                        "IF(id = 1, NULL, id / 4) AS `a,\"b`");
        Dataset<Row> filled = values.selectExpr("window_start", "isnull(`a,\"b`) AS `a,\"b`");
        Dataset<Row> both = named(Table.TRAJECTORIES, values)
                .unionAll(named(Table.TRAJECTORIES_SE, values.selectExpr("window_start", "1 - `a,\"b` AS `a,\"b`")));
        Set<Table> tables =
                EnumSet.of(Table.TRAJECTORIES, Table.TRAJECTORIES_SE, Table.TRAJECTORIES_EFFECTIVE_COMMENTS);

        try (OutputFolder output = open("one")) {
            output.tables().writeWithCsv(tables, "window=day", both.coalesce(1), "window_start");
            output.tables().writeWithCsv(Table.TRAJECTORIES_FILLED, "window=day", filled);
            assertThat(output.tables().written()).containsAll(tables).contains(Table.TRAJECTORIES_FILLED);
            output.publish(Manifests.of("one"));
        }

        List.of(
                        Table.TRAJECTORIES,
                        Table.TRAJECTORIES_SE,
                        Table.TRAJECTORIES_EFFECTIVE_COMMENTS,
                        Table.TRAJECTORIES_FILLED)
                .forEach(table -> assertThat(dir.resolve(table.folder()).resolve("window=day/_SUCCESS"))
                        .isEmptyFile());
        assertThat(csv(Table.TRAJECTORIES))
                .containsExactly(
                        "window_start,\"a,\"\"b\"",
                        "2023-09-08T16:00:00Z,0.0",
                        "2023-09-09T16:00:00Z,",
                        "2023-09-10T16:00:00Z,0.5");
        assertThat(csv(Table.TRAJECTORIES_SE)).contains("2023-09-08T16:00:00Z,1.0", "2023-09-10T16:00:00Z,0.5");
        assertThat(csv(Table.TRAJECTORIES_EFFECTIVE_COMMENTS)).containsExactly("window_start,\"a,\"\"b\"");
        assertThat(csv(Table.TRAJECTORIES_FILLED)).contains("2023-09-08T16:00:00Z,false", "2023-09-09T16:00:00Z,true");
        assertThat(rows(Table.TRAJECTORIES)).isEqualTo(3);
        assertThat(rows(Table.TRAJECTORIES_EFFECTIVE_COMMENTS)).isZero();
        assertThat(dir.resolve("_staging")).doesNotExist();
    }

    private static Dataset<Row> named(Table table, Dataset<Row> rows) {
        return rows.withColumn(Table.COLUMN, lit(table.folder()));
    }

    private List<String> csv(Table table) throws IOException {
        return Files.readAllLines(
                dir.resolve(table.folder()).resolve("window=day").resolve("_" + table.folder() + ".csv"));
    }

    @Test
    void keeps_the_run_before_when_a_run_fails() throws IOException {
        publish("one", Table.COMMENT_SCORES, 3);
        try (OutputFolder output = open("two")) {
            output.tables().write(Table.COMMENT_SCORES, spark.range(5).toDF());
        }
        assertThat(rows(Table.COMMENT_SCORES)).isEqualTo(3);
        assertThat(names(dir.resolve("runs"))).containsExactly("one");
        assertThat(dir.resolve("_staging")).doesNotExist();
    }

    @Test
    void leaves_no_empty_folder_when_nothing_was_published() throws IOException {
        Path made = dir.resolve("made");
        try (OutputFolder output = OutputFolder.open(spark, config(made, 7, 0), holder("one"), () -> {})) {
            assertThat(output.tables().paths()).isEmpty();
        }
        assertThat(made).doesNotExist();
    }

    @Test
    void moves_readers_from_one_whole_run_to_the_next_through_the_same_paths() throws IOException {
        publish("one", Table.COMMENT_SCORES, 3);
        publish("two", Table.COMMENT_SCORES, 4);
        assertThat(rows(Table.COMMENT_SCORES)).isEqualTo(4);
        assertThat(dir.resolve("current").toRealPath())
                .isEqualTo(dir.toRealPath().resolve("runs/two"));
    }

    @Test
    void shows_a_reader_that_never_stops_looking_whole_runs_alone() throws Exception {
        int runs = 8;
        publish("1", 1, Table.COMMENT_SCORES, Table.TRAJECTORIES);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<Set<Long>> byPointer = pool.submit(() -> watch(done, () -> {
                RunManifest manifest = runs().current().orElseThrow();
                return rows(dir.resolve("runs").resolve(manifest.run()));
            }));
            Future<Set<Long>> byLink = pool.submit(
                    () -> watch(done, () -> rows(dir.resolve("current").toRealPath())));
            for (int run = 2; run <= runs; run++) {
                publish(String.valueOf(run), run, Table.COMMENT_SCORES, Table.TRAJECTORIES);
            }
            done.set(true);
            assertThat(byPointer.get()).hasSizeGreaterThan(1).allMatch(run -> run <= runs);
            assertThat(byLink.get()).hasSizeGreaterThan(1).allMatch(run -> run <= runs);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Reads two tables again and again, until {@code done}; run n has n rows in each. Gives the runs that were seen. */
    private static Set<Long> watch(AtomicBoolean done, Callable<List<Long>> reading) throws Exception {
        Set<Long> seen = new TreeSet<>();
        while (!done.get()) {
            List<Long> rows = reading.call();
            assertThat(rows.get(0)).as("rows of both tables").isEqualTo(rows.get(1));
            seen.add(rows.get(0));
        }
        return seen;
    }

    private List<Long> rows(Path run) {
        return Stream.of(Table.COMMENT_SCORES, Table.TRAJECTORIES)
                .map(table -> spark.read()
                        .parquet(run.resolve(table.folder()).toString())
                        .count())
                .toList();
    }

    @Test
    void removes_the_path_of_a_table_that_the_new_run_does_not_have() throws IOException {
        publish("one", Table.TRAJECTORIES, 3);
        publish("two", Table.COMMENT_SCORES, 4);
        assertThat(names(dir)).contains("comment_scores").doesNotContain("trajectories");
    }

    @Test
    void refuses_to_take_a_table_from_its_readers() throws IOException {
        publish("one", Table.COMMENT_SCORES, 3);
        try (OutputFolder output = open("two")) {
            output.requireWithout(Table.TRAJECTORIES);
            assertThatThrownBy(() -> output.requireWithout(Table.COMMENT_SCORES))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(dir.toString())
                    .hasMessageContaining("give another folder");
        }
    }

    @Test
    void removes_and_names_what_a_dead_run_left_behind() throws IOException {
        Files.createDirectories(dir.resolve("_staging/dead"));
        Files.createDirectories(dir.resolve("runs/dead/comment_scores"));
        try (OutputFolder output = open("two")) {
            assertThat(output.removeLeftovers()).containsExactly("dead");
            output.tables().write(Table.COMMENT_SCORES, spark.range(3).toDF());
            output.publish(Manifests.of("two"));
        }
        assertThat(names(dir.resolve("runs"))).containsExactly("two");
    }

    @Test
    void run_that_died_between_its_manifest_and_the_pointer_was_not_published() throws IOException {
        publish("one", Table.COMMENT_SCORES, 3);
        Path dead =
                Files.createDirectories(dir.resolve("runs/two/comment_scores")).getParent();
        Files.createFile(dead.resolve(RunFolders.UNPUBLISHED));
        Files.writeString(dead.resolve("manifest.json"), Manifests.of("two").json());
        assertThat(runs().all()).extracting(PublishedRun::id).containsExactly("one");
        assertThat(rows(Table.COMMENT_SCORES)).isEqualTo(3);
        assertThatThrownBy(() -> runs().rollBack(Optional.of("two"), Instant.now()))
                .hasMessageContaining("no such run");
        publish("three", Table.COMMENT_SCORES, 4);
        assertThat(names(dir.resolve("runs"))).containsExactlyInAnyOrder("one", "three");
    }

    @Test
    void run_that_died_right_after_the_pointer_was_published() throws IOException {
        publish("one", Table.COMMENT_SCORES, 3);
        Files.createFile(dir.resolve("runs/one").resolve(RunFolders.UNPUBLISHED));
        assertThat(runs().all()).extracting(PublishedRun::id).containsExactly("one");
        publish("two", Table.COMMENT_SCORES, 4);
        assertThat(runs().all()).extracting(PublishedRun::id).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void run_is_published_even_if_no_link_can_be_made_or_nothing_can_be_tidied() throws IOException {
        publish("one", Table.COMMENT_SCORES, 3);
        try (OutputFolder output = open("two")) {
            output.tables().write(Table.COMMENT_SCORES, spark.range(5).toDF());
            Files.delete(dir.resolve("current"));
            Files.createDirectories(dir.resolve("current/something"));
            Files.createDirectories(dir.resolve("runs/odd"));
            Files.writeString(dir.resolve("runs/odd/manifest.json"), "no JSON");
            output.publish(Manifests.of("two", Table.COMMENT_SCORES));
        }
        assertThat(runs().current().orElseThrow().run()).isEqualTo("two");
        assertThat(spark.read()
                        .parquet(dir.resolve("runs/two/comment_scores").toString())
                        .count())
                .isEqualTo(5);
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.startsWith(".current"));
        }
    }

    @Test
    void refuses_a_folder_whose_links_were_copied_as_folders() throws IOException {
        Files.createDirectories(dir.resolve("current/comment_scores"));
        assertThatThrownBy(() -> open("one"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("current")
                .hasMessageContaining("move it away");
    }

    @Test
    void run_that_waited_for_one_with_a_later_id_is_the_later_one() throws IOException {
        Instant first = Manifests.of("").finished();
        publish("b", first);
        publish("a", first.plusSeconds(60));
        assertThat(runs().all()).extracting(PublishedRun::id).containsExactly("a", "b");
        assertThat(runs().rollBack(Optional.empty(), Instant.now()).id()).isEqualTo("b");
    }

    @Test
    void rolls_nothing_back_while_a_run_holds_the_folder() throws IOException {
        publish("1", Table.COMMENT_SCORES, 3);
        publish("2", Table.COMMENT_SCORES, 4);
        try (OutputFolder output = open("3")) {
            assertThatThrownBy(() -> runs().rollBack(Optional.empty(), Instant.now()))
                    .isInstanceOf(OutputBusyException.class)
                    .hasMessageContaining("run 3");
            assertThat(output.runs().current().orElseThrow().run()).isEqualTo("2");
        }
        assertThat(runs().rollBack(Optional.empty(), Instant.now()).id()).isEqualTo("1");
    }

    @Test
    void keeps_the_rejected_rows_of_runs_that_stopped_until_one_is_published() throws IOException {
        for (String run : List.of("1", "2", "3")) {
            try (OutputFolder output = OutputFolder.open(spark, config(dir, 2, 0), holder(run), () -> {})) {
                String kept = output.keepRejected(spark.range(4).toDF());
                assertThat(spark.read().parquet(kept).count()).isEqualTo(4);
            }
        }
        Path rejected = dir.resolve("_rejected");
        assertThat(names(rejected)).containsExactlyInAnyOrder("2", "3");
        assertThat(rejected.resolve("3/_CONTAINS_RAW_TEXT.txt")).isNotEmptyFile();
        publish("4", Table.COMMENT_SCORES, 3);
        assertThat(rejected).doesNotExist();
    }

    @Test
    void keeps_the_rejected_rows_of_a_run_that_stopped_for_as_many_days_as_asked() throws IOException {
        for (String run : List.of("1", "2")) {
            try (OutputFolder output = open(run)) {
                output.keepRejected(spark.range(4).toDF());
            }
        }
        Instant finished = Manifests.of("").finished();
        Path rejected = dir.resolve("_rejected");
        age(rejected.resolve("1/_CONTAINS_RAW_TEXT.txt"), finished.minus(Duration.ofDays(31)));
        age(rejected.resolve("2/_CONTAINS_RAW_TEXT.txt"), finished.minus(Duration.ofDays(29)));
        publish("3", Table.COMMENT_SCORES, 1, 7, 30);
        assertThat(names(rejected)).containsExactly("2");
    }

    private static void age(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private void publish(String run, Instant finished) throws IOException {
        try (OutputFolder output = open(run)) {
            output.tables().write(Table.COMMENT_SCORES, spark.range(1).toDF());
            output.publish(Manifests.of(run, finished, Table.COMMENT_SCORES));
        }
    }

    @Test
    void refuses_a_folder_that_another_run_holds() throws IOException {
        try (OutputFolder first = open("one")) {
            assertThatThrownBy(() -> open("two"))
                    .isInstanceOf(OutputBusyException.class)
                    .hasMessageContaining("run one");
            first.tables().write(Table.COMMENT_SCORES, spark.range(3).toDF());
            first.publish(Manifests.of("one"));
        }
        assertThat(rows(Table.COMMENT_SCORES)).isEqualTo(3);
    }

    @Test
    void run_that_lost_its_lease_publishes_nothing() throws IOException {
        publish("one", Table.COMMENT_SCORES, 3);
        try (OutputFolder output = open("two")) {
            output.tables().write(Table.COMMENT_SCORES, spark.range(5).toDF());
            Files.writeString(dir.resolve("_lease.json"), "{\"run\": \"three\"}");
            assertThatThrownBy(() -> output.publish(Manifests.of("two"))).hasMessageContaining("lost its lease");
        }
        assertThat(rows(Table.COMMENT_SCORES)).isEqualTo(3);
        assertThat(dir.resolve("_lease.json")).exists();
    }

    @Test
    void keeps_as_many_runs_as_asked_and_always_the_current_one() throws IOException {
        for (String run : List.of("1", "2", "3", "4")) {
            publish(run, Table.COMMENT_SCORES, 1, 2, 0);
        }
        assertThat(names(dir.resolve("runs"))).containsExactlyInAnyOrder("3", "4");
    }

    @Test
    void rolls_back_to_the_run_before_and_forward_again() throws IOException {
        publish("1", Table.COMMENT_SCORES, 3);
        publish("2", Table.COMMENT_SCORES, 4);
        assertThat(runs().rollBack(Optional.empty(), Instant.now()).id()).isEqualTo("1");
        assertThat(rows(Table.COMMENT_SCORES)).isEqualTo(3);
        assertThatThrownBy(() -> runs().rollBack(Optional.empty(), Instant.now()))
                .hasMessageContaining("no run before");
        assertThatThrownBy(() -> runs().rollBack(Optional.of("9"), Instant.now()))
                .hasMessageContaining("there are [2, 1]");
        assertThat(runs().rollBack(Optional.of("2"), Instant.now()).id()).isEqualTo("2");
        assertThat(rows(Table.COMMENT_SCORES)).isEqualTo(4);
    }

    @Test
    void says_that_rejected_rows_hold_raw_text_and_drops_them_when_their_time_is_over() throws IOException {
        publish("1", Table.REJECTED_COMMENTS, 1, 7, 30);
        Path rejected = dir.resolve("runs/1/rejected_comments");
        assertThat(rejected.resolve("_CONTAINS_RAW_TEXT.txt")).isNotEmptyFile();
        Instant longAgo = Manifests.of("2").finished().minus(Duration.ofDays(40));
        Files.writeString(
                dir.resolve("runs/1/manifest.json"),
                Manifests.of("1", longAgo, Table.REJECTED_COMMENTS).json());
        publish("2", Table.REJECTED_COMMENTS, 1, 7, 30);
        assertThat(rejected).doesNotExist();
        assertThat(dir.resolve("runs/2/rejected_comments")).exists();
    }

    @Test
    void refuses_a_folder_where_something_else_stands_in_a_tables_place() throws IOException {
        Files.createDirectories(dir.resolve("comment_scores"));
        assertThatThrownBy(() -> open("one"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("comment_scores")
                .hasMessageContaining("move it away");
    }

    @Test
    void refuses_a_folder_that_cannot_be_made() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        assertThatThrownBy(() -> OutputFolder.open(spark, config(file, 7, 0), holder("one"), () -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("give a folder");
    }

    private static Lease.Holder holder(String run) {
        return new Lease.Holder(run, new Attempt("test", 0), Manifests.of(run).started());
    }

    private RunFolders runs() {
        return RunFolders.of(dir.toString(), new Configuration());
    }

    private long rows(Table table) {
        return spark.read().parquet(dir.resolve(table.folder()).toString()).count();
    }

    private void publish(String run, Table table, long rows) throws IOException {
        publish(run, table, rows, 7, 0);
    }

    private void publish(String run, long rows, Table... tables) throws IOException {
        try (OutputFolder output = open(run)) {
            for (Table table : tables) {
                output.tables().write(table, spark.range(rows).toDF());
            }
            output.publish(Manifests.of(run, tables));
        }
    }

    private void publish(String run, Table table, long rows, int keep, int rejectedDays) throws IOException {
        try (OutputFolder output = OutputFolder.open(spark, config(dir, keep, rejectedDays), holder(run), () -> {})) {
            output.tables().write(table, spark.range(rows).toDF());
            output.publish(Manifests.of(run, table));
        }
    }

    private OutputFolder open(String run) {
        return OutputFolder.open(spark, config(dir, 7, 0), holder(run), () -> {});
    }

    private static OutputConfig config(Path path, int keep, int rejectedDays) {
        return new OutputConfig(
                path.toString(),
                false,
                false,
                Optional.empty(),
                "zstd",
                1_000_000,
                keep,
                rejectedDays,
                0,
                120,
                false,
                false,
                Optional.empty(),
                true,
                "auto");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("_") && !name.startsWith("."))
                    .toList();
        }
    }
}
