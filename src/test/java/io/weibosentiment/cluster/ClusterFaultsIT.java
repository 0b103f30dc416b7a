package io.weibosentiment.cluster;

import static io.weibosentiment.cluster.ExecutorProcess.Doing.LOADING_THE_MODEL;
import static io.weibosentiment.cluster.ExecutorProcess.Doing.SCORING;
import static io.weibosentiment.cluster.ExecutorProcess.Doing.WRITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.cluster.ExecutorProcess.Doing;
import io.weibosentiment.files.HostCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Executors and workers that die, or fall behind, in the middle of a run: its tables are those of a run in peace. */
class ClusterFaultsIT {

    private static final int COMMENTS = 20_000;
    private static final int TEXTS = 3_000;

    @TempDir
    private static Path folder;

    private static Path input;
    private static Path cache;
    private static StandaloneCluster cluster;

    @BeforeAll
    static void run_in_peace() throws Exception {
        input = Crawl.write(folder.resolve("crawl.jsonl"), COMMENTS, TEXTS);
        cache = cacheWithTheLibraryAlone(folder.resolve("cache"));
        cluster = StandaloneCluster.shared();
        InProcess.of(score(folder.resolve("expected"))).endedWith(0);
    }

    static Stream<Arguments> phases() {
        return Stream.of(
                Arguments.of("loading", new Doing[] {LOADING_THE_MODEL}),
                Arguments.of("scoring", new Doing[] {SCORING}),
                Arguments.of("writing", new Doing[] {SCORING, WRITING}));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void gives_the_same_tables_when_an_executor_is_killed(String name, Doing... phases) throws Exception {
        damageCachedModels(); // so that loading takes its time, whatever ran before
        Path output = folder.resolve("killed-" + name);
        try (Running job = begin(output, Map.of())) {
            Faults.killExecutor(cluster, job, phases);
            job.finish().endedWith(0);
        }
        assertAsInPeace(output);
    }

    @Test
    void gives_the_same_tables_when_a_worker_is_lost() throws Exception {
        Path output = folder.resolve("worker-lost");
        try (Running job = begin(output, Map.of())) {
            Faults.await(cluster, job, SCORING);
            cluster.loseWorker(0);
            job.finish().endedWith(0);
        } finally {
            cluster.addWorker();
        }
        assertAsInPeace(output);
    }

    @Test
    void writes_no_row_twice_when_a_slow_task_has_a_twin() throws Exception {
        Path output = folder.resolve("speculation");
        Path events = Files.createDirectory(folder.resolve("events"));
        Map<String, String> speculation = Map.of(
                "spark.speculation", "true",
                "spark.speculation.quantile", "0.5",
                "spark.speculation.multiplier", "1.2",
                "spark.eventLog.enabled", "true",
                "spark.eventLog.compress", "false",
                "spark.eventLog.dir", events.toUri().toString());
        try (Running job = begin(output, speculation)) {
            Faults.slowDown(Faults.await(cluster, job, SCORING), job);
            job.finish().endedWith(0);
        }
        assertThat(textBelow(events)).contains("\"Speculative\":true");
        assertAsInPeace(output);
    }

    private static void assertAsInPeace(Path output) throws Exception {
        try (Output expected = new Output(folder.resolve("expected"));
                Output actual = new Output(output)) {
            actual.addsUp();
            assertThat(actual.count("kept")).isEqualTo(COMMENTS);
            actual.equalsUpTo(expected, 1e-5);
        }
    }

    private static List<String> score(Path output) {
        return Crawl.score(input.toString(), output.toString());
    }

    private static Running begin(Path output, Map<String, String> confs) throws IOException {
        Map<String, String> settings = new java.util.HashMap<>(confs);
        settings.put("spark.executorEnv.WEIBO_SENTIMENT_CACHE", cache.toString());
        return cluster.begin(score(output), settings);
    }

    /** A cache that has the native library, which takes long to unpack, and no model. */
    private static Path cacheWithTheLibraryAlone(Path cache) throws IOException {
        Files.createDirectories(cache);
        Path usual = HostCache.at(Optional.empty()).root();
        if (Files.isDirectory(usual)) {
            try (Stream<Path> folders = Files.list(usual)) {
                for (Path library : folders.filter(Files::isDirectory)
                        .filter(path -> path.getFileName().toString().startsWith("tensorflow-"))
                        .toList()) {
                    Files.createSymbolicLink(cache.resolve(library.getFileName()), library);
                }
            }
        }
        return cache;
    }

    private static void damageCachedModels() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> path.endsWith("weights.safetensors") || path.endsWith("saved_model.pb"))
                    .toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
    }

    private static String textBelow(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
