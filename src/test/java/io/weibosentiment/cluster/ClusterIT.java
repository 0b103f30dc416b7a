package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a standalone cluster: executors in JVMs of their own, Spark's class path and nothing beside it. */
class ClusterIT {

    private static final int OK = 0;

    @TempDir
    private Path folder;

    @Test
    void scores_the_sample_as_a_local_run_does_with_one_cache_for_both_executors() throws Exception {
        Path local = folder.resolve("local");
        Path remote = folder.resolve("remote");
        Path cache = folder.resolve("cache");
        InProcess.of(score(local)).endedWith(OK);

        StandaloneCluster cluster = StandaloneCluster.shared();
        cluster.submit(score(remote), Map.of("spark.executorEnv.WEIBO_SENTIMENT_CACHE", cache.toString()))
                .endedWith(OK);

        assertThat(cluster.executorLogs()).isNotEmpty().doesNotContain("Downloading");
        assertThat(cache).isDirectoryContaining("glob:**/tensorflow-*");
        try (Output expected = new Output(local);
                Output actual = new Output(remote)) {
            expected.addsUp();
            actual.addsUp();
            actual.equalsUpTo(expected, 1e-5);
        }
    }

    private static List<String> score(Path output) {
        return List.of(
                "score", "--config", "conf/sample.conf", "--precision", "float32", "--output", output.toString());
    }
}
