package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that has the users' key in its environment, and logs all it can at INFO, reveals neither it nor a text. */
class PeoplesDataIT {

    private static final int OK = 0;
    private static final String TEXT = "zqxtext7";
    private static final String USER = "zqxuser7";
    private static final String KEY = "zqxkey7-zqxkey7-zqxkey7";

    @TempDir
    private Path folder;

    @Test
    void neither_log_nor_manifest_nor_the_uis_history_shows_a_key_a_user_or_a_text() throws Exception {
        Path events = Files.createDirectory(folder.resolve("events"));
        Path out = folder.resolve("out");

        Finished run = Finished.run(scoring(events, out), folder.resolve("logs"), Duration.ofMinutes(5))
                .endedWith(OK);

        assertThat(run.stderr()).contains("INFO").doesNotContain(KEY, USER, TEXT);
        assertThat(run.stdout()).doesNotContain(KEY, USER, TEXT);
        assertThat(contents(events))
                .anyMatch(text -> text.contains("SparkListenerEnvironmentUpdate"))
                .allSatisfy(text -> assertThat(text).doesNotContain(KEY, USER, TEXT));
        assertThat(contents(out))
                .anyMatch(text -> text.contains("\"configuration\""))
                .noneMatch(text -> text.contains(KEY));
    }

    private ProcessBuilder scoring(Path events, Path out) throws IOException {
        ProcessBuilder process = LocalRun.process(
                folder,
                List.of(
                        "score",
                        "--verbose",
                        "--input=" + comments(),
                        "--set=input.columns.blogger-id=blogger",
                        "--set=input.columns.post-id=post",
                        "--set=input.columns.user-id=user",
                        "--set=input.columns.text=text",
                        "--set=input.columns.comment-time=time",
                        "--set=output.users=true",
                        "--output=" + out));
        process.environment().put("WEIBO_SENTIMENT_USER_KEY", KEY);
        return LocalRun.with(
                "-Dspark.eventLog.enabled=true -Dspark.eventLog.compress=false -Dspark.eventLog.dir=" + events.toUri(),
                process);
    }

    private Path comments() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            lines.add(String.format(
                    "{\"blogger\":\"b\",\"post\":\"p\",\"user\":\"%s-%d\",\"text\":\"好看 %s %d\",\"time\":\"2025-03-01\"}",
                    USER, i, TEXT, i));
        }
        lines.add("{\"post\":\"p\",\"user\":\"" + USER + "\",\"text\":\"not closed " + TEXT);
        return Files.write(folder.resolve("comments.jsonl"), lines);
    }

    /** Every file below {@code top}, byte by byte as characters. */
    private static List<String> contents(Path top) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
