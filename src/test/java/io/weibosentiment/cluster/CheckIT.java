package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check before a run, on one machine and on executors in JVMs of their own. */
class CheckIT {

    private static final int OK = 0;
    private static final int BAD_USAGE = 3;

    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;

    @BeforeAll
    static void find_cluster() throws Exception {
        cluster = StandaloneCluster.shared();
    }

    @Test
    void hears_both_executors_of_a_cluster() throws Exception {
        Finished check = cluster.submit(check(folder.resolve("tables"), "--within", "300"), Map.of())
                .endedWith(OK);

        assertThat(check.stdout().lines()).allMatch(line -> line.startsWith("ok ") || line.startsWith("check "));
        assertThat(check.stdout())
                .containsPattern("ok +executors: 2 answered: executor [01] on .*, executor [01] on ")
                .containsPattern("ok +model: loads in .* \\[executor [01] on .*, executor [01] on .*\\]")
                .contains("\ncheck     0 problems\n");
        assertThat(folder.resolve("tables")).doesNotExist();
    }

    @Test
    void tells_in_time_that_no_executor_comes() throws Exception {
        Finished check = cluster.submit(
                        check(folder.resolve("tables"), "--within", "20"), Map.of("spark.executor.memory", "64g"))
                .endedWith(BAD_USAGE);

        assertThat(check.stdout())
                .containsPattern("problem +executors: not done in time")
                .containsPattern("ok +input: ")
                .endsWith("\ncheck     1 problem\n");
    }

    @Test
    void tells_every_problem_of_configuration_paths_and_model_in_one_run_on_one_machine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        Finished check = InProcess.of(List.of(
                        "check",
                        "--config",
                        "conf/sample.conf",
                        "--input",
                        folder.resolve("absent").toString(),
                        "--output",
                        file.resolve("out").toString(),
                        "--model",
                        file.toString(),
                        "--zone",
                        "Mars",
                        "--set",
                        "output.txt=true"))
                .endedWith(BAD_USAGE);

        assertThat(check.stdout())
                .contains("problem   configuration: aggregate.zone: found 'Mars'")
                .contains("problem   configuration: output.txt: no such key")
                .contains("problem   output: ")
                .contains("problem   input: ")
                .contains("problem   model.json: ")
                .contains("ok        native library: ")
                .endsWith("check     5 problems\n");
    }

    private static List<String> check(Path output, String... more) {
        return Stream.concat(
                        Stream.of("check", "--config", "conf/sample.conf", "--output", output.toString()),
                        Stream.of(more))
                .toList();
    }
}
