package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input, output and score store on an object store, which has no folders and cannot rename. */
class ObjectStoreIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int BUSY = 7;
    private static final int COMMENTS = 4_000;
    private static final int TEXTS = 900;

    @TempDir
    private static Path folder;

    private static ObjectStore store;
    private static Path expected;
    private static String input;

    @BeforeAll
    static void score_once_on_a_local_disk() throws Exception {
        Path crawl = Crawl.write(folder.resolve("crawl.jsonl"), COMMENTS, TEXTS);
        expected = folder.resolve("expected");
        InProcess.of(Crawl.score(crawl.toString(), expected.toString())).endedWith(0);
        store = ObjectStore.start(folder.resolve("objects"));
        input = store.put(crawl, "/crawl/crawl.jsonl");
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void killed_twice_it_shows_whole_runs_alone_and_scores_nothing_again() throws Exception {
        String[] again = {
            "--set", "scoring.wave-texts=250", "--set", "output.lease-seconds=5", "--set", "output.wait-minutes=1"
        };
        kill(
                Crawl.score(input, store.path("/out"), again),
                "two waves",
                () -> count("_SUCCESS", "store/fingerprint=") >= 2);
        assertThat(store.keys("/out")).doesNotContain("manifest.json");
        kill(Crawl.score(input, store.path("/out"), again), "the last table", () -> count("_SUCCESS", "runs/") >= 6);
        assertThat(store.keys("/out")).doesNotContain("manifest.json");

        run(Crawl.score(input, store.path("/out"), again)).endedWith(0);

        assertThat(store.keys("/out"))
                .contains("manifest.json")
                .noneMatch(key -> key.startsWith("_") || key.contains("_temporary"));
        assertSameAsOnALocalDisk("/out", "first");
        run(Crawl.score(input, store.path("/out"), "--window", "week")).endedWith(0);
        run(List.of("rollback", "--output", store.path("/out"))).endedWith(0);
        assertSameAsOnALocalDisk("/out", "rolled-back");
        assertThat(run(List.of("runs", "--output", store.path("/out")))
                        .endedWith(0)
                        .stdout()
                        .lines())
                .hasSize(2);
    }

    @Test
    void second_run_at_the_same_time_is_refused() throws Exception {
        List<String> command = Crawl.score(input, store.path("/busy"), "--set", "scoring.wave-texts=250");
        try (Running first = start(command)) {
            first.await("a wave", () -> count("/busy", "_SUCCESS", "store/fingerprint=") >= 1);
            assertThat(run(command).endedWith(BUSY).stderr()).contains("is held by run ", "since 20");
            first.finish().endedWith(0);
        }
        assertSameAsOnALocalDisk("/busy", "busy");
    }

    @Test
    void file_that_is_there_is_not_made_again_and_the_store_is_asked_to_see_to_that() throws Exception {
        AtomicFile file = holder("holder");
        assertThat(file.create("first")).isTrue();
        assertThat(file.create("second")).isFalse();
        assertThat(file.read()).isEqualTo("first");
        assertThat(store.requests()).contains("PUT /weibo/lease/holder If-None-Match: * 200");
    }

    /** The server looks and writes in two steps, so more than one of them may succeed here; on S3 it is one step. */
    @Test
    void of_several_that_make_a_file_at_once_those_that_come_late_are_told_so() throws Exception {
        int writers = 8;
        int rounds = 20;
        int made = 0;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            for (int round = 0; round < rounds; round++) {
                AtomicFile file = holder("holder-" + round);
                CyclicBarrier together = new CyclicBarrier(writers);
                List<Callable<Boolean>> work = IntStream.range(0, writers)
                        .mapToObj(writer -> (Callable<Boolean>) () -> {
                            together.await();
                            return file.create("writer " + writer);
                        })
                        .toList();
                for (Future<Boolean> each : pool.invokeAll(work)) {
                    made += each.get() ? 1 : 0;
                }
                assertThat(file.create("late")).isFalse();
            }
        } finally {
            pool.shutdownNow();
        }
        // S3Mock looks and writes in two steps, so how many it lets through depends on the machine.
        assertThat(made).isBetween(rounds, rounds * writers - 1);
        assertThat(store.requests()).containsPattern("PUT /weibo/lease/holder-\\d+ If-None-Match: \\* 412");
    }

    private static AtomicFile holder(String name) {
        return new AtomicFile(store.files(), new org.apache.hadoop.fs.Path(store.path("/lease/" + name)));
    }

    private static long count(String end, String beginning) throws IOException {
        return count("/out", end, beginning);
    }

    private static long count(String output, String end, String beginning) throws IOException {
        return store.keys(output).stream()
                .filter(key -> key.startsWith(beginning) && key.endsWith("/" + end))
                .count();
    }

    private static Running start(List<String> arguments) throws IOException {
        return Running.start(store.process(folder, arguments), folder.resolve("logs"), LIMIT);
    }

    private static Finished run(List<String> arguments) {
        return store.run(arguments);
    }

    private static void kill(List<String> arguments, String what, Callable<Boolean> isThere) throws Exception {
        try (Running job = start(arguments)) {
            job.await(what, isThere);
        }
    }

    private static void assertSameAsOnALocalDisk(String output, String name) throws Exception {
        Path copy = folder.resolve(name);
        store.get(output, copy);
        try (Stream<Path> copied = Files.list(copy);
                Output before = new Output(expected);
                Output after = new Output(copy)) {
            assertThat(copied).isNotEmpty();
            after.addsUp();
            after.equalsUpTo(before, 0);
        }
    }
}
