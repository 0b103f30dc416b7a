package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InconsistentRunException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.TextScores.TextCounts;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs whose files are lost while they last, and tables that are exchanged. */
class ClosingCheckIT {

    private static final int COMMENTS = 40;

    @TempDir
    Path folder;

    /** Hadoop's setting of the class that is the local file system. */
    private static final String LOCAL_FILE_SYSTEM = "fs.file.impl";

    /** The local file system, on which a fault strikes just before a certain file is created. */
    public static final class StrikingFileSystem extends LocalFileSystem {

        private static final AtomicReference<Fault> FAULT = new AtomicReference<>();
        private static volatile String suffix = "";

        /** Lets {@code fault} strike once, before a file whose path ends with {@code end} is created. */
        static void strikeBefore(String end, Fault fault) {
            suffix = end;
            FAULT.set(fault);
        }

        static boolean hasStruck() {
            return FAULT.get() == null;
        }

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path file,
                FsPermission permission,
                boolean overwrite,
                int buffer,
                short replication,
                long block,
                Progressable progress)
                throws IOException {
            if (file.toString().endsWith(suffix)) {
                Fault fault = FAULT.getAndSet(null);
                if (fault != null) {
                    fault.strike();
                }
            }
            return super.create(file, permission, overwrite, buffer, replication, block, progress);
        }
    }

    /** What happens to the files of a run. */
    @FunctionalInterface
    private interface Fault {
        void strike() throws IOException;
    }

    @Test
    void run_whose_store_vanishes_after_the_look_up_loses_nothing() throws IOException {
        write_comments();
        score("undisturbed", () -> {});

        // A progress line is printed when all texts are scored.
        RunSummary disturbed = score("disturbed", () -> delete(folder.resolve("disturbed/store"), "wave="));

        assertThat(rows("disturbed/comment_scores")).isEqualTo(rows("undisturbed/comment_scores"));
        assertThat(disturbed.manifest().facts().get("counts", TextCounts.class))
                .contains(new TextCounts(COMMENTS, COMMENTS, 0, COMMENTS, 0));
    }

    @Test
    void run_whose_staged_scores_vanish_is_not_published() throws IOException {
        write_comments();

        assertThatThrownBy(() -> score("out", () -> delete(folder.resolve("out/_staging"), "/wave-1/part")))
                .isInstanceOf(InconsistentRunException.class)
                .hasMessageContaining("40 comments without the score that the model gave them, but 0 were expected");
        assertThat(folder.resolve("out/manifest.json")).doesNotExist();
    }

    /** What later steps make of the table fits it, but not the comments. */
    @Test
    void run_whose_table_is_exchanged_while_later_steps_are_to_come_is_not_published() throws IOException {
        write_scores();
        Configuration hadoop = TestSpark.session().sparkContext().hadoopConfiguration();
        StrikingFileSystem.strikeBefore("/post_window_sentiment/_SUCCESS", this::exchange);
        hadoop.setClass(LOCAL_FILE_SYSTEM, StrikingFileSystem.class, FileSystem.class);
        hadoop.setBoolean(LOCAL_FILE_SYSTEM + ".disable.cache", true);

        try {
            assertThatThrownBy(() -> aggregate("day 6h/2h"))
                    .isInstanceOf(InconsistentRunException.class)
                    .hasMessageContaining("post_window_sentiment, window day: comments add up to ")
                    .hasMessageContaining(", those of the comments to 40")
                    .hasMessageContaining("post_window_sentiment, window day: weights of comments add up to ")
                    .hasMessageNotContainingAny("window 6h/2h", "blogger_window_sentiment");
        } finally {
            hadoop.unset(LOCAL_FILE_SYSTEM);
            hadoop.unset(LOCAL_FILE_SYSTEM + ".disable.cache");
        }

        assertThat(StrikingFileSystem.hasStruck()).isTrue();
        assertThat(folder.resolve("out/manifest.json")).doesNotExist();
    }

    @Test
    void run_that_loses_nothing_adds_up_in_every_kind_of_window() throws IOException {
        write_scores();

        RunSummary run = aggregate("week 7h/3h since-post:1h");

        assertThat(run.manifest().tables().get("post_window_sentiment")).isPositive();
    }

    @Test
    void says_what_does_not_add_up_and_the_figures() {
        IngestCounts rows = new IngestCounts(10, 7, 1, 2, Map.of("malformed", 2L));
        ClosingCheck check = new ClosingCheck();
        check.rejected(rows.rejected(), 1);
        check.texts(new TextCounts(1200, 200, 1000, 1150, 50));
        check.comments(rows, 0, new CommentTotals(new CommentCounts(4, 1, 1, 0, 1, 0), 0, OptionalDouble.empty()));

        assertThatThrownBy(check::require)
                .hasMessageStartingWith("the run does not add up, so it was not published: "
                        + "2 rows rejected, but 1 in rejected_comments; "
                        + "7 comments kept, but 0 left out + 4 by the model + 1 by rule + 1 without a score. ");
    }

    private void write_comments() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < COMMENTS; i++) {
            lines.add(String.format(
                    "{\"blogger\":\"b\",\"post\":\"p%d\",\"text\":\"好看 %d\",\"time\":\"2025-03-0%d 12:00:00\"}",
                    i % 2, i, 1 + i % 3));
        }
        Files.write(folder.resolve("comments.jsonl"), lines);
    }

    private void write_scores() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("blogger_id,post_id,comment_time,post_time,likes,post_likes,sentiment,decided_by");
        for (int i = 0; i < COMMENTS; i++) {
            String decidedBy = i % 5 == 0 ? "rule:reply" : "model";
            String postTime = i % 3 == 0 ? "" : "2025-03-01 09:30:00";
            lines.add("b%d,p%d,2025-03-%02d %02d:15:00,%s,%d,%d,0.%d,%s"
                    .formatted(i % 2, i % 4, 1 + i % 9, i % 24, postTime, i * 1000L, i % 4, i, decidedBy));
        }
        lines.add("b1,p1,2025-03-01 10:00:00,,1,1,high,model");
        Files.write(folder.resolve("scores.csv"), lines);
    }

    private RunSummary score(String out, Fault whenScored) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + folder.resolve("comments.jsonl") + "\"]",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.dir=" + folder.resolve(out)));
        Map.of("blogger-id", "blogger", "post-id", "post", "text", "text", "comment-time", "time")
                .forEach((field, column) -> settings.add("input.columns." + field + "=" + column));
        PrintStream lines = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
                if (line.startsWith("progress")) {
                    strike(whenScored);
                }
            }
        };
        Console console = new Console(lines, Clock.systemUTC(), Progress.Style.LINES);
        return ScoreJob.run(config(settings), Session.ofProcess(TestSpark.session(), console, new StopSignal()));
    }

    private RunSummary aggregate(String windows) {
        Console console =
                new Console(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC(), Progress.Style.LINES);
        return AggregateJob.run(
                config(aggregation(windows)),
                ScoredColumns.parse(""),
                Session.ofProcess(TestSpark.session(), console, new StopSignal()));
    }

    private List<String> aggregation(String windows) {
        return List.of(
                "input.paths=[\"" + folder.resolve("scores.csv") + "\"]",
                "aggregate.windows=[\"" + windows.replace(" ", "\",\"") + "\"]",
                "output.dir=" + folder.resolve("out"));
    }

    private static JobConfig config(List<String> settings) {
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }

    private static void strike(Fault fault) {
        try {
            fault.strike();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes files whose path contains {@code part}; the run that wrote them does not know. */
    private static void delete(Path parent, String part) throws IOException {
        for (Path file : below(parent)) {
            if (file.toString().contains(part)) {
                Files.delete(file);
            }
        }
    }

    /** Puts a table with a row less in the place of the one that the run wrote. */
    private void exchange() throws IOException {
        Path runs = folder.resolve("out/runs");
        Path written = below(runs).stream()
                .filter(file -> file.toString().endsWith(".parquet"))
                .filter(file -> file.getParent().endsWith("post_window_sentiment"))
                .max(Comparator.comparing(file -> file.toFile().length()))
                .orElseThrow();
        Path other = folder.resolve("other");
        Dataset<Row> rows = TestSpark.session().read().parquet(written.toString());
        rows.orderBy(col("window").desc(), col("comments").desc())
                .offset(1)
                .coalesce(1)
                .write()
                .parquet(other.toString());
        for (Path file : below(other)) {
            if (file.toString().endsWith(".parquet")) {
                Files.delete(written.resolveSibling("." + written.getFileName() + ".crc"));
                Files.move(file, written, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private List<String> rows(String table) {
        return TestSpark.session().read().parquet(folder.resolve(table).toString()).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }
}
