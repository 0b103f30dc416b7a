package io.weibosentiment.job;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.inference.ExecutorChecks;
import io.weibosentiment.ingest.CrawlFiles;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RowSample;
import io.weibosentiment.output.CatalogDatabase;
import io.weibosentiment.output.OutputPlace;
import io.weibosentiment.output.OutputProbe;
import io.weibosentiment.util.Checklist;
import io.weibosentiment.util.Counted;
import io.weibosentiment.util.Finding;
import io.weibosentiment.util.Finding.Outcome;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Looks, before a run, at everything the run will need; no check keeps another from being made. */
public final class CheckJob {

    /** The executors' job is given up a little earlier than the rest, so that those who answered are heard. */
    private static final Duration TO_GATHER = Duration.ofSeconds(2);

    /** The check that finds whether too many rows will be rejected. */
    public static final String REJECTED = "rejected";

    private static final String INPUT = "input";
    private static final String NEEDS_SPARK = "it needs a Spark session";

    private static final List<Finding> WITHOUT_SPARK = List.of(
            new Finding(INPUT, Outcome.SKIPPED, NEEDS_SPARK), new Finding("executors", Outcome.SKIPPED, NEEDS_SPARK));

    private final JobConfig config;
    private final Map<String, String> environment;
    private final long start = System.nanoTime();
    private final Duration within;

    private CheckJob(JobConfig config, Map<String, String> environment, Duration within) {
        this.config = config;
        this.environment = environment;
        this.within = within;
    }

    /**
     * Makes all checks, side by side, and ends when the time is over, whatever hangs.
     *
     * @param session opens or finds the Spark session; it stays open
     * @param environment the environment variables of this process
     * @param within the time
     * @return what was found: of each check one finding if it is good, else one for each problem
     */
    public static List<Finding> run(
            JobConfig config, Supplier<SparkSession> session, Map<String, String> environment, Duration within) {
        return new CheckJob(config, environment, within).run(session);
    }

    private List<Finding> run(Supplier<SparkSession> session) {
        // A session that does not come must leave time for what needs none.
        try (TimedChecks first = new TimedChecks(
                        start + within.multipliedBy(3).dividedBy(4).toNanos());
                TimedChecks second = new TimedChecks(start + within.toNanos())) {
            if (config.output().users()) {
                first.start("user key", () -> userKey(config.output()));
            }
            AtomicReference<SparkSession> opened = new AtomicReference<>();
            first.start("spark", () -> {
                opened.set(session.get());
                return described(opened.get().sparkContext());
            });
            List<Finding> found = new ArrayList<>(first.found());
            Optional<SparkSession> spark = Optional.ofNullable(opened.get());
            second.start("output", () -> output(hadoop(spark)));
            spark.ifPresentOrElse(open -> startOn(open, second), () -> found.addAll(WITHOUT_SPARK));
            found.addAll(second.found());
            spark.filter(open -> !open.sparkContext().isStopped())
                    .ifPresent(open -> open.sparkContext().cancelAllJobs());
            return found;
        }
    }

    private void startOn(SparkSession spark, TimedChecks checks) {
        checks.startAll(INPUT, () -> input(spark));
        config.output().catalog().ifPresent(name -> checks.start("catalog", () -> catalog(spark, name)));
        checks.startAll("executors", () -> {
            spark.sparkContext().setJobDescription("check of the executors");
            return ExecutorChecks.ask(
                    spark, config.model(), start + within.minus(TO_GATHER).toNanos());
        });
    }

    private String output(Configuration hadoop) {
        String found = OutputProbe.check(config.output(), hadoop);
        List<Path> inputs = config.input().allPaths().stream().map(Path::new).toList();
        new OutputPlace(config.output().dir(), config.scoring().store()).requireApart(inputs, hadoop);
        return found;
    }

    private String catalog(SparkSession spark, String name) {
        Path root = new Path(config.output().dir());
        try {
            CatalogDatabase.open(
                    spark, name, root.getFileSystem(hadoop(Optional.of(spark))).makeQualified(root));
            return "database " + name + " is there, and no table in it has the name of one of ours";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration hadoop(Optional<SparkSession> spark) {
        return spark.map(open -> open.sparkContext().hadoopConfiguration()).orElseGet(HadoopSettings::ofProcess);
    }

    private String userKey(OutputConfig output) {
        UserHash.of(output, environment);
        return output.keyFile().map(file -> "read from " + file).orElse("read from " + UserHash.ENVIRONMENT);
    }

    private static String described(SparkContext spark) {
        return "version " + spark.version() + " on " + spark.master() + ", "
                + Counted.of(spark.defaultParallelism(), "core");
    }

    private List<Finding> input(SparkSession spark) {
        Checklist found = new Checklist();
        Optional<CrawlFiles> files = found.find(
                INPUT,
                () -> CrawlFiles.check(spark, config.input()),
                good -> good.described() + ", with the columns that are mapped");
        if (files.isEmpty()) {
            return found.all();
        }
        files.get().warnings().forEach(warning -> found.warn(INPUT, warning));
        sample("rows", spark, files.get().comments(), found);
        files.get().posts().ifPresent(posts -> sample("posts", spark, posts, found));
        return found.all();
    }

    /** Reads some rows, of which no more may be rejected than of all. */
    private void sample(String name, SparkSession spark, InputFiles files, Checklist found) {
        found.find(name, () -> RowSample.of(spark, files), RowSample::described)
                .ifPresent(sample ->
                        found.check(REJECTED, () -> sample.within(config.input().maxRejected())));
    }
}
