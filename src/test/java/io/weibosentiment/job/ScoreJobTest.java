package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.TextScores.TextCounts;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreJobTest {

    private static final int COMMENTS = 12;

    /** Of a run that finds every score in the store. */
    private static final int MOST_JOBS = 25;

    /** Of these, besides those that make the tables of windows. */
    private static final int MOST_OTHER_JOBS = 15;

    @TempDir
    static Path folder;

    private static final Set<String> JOBS = new ConcurrentSkipListSet<>();

    private static Path bundle;
    private static RunSummary summary;
    private static StoreVerification verification;

    @BeforeAll
    static void score_and_verify() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < COMMENTS; i++) {
            lines.add(String.format(
                    "{\"blogger\":\"b\",\"post\":\"p%d\",\"text\":\"好看 %d\",\"time\":\"2025-03-0%d 12:00:00\"}",
                    i % 2, i, 1 + i % 3));
        }
        lines.add("no JSON");
        Files.write(folder.resolve("comments.jsonl"), lines);
        bundle = TinyBundle.path();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                JOBS.add(start.properties().getProperty("spark.job.description", "none"));
            }
        };
        SparkSession spark = TestSpark.session();
        spark.sparkContext().addSparkListener(listener);
        summary = ScoreJob.run(config("output.dir=" + folder.resolve("out")), session());
        verification = VerifyStoreJob.run(config("scoring.store=" + folder.resolve("out/store")), COMMENTS, session());
        spark.sparkContext().removeSparkListener(listener);
    }

    @Test
    void every_spark_job_carries_the_name_of_its_step() {
        assertThat(JOBS)
                .contains("records", "posts", "wave-1", "window tables", "publish")
                .doesNotContain("none");
        assertThat(summary.manifest().seconds()).containsKeys("ingest", "scoring", "window tables");
    }

    @Test
    void published_run_tells_and_gives_what_the_run_wrote() throws IOException {
        PublishedRun published = RunFolders.of(folder.resolve("out").toString(), new Configuration())
                .all()
                .get(0);
        assertThat(published.isCurrent()).isTrue();
        assertThat(published.manifest().json()).isEqualTo(summary.manifest().json());
        assertThat(published.manifest().facts().get("counts", IngestCounts.class))
                .contains(new IngestCounts(COMMENTS + 1, COMMENTS, 0, 1, Map.of("malformed", 1L)));
        assertThat(published.manifest().facts().get("counts", CommentCounts.class))
                .contains(new CommentCounts(COMMENTS, 0, 0, 0, 2, 2));
        for (RunSummary.Table table : summary.tables()) {
            assertThat(published.manifest().tables()).containsEntry(table.name(), table.rows());
        }
        assertThat(published.read(TestSpark.session(), Table.COMMENT_SCORES).count())
                .isEqualTo(COMMENTS);
    }

    @Test
    void store_is_verified_without_an_output_folder() {
        assertThat(verification.isSound()).isTrue();
        assertThat(verification.scores().compared()).isEqualTo(COMMENTS);
        assertThat(verification.scores().equal()).isEqualTo(COMMENTS);
    }

    @Test
    void scoring_with_nothing_new_takes_few_spark_jobs() {
        SparkSession spark = TestSpark.session().newSession();
        spark.conf().set("spark.sql.adaptive.enabled", false); // with it, each shuffle is a job of its own
        spark.conf().set("spark.sql.shuffle.partitions", 1); // with more, a sort looks at its rows first
        JobConfig config =
                config("output.dir=" + folder.resolve("again"), "aggregate.windows=[day, week]", "output.text=true");
        ScoreJob.run(config, session(spark));
        List<String> jobs = new CopyOnWriteArrayList<>();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.add(start.properties().getProperty("spark.job.description"));
            }
        };
        spark.sparkContext().addSparkListener(listener);
        RunSummary again = ScoreJob.run(config, session(spark));
        spark.sparkContext().removeSparkListener(listener);

        assertThat(again.manifest().facts().get("counts", TextCounts.class))
                .contains(new TextCounts(COMMENTS, 0, COMMENTS, COMMENTS, 0));
        assertThat(jobs).filteredOn(step -> !step.equals("window tables")).hasSizeLessThanOrEqualTo(MOST_OTHER_JOBS);
        assertThat(jobs).hasSizeLessThanOrEqualTo(MOST_JOBS);
    }

    private static JobConfig config(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + folder.resolve("comments.jsonl") + "\"]",
                "model.bundle=" + bundle,
                "model.precision=float32"));
        Map.of("blogger-id", "blogger", "post-id", "post", "text", "text", "comment-time", "time")
                .forEach((field, column) -> settings.add("input.columns." + field + "=" + column));
        settings.addAll(List.of(more));
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }

    private static Session session() {
        return session(TestSpark.session());
    }

    private static Session session(SparkSession spark) {
        Console console =
                new Console(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC(), Progress.Style.LINES);
        return Session.ofProcess(spark, console, new StopSignal());
    }
}
