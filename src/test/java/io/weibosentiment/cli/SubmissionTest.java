package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionTest {

    private static final List<String> ON_YARN = List.of("--master", "yarn", "--deploy-mode", "cluster");
    private static final String JOB_JAR = "/opt/job.jar";
    private static final String NATIVE_JAR = "/opt/native.jar";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Path stage;
    private Path config;
    private Path key;

    @BeforeEach
    void make_files() throws IOException {
        stage = Files.createDirectory(folder.resolve("stage"));
        key = Files.writeString(folder.resolve("user key"), "a key of some length, 32 bytes at least");
        config = Files.writeString(
                folder.resolve("夜间.conf"),
                "input { paths = [\"hdfs:///crawl\"], preset = weibo-crawler }\n"
                        + "output { dir = \"hdfs:///tables\", users = true, key-file = \"" + key + "\" }\n");
    }

    @Test
    void a_command_in_client_mode_stays_as_it_is() throws IOException {
        List<String> plan =
                plan(List.of("--executor-memory", "2g", "--jars", "/mine.jar"), "score", "--config", config.toString());

        assertThat(plan).startsWith("client", "", "--class", "io.weibosentiment.cli.Main");
        assertThat(plan).contains("--executor-memory", "2g").doesNotContain("spark.executor.memory=4g");
        assertThat(plan)
                .endsWith(
                        "--executor-memory",
                        "2g",
                        "--jars",
                        "/mine.jar",
                        "--jars",
                        NATIVE_JAR + ",/mine.jar",
                        JOB_JAR,
                        "score",
                        "--config",
                        config.toString());
    }

    @Test
    void local_files_go_along_to_a_driver_on_the_cluster() throws IOException {
        List<String> plan = plan(ON_YARN, "score", "--config=" + config, "--window", "day");

        assertThat(plan).startsWith("cluster", "yarn");
        assertThat(plan)
                .endsWith(
                        "--files",
                        config + "," + key,
                        JOB_JAR,
                        "score",
                        "--config=夜间.conf",
                        "--window",
                        "day",
                        "--set",
                        "output.key-file=user key");
    }

    @Test
    void texts_to_explain_go_along_beside_the_users_own_files() throws IOException {
        Path texts = Files.writeString(folder.resolve("texts.jsonl"), "\"好\"\n");
        List<String> options = new ArrayList<>(ON_YARN);
        options.addAll(List.of("--conf", "spark.files=/mine.txt"));

        List<String> plan = plan(options, "explain", "--input", texts.toString());

        assertThat(plan).endsWith("--files", texts + ",/mine.txt", JOB_JAR, "explain", "--input", "texts.jsonl");
    }

    @ParameterizedTest
    @CsvSource({"hdfs:///conf/job.conf", "/mine/other.conf#job.conf"})
    void a_file_that_the_user_sends_is_left_to_the_driver(String sent) throws IOException {
        List<String> options = new ArrayList<>(ON_YARN);
        options.add("--files=" + sent);

        List<String> plan = plan(options, "score", "--config", "job.conf");

        assertThat(plan).endsWith("--files=" + sent, "--jars", NATIVE_JAR, JOB_JAR, "score", "--config", "job.conf");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "score --config /nowhere.conf --output o | --config /nowhere.conf",
                "check --config /nowhere.conf | --config /nowhere.conf",
                "score --outptu x | --outptu",
                "score --input i | output.dir",
                "score --input i --output o --window 5parsecs | 5parsecs",
                "score --input i --output o --set no.such.key=1 | no.such.key",
                "aggregate --input i | output.dir",
                "store verify --input i | output.dir",
                "store | no command given; expected ",
                "score --input i --output o --set output.users=true --set output.key-file=/nowhere | /nowhere",
            })
    void refuses_before_anything_is_submitted(String command, String named) {
        assertThat(prepare(ON_YARN, command.split(" ", -1))).isEqualTo(ExitStatus.BAD_USAGE);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains(named);
        assertThat(stage).isEmptyDirectory();
    }

    @Test
    void help_is_given_here_and_nothing_is_planned() {
        assertThat(prepare(ON_YARN, "score", "--help")).isEqualTo(ExitStatus.OK);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--preset");
        assertThat(stage).isEmptyDirectory();
    }

    @Test
    void a_configuration_on_the_cluster_is_left_to_the_driver() throws IOException {
        List<String> plan = plan(ON_YARN, "score", "--config", "hdfs:///no/such/host/job.conf");

        assertThat(plan).endsWith(JOB_JAR, "score", "--config", "hdfs:///no/such/host/job.conf");
        assertThat(plan).doesNotContain("--files");
    }

    private List<String> plan(List<String> options, String... command) throws IOException {
        assertThat(prepare(options, command))
                .as(() -> err.toString(StandardCharsets.UTF_8))
                .isEqualTo(ExitStatus.OK);
        String plan = Files.readString(stage.resolve("plan"));
        assertThat(plan).endsWith("\0");
        return List.of(plan.substring(0, plan.length() - 1).split("\0", -1));
    }

    private ExitStatus prepare(List<String> options, String... command) {
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandContext context = new CommandContext(
                stdout,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Console(stdout, Clock.systemUTC(), Progress.Style.LINES),
                Map.of());
        List<String> arguments = new ArrayList<>(List.of(stage.toString(), JOB_JAR, NATIVE_JAR, "--"));
        arguments.addAll(options);
        arguments.add("--");
        arguments.addAll(List.of(command));
        return Submission.prepare(arguments, context);
    }
}
