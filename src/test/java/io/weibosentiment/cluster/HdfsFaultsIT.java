package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HDFS that fails in the middle of a run: its tables are those of a run in peace, or the ones before stay. */
class HdfsFaultsIT {

    private static final int BAD_USAGE = 3;
    private static final int FAILED = 4;
    private static final int COMMENTS = 10_000;
    private static final int TEXTS = 1_500;

    @TempDir
    private static Path folder;

    private static HdfsCluster hdfs;
    private static String input;
    private static Path expected;

    @BeforeAll
    static void run_in_peace() throws Exception {
        Path crawl = Crawl.write(folder.resolve("crawl.jsonl"), COMMENTS, TEXTS);
        expected = folder.resolve("expected");
        hdfs = HdfsCluster.start(3);
        input = hdfs.put(crawl, "/crawl/crawl.jsonl");
        InProcess.of(Crawl.score(input, hdfs.path("/out"))).endedWith(0);
        hdfs.get("/out", expected);
    }

    @AfterAll
    static void stop() {
        hdfs.close();
    }

    @Test
    void gives_the_same_tables_when_the_name_node_restarts_and_a_data_node_is_lost() throws Exception {
        Path actual = folder.resolve("restarted");
        try (Running job = LocalRun.start(Crawl.score(input, hdfs.path("/restarted")))) {
            job.awaitLine("read");
            hdfs.restartNameNode();
            job.awaitLine("progress");
            hdfs.loseDataNode(2);
            job.finish().endedWith(0);
        }
        hdfs.get("/restarted", actual);
        assertThat(hdfs.list("/restarted")).doesNotContain("_staging");
        assertSame(actual, 0);
    }

    @Test
    void begins_nothing_while_the_name_node_is_in_safe_mode() throws Exception {
        hdfs.safeMode(SafeModeAction.SAFEMODE_ENTER);
        try {
            ProcessBuilder impatient = LocalRun.process(folder, Crawl.score(input, hdfs.path("/safe")));
            LocalRun.with("-Dspark.hadoop.dfs.client.retry.policy.spec=100,3", impatient);
            Finished run = Finished.run(impatient, folder.resolve("logs"), Duration.ofMinutes(5));

            assertThat(run.endedWith(BAD_USAGE).stderr())
                    .contains("output '" + hdfs.path("/safe") + "' cannot be written to", "safe mode")
                    .doesNotContain("\tat ");
        } finally {
            hdfs.safeMode(SafeModeAction.SAFEMODE_LEAVE);
        }
        assertThat(hdfs.list("/")).doesNotContain("safe");
    }

    @Test
    void keeps_the_tables_before_when_the_disk_is_full() throws Exception {
        Path actual = folder.resolve("full");
        Finished run = InProcess.of(
                        Crawl.score(input, hdfs.path("/out"), "--window", "week"), "read", () -> hdfs.limit("/out", 1))
                .endedWith(FAILED);

        assertThat(run.stderr()).containsPattern("because: .*quota of /out is exceeded");
        hdfs.get("/out", actual);
        assertThat(hdfs.list("/out")).doesNotContain("_staging");
        assertSame(actual, 0);
    }

    @Test
    void driver_killed_between_waves_and_while_it_publishes_leaves_whole_runs_and_the_scores_that_it_kept()
            throws Exception {
        String[] again = {
            "--set", "scoring.wave-texts=300", "--set", "output.lease-seconds=3", "--set", "output.wait-minutes=1"
        };
        Path actual = folder.resolve("killed");
        try (Running job = LocalRun.start(Crawl.score(input, hdfs.path("/killed"), again))) {
            job.await("two waves", () -> finishedWaves("/killed/store") >= 2);
        }
        assertThat(hdfs.list("/killed")).doesNotContain("manifest.json");

        try (Running job = LocalRun.start(Crawl.score(input, hdfs.path("/killed"), again))) {
            job.await("the last table", () -> hdfs.count("/killed/runs", "run_history/_SUCCESS") > 0);
        }
        InProcess.of(Crawl.score(input, hdfs.path("/killed"), again)).endedWith(0);

        hdfs.get("/killed", actual);
        assertThat(hdfs.list("/killed")).doesNotContain("_staging", "_lease.json");
        try (Output output = new Output(actual)) {
            assertThat(output.count("new_texts")).isZero();
        }
        assertSame(actual, 0);
    }

    private static long finishedWaves(String store) throws Exception {
        return hdfs.count(store, "_SUCCESS") - hdfs.count(store + "/_rows", "_SUCCESS");
    }

    private static void assertSame(Path folder, double tolerance) throws Exception {
        try (Output before = new Output(expected);
                Output after = new Output(folder)) {
            after.addsUp();
            after.equalsUpTo(before, tolerance);
        }
    }
}
