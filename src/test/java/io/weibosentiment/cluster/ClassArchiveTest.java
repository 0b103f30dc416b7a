package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The archive of classes that {@code submit/local.sh} makes: when, of what, and what happens where it cannot be made.
 */
class ClassArchiveTest {

    /** A Java that writes an archive where it is asked to, recording its arguments, and otherwise prints them. */
    private static final String ARCHIVING_JAVA = """
            #!/bin/sh
            case "$1" in
              -version) echo 'openjdk version "21"' >&2; exit 0 ;;
              --dry-run) exit 0 ;;
            esac
            for word in "$@"; do
              case "$word" in -XX:ArchiveClassesAtExit=*)
                archive="${word#*=}"
                echo "$@" >>"$TOOLS/trainings"
                echo archive >"$archive"; exit 0 ;;
              esac
            done
            for word in "$@"; do printf '<%s>\\n' "$word"; done
            """;

    /** What {@link #ARCHIVING_JAVA} does to write one. */
    private static final String ARCHIVE = "echo archive >\"$archive\"; exit 0";

    @TempDir
    private Path folder;

    @Test
    void makes_an_archive_of_classes_once_and_uses_it() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA);

        Finished first = installation.local(Map.of(), "runs").endedWith(0);
        Finished second = installation.local(Map.of(), "score").endedWith(0);

        List<Path> archives = archives(installation);
        assertThat(archives)
                .singleElement()
                .satisfies(archive -> assertThat(archive).hasContent("archive"));
        assertThat(first.stderr()).contains("WEIBO_SENTIMENT_ARCHIVE=off");
        assertThat(second.stderr()).isEmpty();
        for (Finished run : List.of(first, second)) {
            assertThat(run.stdout()).startsWith("<-XX:SharedArchiveFile=" + archives.get(0) + ">\n<-Xshare:auto>\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 0", "exit 1", "echo half >\"$archive\"; kill -9 $$"})
    void goes_on_without_an_archive_that_cannot_be_made_and_tries_again_after_a_day(String end) throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA.replace(ARCHIVE, end));

        Finished first = installation.local(Map.of(), "score").endedWith(0);
        Finished second = installation.local(Map.of(), "score").endedWith(0);
        Path failure = files(classes(installation)).get(0);
        Files.setLastModifiedTime(failure, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Finished later = installation.local(Map.of(), "score").endedWith(0);

        assertThat(first.stderr()).contains("no classes could be recorded, see " + failure);
        assertThat(second.stderr()).isEmpty();
        assertThat(second.stdout()).doesNotContain("SharedArchiveFile");
        assertThat(later.stderr()).contains("no classes could be recorded");
        assertThat(trainings(installation)).hasSize(2);
        assertThat(files(classes(installation))).containsExactly(failure);
    }

    @Test
    void tries_again_at_once_with_other_options() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA.replace(ARCHIVE, "exit 1"));
        installation.local(Map.of(), "score").endedWith(0);
        installation.local(Map.of("WEIBO_SENTIMENT_HEAP", "8g"), "score").endedWith(0);

        assertThat(trainings(installation)).hasSize(2);
    }

    @Test
    void goes_on_when_recording_takes_too_long() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA.replace(ARCHIVE, "while :; do sleep 0.1; done"));
        Path script = installation.folder().resolve("submit/archive.sh");
        Files.writeString(
                script, Files.readString(script).replaceFirst("training_seconds=[0-9]+", "training_seconds=1"));

        Finished run = installation.local(Map.of(), "score").endedWith(0);

        assertThat(run.stderr()).contains("no classes could be recorded");
        assertThat(files(classes(installation)))
                .singleElement()
                .satisfies(log -> assertThat(log).content().contains("not finished after 1 s"));
    }

    /** Java goes on writing for a while when it is asked to end. */
    @Test
    void ends_with_the_signals_code_while_recording() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA.replace(ARCHIVE, """
                trap 'for i in 1 2 3 4 5 6 7 8 9; do sleep 0.1; echo >"${archive%/*}/late$i"; done; exit 143' TERM
                while :; do sleep 0.1; done
                """));
        Path script = installation.folder().resolve("submit/local.sh");
        try (Running start = installation.begin(script, Map.of(), "score")) {
            start.await(
                    "recording began", () -> Files.exists(installation.tools().resolve("trainings")));
            start.process().destroy();
            Finished stopped = start.finish().endedWith(143);
            assertThat(stopped.stderr()).doesNotContain("rm:");
        }

        assertThat(files(classes(installation))).isEmpty();
    }

    @Test
    void two_starts_at_once_record_once() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA.replace(ARCHIVE, """
                while [ ! -e "$TOOLS/go" ]; do sleep 0.1; done
                """ + ARCHIVE));
        Path script = installation.folder().resolve("submit/local.sh");
        try (Running first = installation.begin(script, Map.of(), "score")) {
            first.await(
                    "recording began", () -> Files.exists(installation.tools().resolve("trainings")));
            Finished second = installation.local(Map.of(), "score").endedWith(0);
            Files.createFile(installation.tools().resolve("go"));

            assertThat(second.stdout()).doesNotContain("SharedArchiveFile");
            assertThat(first.finish().endedWith(0).stdout()).contains("SharedArchiveFile=");
        }
        assertThat(trainings(installation)).hasSize(1);
        assertThat(files(classes(installation))).hasSize(1);
    }

    @Test
    void records_on_this_machine_with_the_users_own_options() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA);
        installation
                .local(
                        Map.of(
                                "WEIBO_SENTIMENT_MASTER",
                                "spark://host:7077",
                                "WEIBO_SENTIMENT_JAVA_OPTIONS",
                                "-Dspark.local.dir=/scratch -Dspark.master=yarn"),
                        "score")
                .endedWith(0);

        assertThat(trainings(installation))
                .singleElement()
                .asString()
                .contains("-Dspark.local.dir=/scratch")
                .doesNotContain("host:7077")
                .containsSubsequence("-Dspark.master=yarn", "-Dspark.master=local[2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--version"})
    void records_nothing_for_a_call_for_help(String option) throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA);

        installation.local(Map.of(), "score", option).endedWith(0);

        assertThat(classes(installation)).doesNotExist();
    }

    @Test
    void leaves_archives_to_the_user_who_sets_options_for_them() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA);

        installation
                .local(Map.of("JAVA_TOOL_OPTIONS", "-XX:SharedArchiveFile=own.jsa"), "score")
                .endedWith(0);

        assertThat(classes(installation)).doesNotExist();
    }

    /** Java takes no archive whose jars have another size or time. */
    @ParameterizedTest
    @ValueSource(strings = {"spark.jar", "more/other.jar"})
    void makes_an_archive_again_when_a_jar_was_fetched_again(String name) throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA);
        Path jar = installation.program(name, "");
        Map<String, String> jars = Map.of("WEIBO_SENTIMENT_JARS", installation.tools() + "/more/*");
        installation.local(jars, "score").endedWith(0);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        installation.local(jars, "score").endedWith(0);

        assertThat(trainings(installation)).hasSize(2);
        assertThat(archives(installation)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"WEIBO_SENTIMENT_ARCHIVE, off", "WEIBO_SENTIMENT_CACHE, /proc/none"})
    void makes_no_archive_where_none_is_wanted_or_nothing_can_be_kept(String variable, String value) throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA);

        Finished run = installation.local(Map.of(variable, value), "score").endedWith(0);

        assertThat(run.stdout()).doesNotContain("SharedArchiveFile");
        assertThat(run.stderr()).doesNotContain("recording", "/proc/none");
        assertThat(classes(installation)).doesNotExist();
    }

    /** Java crashes on an archive that was cut. */
    @Test
    void makes_an_archive_again_that_was_changed() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA);
        installation.local(Map.of(), "score").endedWith(0);
        Path archive = archives(installation).get(0);
        Files.writeString(archive, "arc");

        Finished other = installation.local(Map.of(), "runs").endedWith(0);
        Finished run = installation.local(Map.of(), "score").endedWith(0);

        assertThat(other.stdout()).doesNotContain("SharedArchiveFile");
        assertThat(archives(installation)).singleElement().satisfies(made -> {
            assertThat(made).hasContent("archive");
            assertThat(run.stdout()).contains("SharedArchiveFile=" + made);
        });
    }

    @Test
    void keeps_three_archives_and_removes_what_killed_starts_left() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA);
        Path classes = Files.createDirectories(classes(installation));
        for (int day = 1; day <= 4; day++) {
            Path old = Files.writeString(classes.resolve(day + "-1.jsa"), "old");
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(day))));
        }
        Path left = Files.createDirectory(classes.resolve("aside.killed"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        installation.local(Map.of(), "score").endedWith(0);

        assertThat(archives(installation)).hasSize(3).contains(classes.resolve("1-1.jsa"), classes.resolve("2-1.jsa"));
        assertThat(left).doesNotExist();
    }

    /** What another user left can be listed, but not removed, as this folder with a file. */
    @Test
    void goes_on_where_an_old_archive_cannot_be_removed() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", ARCHIVING_JAVA);
        for (int number = 1; number <= 4; number++) {
            Path old = Files.createDirectories(classes(installation).resolve(number + "-1.jsa"));
            Files.createFile(old.resolve("file"));
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(number))));
        }

        Finished run = installation.local(Map.of(), "score").endedWith(0);

        assertThat(run.stdout()).contains("SharedArchiveFile=");
        assertThat(run.stderr()).doesNotContain("rm:");
    }

    private Installation install(String name) throws IOException {
        return Installation.in(folder.resolve(name), folder.resolve("tools"));
    }

    /** The arguments of each training run. */
    private static List<String> trainings(Installation installation) throws IOException {
        return Files.readAllLines(installation.tools().resolve("trainings"));
    }

    private static Path classes(Installation installation) {
        return installation.cache().resolve("classes");
    }

    private static List<Path> archives(Installation installation) throws IOException {
        return files(classes(installation)).stream()
                .filter(file -> file.toString().endsWith(".jsa"))
                .toList();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }
}
