package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster that other tests rely on is a real one. */
class StandaloneClusterIT {

    @TempDir
    private Path folder;

    @Test
    void hands_each_executor_the_addresses_of_its_worker_and_keeps_the_jobs_libraries_to_itself() throws Exception {
        Path jar = probeJar(folder.resolve("probe.jar"));
        StandaloneCluster cluster = StandaloneCluster.sharedWithGpus();
        Finished probe = cluster.submit(
                        jar,
                        ProbeJob.class.getName(),
                        List.of(),
                        Map.of(
                                "spark.executor.resource.gpu.amount", "1",
                                "spark.task.resource.gpu.amount", "1"))
                .endedWith(0);

        List<String> lines =
                probe.stdout().lines().filter(line -> line.startsWith("probe")).toList();
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).endsWith("absent"));
        assertThat(lines.stream().map(line -> line.split(" ", -1)[1])).containsExactlyInAnyOrder("0", "1");
        assertThat(lines.stream().map(line -> line.split(" ", -1)[2])).containsExactlyInAnyOrder("3", "7");
    }

    /** Packs the probe's classes as a user would pack a job. */
    static Path probeJar(Path jar) throws IOException {
        Path classes = Path.of(ProbeJob.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes.resolve("io/weibosentiment/cluster"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                try (InputStream in = Files.newInputStream(file)) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }
}
