package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors on workers whose discovery scripts hand out the GPUs 3 and 7, on a machine without any. */
class GpuBindingIT {

    private static final int BAD_USAGE = 3;
    private static final int FAILED = 4;
    private static final Map<String, String> ONE_GPU_EACH =
            Map.of("spark.executor.resource.gpu.amount", "1", "spark.task.resource.gpu.amount", "1");

    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;

    @BeforeAll
    static void find_cluster() throws Exception {
        cluster = StandaloneCluster.sharedWithGpus();
    }

    @Test
    void each_executor_binds_the_address_it_was_given() throws Exception {
        Path jar = StandaloneClusterIT.probeJar(folder.resolve("probe.jar"));

        Finished probe = cluster.submit(jar, BindingProbe.class.getName(), List.of(), ONE_GPU_EACH)
                .endedWith(0);

        List<List<String>> bindings = probe.stdout()
                .lines()
                .filter(line -> line.startsWith("binding "))
                .map(line -> List.of(line.split(" ", -1)))
                .toList();
        assertThat(bindings).extracting(words -> words.get(1)).containsExactlyInAnyOrder("0", "1");
        assertThat(bindings).extracting(words -> words.get(2)).containsExactlyInAnyOrder("3", "7");
        assertThat(bindings).allSatisfy(words -> assertThat(words.get(3)).isEqualTo(words.get(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "auto"})
    void job_fails_and_names_the_gpu_when_one_was_promised_and_the_session_would_run_on_the_cpu(String device)
            throws Exception {
        Path output = folder.resolve("tables-" + device);

        Finished run = cluster.submit(score(device, output), ONE_GPU_EACH);

        assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isIn(BAD_USAGE, FAILED);
        assertThat(run.stderr()).containsPattern("GPU [37] was assigned to this executor");
        assertThat(output.resolve("manifest.json")).doesNotExist();
    }

    @Test
    void job_fails_before_it_reads_when_a_gpu_is_asked_for_and_spark_assigns_none() throws Exception {
        Finished run = InProcess.of(score("gpu", folder.resolve("tables-none")));

        assertThat(run.endedWith(BAD_USAGE).stderr()).contains("--device", "spark.executor.resource.gpu.amount");
    }

    private static List<String> score(String device, Path output) {
        List<String> arguments = new ArrayList<>(List.of("score", "--config", "conf/sample.conf"));
        arguments.addAll(List.of("--precision", "float32", "--device", device, "--output", output.toString()));
        return arguments;
    }
}
