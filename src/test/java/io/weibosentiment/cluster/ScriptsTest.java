package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
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
 * How {@code submit/local.sh} starts: from odd places, with builds that fail, without Java, with and without a cache.
 */
class ScriptsTest {

    private static final int BAD_USAGE = 3;

    /** In bytes, as in submit/input.sh. */
    private static final long SMALL_INPUT = 20_000_000;

    /** A Java that records its first argument at each start. */
    private static final String RECORDING_JAVA = """
            #!/bin/sh
            case "$1" in -XX:Shared*) ;; *) echo "$1" >>"$TOOLS/starts" ;; esac
            echo 'openjdk version "21"' >&2
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with blanks", "a[1]", "微博 {情感} (2)", "it's"})
    void starts_wherever_it_is_installed(String name) throws Exception {
        Installation installation = install(name);

        Finished first =
                installation.local(Map.of(), "explain", "--text", "今天 天气").endedWith(0);
        Finished second = installation.local(Map.of(), "explain").endedWith(0);

        assertThat(first.stdout())
                .contains("<io.weibosentiment.cli.Main>\n<explain>\n<--text>\n<今天 天气>\n")
                .contains(
                        "<" + installation.jobJar() + ":" + installation.tools().resolve("spark.jar") + ":"
                                + installation.tools().resolve("shared.jar") + ":"
                                + installation.folder().resolve("target/native/native.jar") + ">");
        assertThat(second.stderr()).isEmpty();
        assertThat(installation.builds()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "LANG, '', C.UTF-8",
        "LANG, xx_XX.UTF-8, C.UTF-8",
        "LC_ALL, C, C.UTF-8",
        "LC_ALL, xx_XX.UTF-8, C.UTF-8",
        "LC_CTYPE, C.UTF-8, ''"
    })
    void sets_a_locale_whose_encoding_has_every_character_unless_there_is_one(String variable, String given, String set)
            throws Exception {
        ProcessBuilder script = new ProcessBuilder(
                "bash", "-c", "WEIBO_SENTIMENT_HOME=. && source submit/build.sh && echo \"<${LC_ALL:-}>\"");
        List.of("LC_ALL", "LC_CTYPE", "LANG").forEach(script.environment()::remove);
        script.environment().put(variable, given);

        Finished run = Finished.run(script, folder.resolve("logs"), Duration.ofMinutes(1));

        assertThat(run.endedWith(0).stdout()).contains("<" + set + ">");
    }

    @Test
    void starts_through_links_and_with_cdpath_exported() throws Exception {
        Installation installation = install("installed");
        Path links = Files.createDirectory(folder.resolve("links"));
        Path near = Files.createSymbolicLink(links.resolve("near"), Path.of("../installed/submit/local.sh"));
        Path far = Files.createSymbolicLink(folder.resolve("far"), near);

        for (Path link : List.of(near, far)) {
            Finished run = installation
                    .begin(link, Map.of("CDPATH", ".:..:" + folder), "runs")
                    .finish();
            assertThat(run.endedWith(0).stdout()).contains("<runs>");
        }
    }

    @Test
    void refuses_a_folder_that_a_class_path_cannot_name() throws Exception {
        Finished run = install("a:b").local(Map.of(), "runs");

        assertThat(run.endedWith(BAD_USAGE).stderr()).contains("a:b", "colon");
    }

    @Test
    void a_build_that_fails_leaves_the_last_one_in_place() throws Exception {
        Installation installation = install("installed");
        installation.local(Map.of(), "runs").endedWith(0);
        change(installation);

        Finished failed = installation.local(Map.of("MAVEN", "/bin/false"), "runs");

        assertThat(failed.endedWith(BAD_USAGE).stderr()).contains("the build failed");
        assertThat(installation.jobJar()).hasContent("build 1");
        assertThat(leftovers(installation)).isEmpty();
        installation.local(Map.of(), "runs").endedWith(0);
        assertThat(installation.jobJar()).hasContent("build 2");
    }

    @Test
    void two_starts_at_once_build_once() throws Exception {
        Installation installation = install("installed");
        Path script = installation.folder().resolve("submit/local.sh");
        Map<String, String> slowly = Map.of("BUILD_SECONDS", "2");
        try (Running first = installation.begin(script, slowly, "runs");
                Running second = installation.begin(script, slowly, "runs")) {
            first.finish().endedWith(0);
            second.finish().endedWith(0);
        }

        assertThat(installation.builds()).isEqualTo(1);
        assertThat(leftovers(installation)).isEmpty();
    }

    @Test
    void a_lock_whose_holder_is_gone_is_taken_away() throws Exception {
        Installation installation = install("installed");
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        String host = Finished.run(
                        new ProcessBuilder("hostname"), folder.resolve("logs"), java.time.Duration.ofMinutes(1))
                .stdout()
                .strip();
        Files.createDirectories(installation.folder().resolve("target"));
        Files.createSymbolicLink(installation.folder().resolve("target/build.lock"), Path.of(host + ":" + gone.pid()));

        installation.local(Map.of(), "runs").endedWith(0);

        assertThat(leftovers(installation)).isEmpty();
    }

    @Test
    void what_changes_during_a_build_is_built_again() throws Exception {
        Installation installation = install("installed");
        try (Running build = installation.begin(
                installation.folder().resolve("submit/local.sh"), Map.of("BUILD_SECONDS", "3"), "runs")) {
            while (installation.builds() == 0) {
                Thread.sleep(20);
            }
            Files.writeString(installation.folder().resolve("src/main/Source.java"), "changed");
            build.finish().endedWith(0);
        }

        installation.local(Map.of(), "runs").endedWith(0);

        assertThat(installation.builds()).isEqualTo(2);
    }

    @Test
    void a_java_that_fails_is_told_of() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", "#!/bin/sh\necho 'Error occurred during initialization of VM'\nexit 1\n");

        Finished run = installation.local(Map.of(), "runs");

        assertThat(run.endedWith(BAD_USAGE).stderr()).contains("initialization of VM", "exit code 1", "JAVA_HOME");
    }

    @ParameterizedTest
    @CsvSource({"1", "134", "139"})
    void a_java_that_does_not_start_with_the_options_is_told_of(int code) throws Exception {
        Installation installation = install("installed");
        installation.program(
                "bin/java",
                "#!/bin/sh\n[ \"$1\" != --dry-run ] || { echo 'Invalid maximum heap size: -Xmx4x' >&2; exit " + code
                        + "; }\necho 'openjdk version \"21\"' >&2\n");

        Finished run = installation.local(Map.of("WEIBO_SENTIMENT_HEAP", "4x"), "runs");

        assertThat(run.endedWith(BAD_USAGE).stderr())
                .contains("Invalid maximum heap size", "exit code " + code, "WEIBO_SENTIMENT_HEAP ('4x')");
    }

    @Test
    void starts_java_once_where_it_has_started_with_the_same_options_before() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", RECORDING_JAVA);
        installation.local(Map.of(), "runs").endedWith(0);
        Files.delete(installation.tools().resolve("starts"));

        installation.local(Map.of(), "runs").endedWith(0);
        List<String> again = starts(installation);
        installation.local(Map.of("WEIBO_SENTIMENT_HEAP", "2g"), "runs").endedWith(0);

        assertThat(again).containsExactly("@" + installation.folder().resolve("submit/jvm.options"));
        assertThat(starts(installation)).hasSize(4).contains("-version", "--dry-run");
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA_TOOL_OPTIONS, -Xmx9g",
        "JDK_JAVA_OPTIONS, -Xmx9g",
        "_JAVA_OPTIONS, -Xmx9g",
        "WEIBO_SENTIMENT_JAVA_OPTIONS, -Xmx9g"
    })
    void checks_java_again_with_other_options(String variable, String options) throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", RECORDING_JAVA);
        installation.local(Map.of(), "runs").endedWith(0);
        installation.local(Map.of(variable, options), "runs").endedWith(0);
        installation.local(Map.of(variable, options), "runs").endedWith(0);

        assertThat(starts(installation)).filteredOn("--dry-run"::equals).hasSize(2);
    }

    @Test
    void checks_java_again_when_its_options_for_spark_have_changed() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", RECORDING_JAVA);
        installation.local(Map.of(), "runs").endedWith(0);
        Files.writeString(installation.folder().resolve("submit/jvm.options"), "-Xmx9g");

        installation.local(Map.of(), "runs").endedWith(0);

        assertThat(starts(installation)).filteredOn("--dry-run"::equals).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@more", "-javaagent:agent.jar", "-Xlog:gc:file=logs/gc", "-XX:VMOptionsFile=more"})
    void checks_java_at_each_start_when_its_options_name_a_file(String option) throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", RECORDING_JAVA);
        for (int start = 1; start <= 2; start++) {
            installation
                    .local(Map.of("WEIBO_SENTIMENT_JAVA_OPTIONS", option), "runs")
                    .endedWith(0);
        }

        assertThat(starts(installation)).filteredOn("--dry-run"::equals).hasSize(2);
    }

    /** Such as those of asdf, jenv and macOS. */
    @Test
    void checks_java_at_each_start_through_a_program_that_chooses_it() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", "#!/bin/sh\nexec \"$TOOLS/chosen\" \"$@\"\n");
        installation.program("chosen", RECORDING_JAVA);
        Files.delete(installation.tools().resolve("lib/modules"));
        installation.local(Map.of(), "runs").endedWith(0);
        installation.program("chosen", "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");

        Finished run = installation.local(Map.of(), "runs");

        assertThat(run.endedWith(BAD_USAGE).stderr()).contains("is Java 11");
    }

    @Test
    void finds_the_java_behind_links() throws Exception {
        Installation installation = install("installed");
        installation.program("bin/java", RECORDING_JAVA);
        Path home = Files.createDirectories(folder.resolve("links"));
        Files.createDirectory(home.resolve("bin"));
        Path link = Files.createSymbolicLink(
                home.resolve("alternative"), installation.tools().resolve("bin/java"));
        Files.createSymbolicLink(home.resolve("bin/java"), Path.of("..", "alternative"));
        for (int start = 1; start <= 2; start++) {
            installation.local(Map.of("JAVA_HOME", home.toString()), "runs").endedWith(0);
        }

        assertThat(link).exists();
        assertThat(starts(installation)).filteredOn("--dry-run"::equals).hasSize(1);
    }

    @Test
    void checks_java_again_when_it_was_replaced() throws Exception {
        Installation installation = install("installed");
        installation.local(Map.of(), "runs").endedWith(0);
        installation.program("bin/java", "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");

        Finished run = installation.local(Map.of(), "runs");

        assertThat(run.endedWith(BAD_USAGE).stderr()).contains("is Java 11");
    }

    @ParameterizedTest
    @CsvSource({
        "WEIBO_SENTIMENT_JAVA_OPTIONS, -XX:+UseZGC",
        "JAVA_TOOL_OPTIONS, -Xss2m -XX:+UseG1GC",
        "JDK_JAVA_OPTIONS, -XX:+UseParallelGC -Da=b",
        "_JAVA_OPTIONS, -XX:+UseSerialGC",
        "JDK_JAVA_OPTIONS, @options"
    })
    void chooses_no_collector_where_the_user_does(String variable, String options) throws Exception {
        Finished run = install("installed").local(Map.of(variable, options), "check");

        assertThat(run.endedWith(0).stdout())
                .contains("<-XX:TieredStopAtLevel=1>")
                .doesNotContain("<-XX:+UseSerialGC>");
    }

    /** The check before the submission is a short command, too. */
    @ParameterizedTest
    @CsvSource({"-Xss2m, true", "-Xss2m -XX:+UseG1GC, false"})
    void chooses_no_collector_before_a_submission_where_the_user_does(String options, boolean isSerial)
            throws Exception {
        Installation installation = install("installed");
        installation.program("spark/bin/spark-submit", "");
        installation.program("spark/jars/spark-core_2.13-4.1.0.jar", "");
        Map<String, String> environment =
                Map.of("SPARK_HOME", installation.tools().resolve("spark").toString(), "JDK_JAVA_OPTIONS", options);
        try (Running start = installation.begin(
                installation.folder().resolve("submit/cluster.sh"), environment, "score", "--help")) {
            String words = start.finish().endedWith(0).stdout();

            assertThat(words).contains("<-XX:TieredStopAtLevel=1>", "<io.weibosentiment.cli.Submission>");
            assertThat(words.contains("<-XX:+UseSerialGC>")).isEqualTo(isSerial);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "explain, '', true, true",
        "check, '', true, true",
        "check, -XX:+UseG1GC, true, false",
        "score, '', false, false",
        "score, -XX:+UseG1GC, false, false"
    })
    void a_command_of_seconds_is_compiled_quickly(String command, String options, boolean isQuick, boolean isSerial)
            throws Exception {
        Finished run = install("installed").local(Map.of("WEIBO_SENTIMENT_JAVA_OPTIONS", options), command);

        assertThat(run.endedWith(0).stdout().contains("<-XX:TieredStopAtLevel=1>"))
                .isEqualTo(isQuick);
        assertThat(run.stdout().contains("<-XX:+UseSerialGC>")).isEqualTo(isSerial);
        assertThat(run.stdout().contains("<-XX:Tier4InvocationThreshold=")).isEqualTo(!isQuick);
        assertThat(run.stdout().contains("<-XX:+UseParallelGC>")).isEqualTo(!isQuick && options.isEmpty());
    }

    /** In the folder where the command starts lie small.csv, a file in folder/, large.csv and large.csv.gz. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "score --input small.csv --output tables",
                "score --preset dynamics --input=small.csv",
                "score --input *.txt folder --window day",
                "aggregate --input folder/* --posts small.csv",
                "score --config small.conf",
                "score --config=small.conf --input folder",
            })
    void run_on_a_small_input_is_compiled_quickly(String command) throws Exception {
        assertThat(isCompiledQuickly(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "score",
                "score --input large.csv",
                "score --input small.csv large.csv",
                "score --input small.csv --posts large.csv.gz",
                "score --input hdfs://host/small.csv",
                "score --input small.csv missing.csv",
                "score --input small.csv --set input.paths=[large.csv]",
                "score --input small.csv --config missing.conf",
                "score --config large.conf",
                "score --config including.conf",
                "score --config including-within.conf",
                "score --input= --posts small.csv",
                "score --config unknown.conf",
            })
    void run_on_a_large_or_unknown_input_is_compiled_thoroughly(String command) throws Exception {
        assertThat(isCompiledQuickly(command)).isFalse();
    }

    private boolean isCompiledQuickly(String command) throws Exception {
        Installation installation = install("installed");
        Path start = installation.tools();
        Files.createDirectories(start.resolve("folder"));
        for (String small : List.of("small.csv", "a b.txt", "folder/微博.csv")) {
            Files.writeString(start.resolve(small), "text");
        }
        for (String large : List.of("large.csv", "large.csv.gz")) {
            try (RandomAccessFile file =
                    new RandomAccessFile(start.resolve(large).toFile(), "rw")) {
                file.setLength(large.endsWith("gz") ? SMALL_INPUT / 10 : SMALL_INPUT);
            }
        }
        Files.writeString(start.resolve("small.conf"), """
                # include "another"
                input {
                  paths = ["small.csv", ${WEIBO_SENTIMENT_HOME}"/conf"]
                  posts.paths = [ "folder" ]
                }
                """);
        Files.writeString(start.resolve("large.conf"), "input.paths: [\"small.csv\", \"large.csv\"]");
        Files.writeString(start.resolve("including.conf"), "include \"small.conf\"\ninput.paths = [\"small.csv\"]");
        Files.writeString(
                start.resolve("including-within.conf"),
                "input.paths = [\"small.csv\"]\n\ninput { include required(\"small.conf\") }");
        Files.writeString(start.resolve("unknown.conf"), "input.paths = [${DATA}\"/small.csv\"]");
        return installation
                .local(Map.of(), command.split(" "))
                .endedWith(0)
                .stdout()
                .contains("<-XX:TieredStopAtLevel=1>");
    }

    @Test
    void options_for_java_are_words_as_the_shell_reads_them() throws Exception {
        Finished run = install("installed")
                .local(
                        Map.of(
                                "WEIBO_SENTIMENT_JAVA_OPTIONS",
                                "-Da=1\n  -Db=2 -Dc=\"x y\" '-Dd=p \"q' -De=\\ z\n-Df=微博\\\\x $HOME *"),
                        "runs");

        assertThat(run.endedWith(0).stdout())
                .contains("<-Da=1>\n<-Db=2>\n<-Dc=x y>\n<-Dd=p \"q>\n<-De= z>\n<-Df=微博\\x>\n<$HOME>\n<*>\n<-cp>\n");
    }

    @Test
    void a_quote_without_its_end_is_told_of() throws Exception {
        Finished run = install("installed").local(Map.of("WEIBO_SENTIMENT_JAVA_OPTIONS", "-Da='x y"), "runs");

        assertThat(run.endedWith(BAD_USAGE).stderr()).contains("WEIBO_SENTIMENT_JAVA_OPTIONS", "quote");
    }

    @Test
    void a_library_that_has_gone_since_the_build_is_told_of() throws Exception {
        Installation installation = install("installed");
        installation.local(Map.of(), "runs").endedWith(0);
        Files.delete(installation.tools().resolve("shared.jar"));

        Finished run = installation.local(Map.of(), "runs");

        assertThat(run.endedWith(BAD_USAGE).stderr()).contains("shared.jar' is missing");
    }

    /** What macOS's bash does not have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "local.sh",
                "cluster.sh",
                "build.sh",
                "archive.sh",
                "input.sh",
                "benchmark.sh",
                "gpu-discovery.sh"
            })
    void uses_nothing_newer_than_bash_3_2(String script) throws IOException {
        assertThat(Files.readString(Path.of("submit", script)))
                .doesNotContainPattern("\\b(mapfile|readarray|coproc|globstar)\\b")
                .doesNotContainPattern("\\b(declare|local|typeset) -[a-zA-Z]*[Agnlu]")
                .doesNotContainPattern("\\$\\{[A-Za-z_]+(@[A-Za-z]|,,|\\^\\^)")
                .doesNotContainPattern("&>>|\\|&|\\bwait -n\\b|-v [A-Za-z_]+ \\]\\]");
    }

    private Installation install(String name) throws IOException {
        return Installation.in(folder.resolve(name), folder.resolve("tools"));
    }

    private static void change(Installation installation) throws IOException {
        Path source = installation.folder().resolve("src/main/Source.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private static List<String> starts(Installation installation) throws IOException {
        return Files.readAllLines(installation.tools().resolve("starts"));
    }

    private static List<String> leftovers(Installation installation) throws IOException {
        try (var files = Files.list(installation.folder().resolve("target"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !List.of("classpath", "native", "weibo-sentiment-job.jar")
                            .contains(name))
                    .toList();
        }
    }
}
