package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code submit/cluster.sh} with the job jar and Spark's jars, and a spark-submit that records or is the real one. */
class ClusterScriptIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int STOPPED = 6;

    private static final String RECORDING = """
            #!/bin/bash
            for word in "$@"; do printf '<%s>\\n' "$word"; done
            """;

    @TempDir
    private Path folder;

    private SparkHome spark;

    @BeforeEach
    void link_spark() throws IOException {
        Path homes = Files.createDirectories(SparkHome.jobJar().resolveSibling("clusters"));
        spark = SparkHome.link(Files.createTempDirectory(homes, "script home"));
        sparkSubmit(RECORDING);
    }

    @Test
    void what_the_user_and_the_cluster_say_goes_before_what_is_set_here() throws Exception {
        Files.writeString(
                spark.folder().resolve("conf/spark-defaults.conf"),
                "spark.driver.memory 8g\nspark.jars=/cluster.jar\n# spark.executor.memoryOverhead 1g\n");

        Finished run = submit(Map.of(), "--conf", "spark.executor.memory=2g", "--", "runs", "--output", "表 格")
                .endedWith(0);

        assertThat(run.stdout())
                .doesNotContain("spark.driver.memory=", "spark.executor.memory=4g")
                .contains("<spark.executor.memory=2g>", "<spark.executor.memoryOverhead=4g>")
                .containsPattern("<--jars>\n<.*tensorflow-core-native.*\\.jar,/cluster\\.jar>\n<.*-job\\.jar>\n")
                .endsWith("<runs>\n<--output>\n<表 格>\n");
    }

    @Test
    void a_configuration_goes_along_to_a_driver_on_the_cluster() throws Exception {
        Path config = Files.writeString(
                folder.resolve("my job.conf"), "input.paths = [\"hdfs:///x\"], output.dir = \"hdfs:///y\"");

        Finished run = submit(
                        Map.of(),
                        "--master",
                        "yarn",
                        "--deploy-mode",
                        "cluster",
                        "--",
                        "score",
                        "--config",
                        config.toString())
                .endedWith(0);

        assertThat(run.stdout()).contains("<--files>\n<" + config + ">\n", "<score>\n<--config>\n<my job.conf>\n");
    }

    @Test
    void nothing_is_submitted_when_the_command_is_wrong() throws Exception {
        Finished missing = submit(Map.of(), "--master", "yarn", "--", "score", "--config", "/nowhere.conf");
        Finished unknown = submit(Map.of(), "score", "--outptu", "x");

        assertThat(missing.endedWith(3).stderr()).contains("/nowhere.conf");
        assertThat(unknown.endedWith(3).stderr()).contains("--outptu");
        assertThat(missing.stdout() + unknown.stdout()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 4", "2, 2", "3, 3", "5, 5", "7, 7", "50, 4", "101, 4", "127, 3", "137, 137"})
    void codes_of_spark_submit_itself_are_not_taken_for_the_commands(int code, int expected) throws Exception {
        sparkSubmit("#!/bin/bash\nexit " + code + "\n");

        submit(Map.of(), "runs", "--output", "o").endedWith(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'Application diagnostics message: exit code 2: stopped: more rows - error: 5 rows', 2",
        "'diagnostics: User class threw exception: x.CommandFailedException: exit code 7: busy - error: exit code 3: no', 7",
        "'Application diagnostics message: Shutdown hook called, exit code 16: x', 4",
    })
    void a_failed_driver_on_yarn_is_told_of_with_its_log(String diagnostics, int expected) throws Exception {
        sparkSubmit("#!/bin/bash\necho 'Application report for application_1700000000000_0042 (state: FINISHED)' >&2\n"
                + "echo 'ERROR Client: " + diagnostics + "' >&2\nexit 1\n");

        Finished run = submit(Map.of(), "--master", "yarn", "--deploy-mode", "cluster", "--", "runs", "--output", "o");

        assertThat(run.endedWith(expected).stderr())
                .contains(diagnostics, "yarn logs -applicationId application_1700000000000_0042");
    }

    @Test
    void a_signal_reaches_spark_submit_once_and_its_code_comes_back() throws Exception {
        sparkSubmit("#!/bin/bash\ntrap 'echo SIGTERM; ended=yes' TERM\necho ready\n"
                + "while [[ -z \"${ended:-}\" ]]; do sleep 0.1; done\nsleep 1\nexit " + STOPPED + "\n");

        try (Running run = begin(Map.of(), "runs", "--output", "o")) {
            run.awaitLine("ready");
            run.process().destroy();

            assertThat(run.finish().endedWith(STOPPED).stdout()).isEqualTo("ready\nSIGTERM\n");
        }
    }

    @Test
    void scores_on_a_cluster() throws Exception {
        Path output = folder.resolve("tables");
        Path input = Crawl.write(folder.resolve("crawl.jsonl"), 400, 40);
        sparkSubmit(
                "#!/bin/bash\nexec \"$JAVA_HOME/bin/java\" \"@" + PROJECT.resolve("submit/jvm.options") + "\" "
                        + String.join(" ", LocalRun.SHORT_JVM)
                        + " -Xmx1500m -cp \"$SPARK_HOME/conf:$SPARK_HOME/jars/*\" org.apache.spark.deploy.SparkSubmit \"$@\"\n");

        List<String> arguments = new ArrayList<>(
                List.of("--master", StandaloneCluster.shared().master(), "--conf", "spark.executor.memory=1g", "--"));
        arguments.addAll(Crawl.score(input.toString(), output.toString()));

        Finished run = submit(
                Map.of("SPARK_LOCAL_IP", "127.0.0.1", "SPARK_SCALA_VERSION", "2.13"), arguments.toArray(String[]::new));

        assertThat(run.endedWith(0).stdout()).contains("400 kept");
        try (Output tables = new Output(output)) {
            tables.addsUp();
        }
    }

    private Finished submit(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return begin(environment, arguments).finish();
    }

    private Running begin(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(PROJECT.resolve("submit/cluster.sh").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("SPARK_HOME", spark.folder().toString());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().putAll(environment);
        return Running.start(process, folder.resolve("logs"), LIMIT);
    }

    private void sparkSubmit(String text) throws IOException {
        Path program = Files.createDirectories(spark.folder().resolve("bin")).resolve("spark-submit");
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
