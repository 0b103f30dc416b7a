package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.CapturedLog;
import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.SparkFirehoseListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people wrote and who they are stays where it was asked for. */
class PeoplesDataTest {

    private static final String TEXT = "zqxtext7";
    private static final String USER = "zqxuser7";
    private static final String KEY = "zqxkey7-zqxkey7-zqxkey7";
    private static final String REJECTED = "rejected_comments";
    private static final String KEPT_ROWS = "store/_rows/";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @BeforeEach
    void write_comments() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(comment(i, "2025-03-0" + (1 + i % 9) + " 12:00:00"));
        }
        lines.add(comment(40, "no time, " + TEXT));
        lines.add("{\"post\":\"p\",\"text\":\"not closed " + TEXT);
        lines.add(TEXT + " is no JSON at all by " + USER);
        Files.write(folder.resolve("comments.jsonl"), lines);
        Files.writeString(folder.resolve("key"), KEY);
    }

    private static String comment(int number, String time) {
        return String.format(
                "{\"blogger\":\"b\",\"post\":\"p%d\",\"user\":\"%s-%d\",\"text\":\"好看 %s %d\",\"time\":\"%s\"}",
                number % 3, USER, number, TEXT, number, time);
    }

    @Test
    void no_text_and_no_user_reaches_a_log_or_a_table_that_does_not_hold_rejected_rows() throws Exception {
        Watched seen = watch(() -> score("10%"));

        assertThat(seen.log()).hasSizeGreaterThan(100).noneMatch(PeoplesDataTest::isPersonal);
        assertThat(seen.events()).hasSizeGreaterThan(20).noneMatch(PeoplesDataTest::isPersonal);
        assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContain(TEXT, USER);
        assertThat(published(path -> !path.contains(REJECTED) && !path.contains(KEPT_ROWS)))
                .isNotEmpty()
                .noneMatch(PeoplesDataTest::isPersonal);
        assertThat(published(path -> path.contains(REJECTED))).anyMatch(row -> row.contains(TEXT));
        assertThat(published(path -> path.contains(KEPT_ROWS))).anyMatch(row -> row.contains(TEXT));
        assertThat(files(path -> path.endsWith(KEPT_ROWS + "_CONTAINS_RAW_TEXT.txt")))
                .hasSize(1);
    }

    @Test
    void rows_of_files_are_only_kept_if_they_may_be() throws Exception {
        score("10%", "input.kept-rows.enabled=false");

        assertThat(published(path -> !path.contains(REJECTED))).isNotEmpty().noneMatch(PeoplesDataTest::isPersonal);
    }

    @Test
    void too_many_rejected_rows_stop_the_run_without_showing_one() throws Exception {
        Watched seen = watch(() -> assertThatThrownBy(() -> score("0"))
                .isInstanceOf(RejectLimitExceededException.class)
                .hasMessageContaining("comments.jsonl")
                .hasMessageContaining("unreadable_time: 1 row, such as ")
                .hasMessageContaining("found 'aa aaaa, aaaaaaa9'")
                .hasMessageContaining("out/_rejected/")
                .hasMessageNotContainingAny(TEXT, USER));

        assertThat(seen.log()).noneMatch(PeoplesDataTest::isPersonal);
        assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContain(TEXT, USER);
        assertThat(published(path -> path.contains("_rejected"))).hasSize(3).allMatch(PeoplesDataTest::isPersonal);
        assertThat(files(path -> path.endsWith("_CONTAINS_RAW_TEXT.txt") && !path.contains(KEPT_ROWS)))
                .hasSize(1);

        score("10%");
        assertThat(folder.resolve("out/_rejected")).doesNotExist();
    }

    @Test
    void users_that_were_asked_for_are_hashes_and_the_key_is_nowhere() throws Exception {
        Watched seen = watch(() -> score("10%", "output.users=true", "output.key-file=" + folder.resolve("key")));

        assertThat(published(path -> path.contains("comment_scores")))
                .hasSize(40)
                .allMatch(row -> row.matches(".*\"user_hash\":\"[0-9a-f]{64}\".*"))
                .noneMatch(row -> row.contains(USER));
        assertThat(seen.log()).noneMatch(PeoplesDataTest::isPersonal).noneMatch(line -> line.contains(KEY));
        assertThat(seen.events()).noneMatch(PeoplesDataTest::isPersonal).noneMatch(event -> event.contains(KEY));
        assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContain(KEY);
        assertThat(TestSpark.session().sparkContext().getConf().toDebugString()).doesNotContain(KEY);
        assertThat(files(path -> !path.endsWith(".parquet"))).isNotEmpty().noneMatch(text -> text.contains(KEY));
    }

    private void score(String maxRejected, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + folder.resolve("comments.jsonl") + "\"]",
                "input.max-rejected=\"" + maxRejected + "\"",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.dir=" + folder.resolve("out")));
        Map.of("blogger-id", "blogger", "post-id", "post", "user-id", "user", "text", "text", "comment-time", "time")
                .forEach((field, column) -> settings.add("input.columns." + field + "=" + column));
        settings.addAll(List.of(more));
        JobConfig config = new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
        Console lines = new Console(
                new PrintStream(console, true, StandardCharsets.UTF_8), Clock.systemUTC(), Progress.Style.LINES);
        ScoreJob.run(config, Session.ofProcess(TestSpark.session(), lines, new StopSignal()));
    }

    /**
     * What could be seen of a run.
     *
     * @param log log lines at INFO and above
     * @param events what the Spark UI and its history are made of
     */
    private record Watched(List<String> log, List<String> events) {}

    private static Watched watch(Runnable run) throws TimeoutException {
        List<String> events = new ArrayList<>();
        SparkFirehoseListener listener = new SparkFirehoseListener() {
            @Override
            public void onEvent(SparkListenerEvent event) {
                events.add(JsonProtocol.sparkEventToJsonString(event));
            }
        };
        var context = TestSpark.session().sparkContext();
        context.addSparkListener(listener);
        try (CapturedLog log = CapturedLog.start()) {
            run.run();
            context.listenerBus().waitUntilEmpty();
            return new Watched(log.lines(), List.copyOf(events));
        } finally {
            context.removeSparkListener(listener);
        }
    }

    private static boolean isPersonal(String shown) {
        return shown.contains(TEXT) || shown.contains(USER);
    }

    /** The rows, as JSON, of every Parquet file below the output whose path is {@code wanted}. */
    private List<String> published(Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            return files.map(Path::toString)
                    .filter(path -> path.endsWith(".parquet") && wanted.test(path))
                    .flatMap(path -> TestSpark.session().read().parquet(path).toJSON().collectAsList().stream())
                    .toList();
        }
    }

    /** The contents of every file below the output whose path is {@code wanted}. */
    private List<String> files(Predicate<String> wanted) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> wanted.test(path.toString()))
                    .toList()) {
                contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
