package io.weibosentiment.inference;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.util.Checklist;
import io.weibosentiment.util.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SerializableWritable;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;

/** Asks every executor, before the job that scores, whether it can score. */
public final class ExecutorChecks {

    private static final int MOST_ROUNDS = 3;

    private final SparkSession spark;
    private final ModelConfig config;
    private final long deadline;
    private final String run = UUID.randomUUID().toString();
    private final ExecutorReports reports = new ExecutorReports();

    private ExecutorChecks(SparkSession spark, ModelConfig config, long deadline) {
        this.spark = spark;
        this.config = config;
        this.deadline = deadline;
    }

    /**
     * Loads and tries the model on every executor, and looks at its native library, device and disks.
     *
     * @param deadline when to give up waiting for executors, as {@link System#nanoTime} counts
     * @return a finding for each check that is good, and one for each different problem, with the executors it is
     *     found on
     */
    public static List<Finding> ask(SparkSession spark, ModelConfig config, long deadline) {
        return new ExecutorChecks(spark, config, deadline).ask();
    }

    private List<Finding> ask() {
        Checklist findings = new Checklist();
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Optional<BundleManifest> manifest = findings.find(
                "model.json",
                () -> new BundleCache(HostCache.at(config.cacheDir()), hadoop).manifest(config.bundle()),
                found -> found.source().name() + ", labels " + found.head().labels() + ", "
                        + found.head().described());
        Precision precision = precision(manifest);
        manifest.ifPresent(found -> {
            findings.check("precision", () -> {
                found.requirePrecision(precision);
                return precision.name().toLowerCase(Locale.ROOT);
            });
            findings.check("max tokens", () -> Integer.toString(found.requireMaxTokens(config.maxTokens())));
        });
        findings.check("executors", () -> {
            ask(selfCheck(manifest, precision, hadoop));
            return reports.size() + " answered: " + reports.places();
        });
        return reports.merged(findings.all());
    }

    /** What the executors' processors say; where a device is missing, which they tell by themselves, float32. */
    private Precision precision(Optional<BundleManifest> manifest) {
        ModelConfig supported =
                manifest.map(found -> ScoringModel.supported(config, found)).orElse(config);
        try {
            return PrecisionResolver.resolve(spark, supported).precision();
        } catch (InvalidInputException e) {
            return supported.precision() == Precision.AUTO ? Precision.FLOAT32 : supported.precision();
        }
    }

    private ExecutorSelfCheck selfCheck(Optional<BundleManifest> manifest, Precision precision, Configuration hadoop) {
        String model = manifest.map(BundleManifest::fingerprint).orElse(config.bundle());
        return new ExecutorSelfCheck(
                ScoringModel.request(spark, config, model, precision),
                new BundleLoader(
                        config.bundle(), precision, config.maxTokens().orElse(0), new SerializableWritable<>(hadoop)));
    }

    /** Sends the check out until each executor has answered: one that came late may have got no task at first. */
    private void ask(ExecutorSelfCheck selfCheck) throws InterruptedException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            try {
                send(selfCheck);
            } catch (TimeoutException e) {
                throw new InvalidInputException(
                        reports.size() + " answered in time (" + reports.places() + "), silent: " + named(silent())
                                + "; a host's first start unpacks 600 MB: give more time with --within, or read the"
                                + " executors' logs",
                        e);
            } catch (ExecutionException e) {
                throw new InvalidInputException(
                        "the job that asks them failed: " + firstLine(e) + "; read the executors' logs", e);
            }
            if (silent().isEmpty()) {
                return;
            }
        }
        throw new InvalidInputException(reports.size() + " answered (" + reports.places() + "), silent: "
                + named(silent()) + "; read their logs, or leave their hosts out");
    }

    private void send(ExecutorSelfCheck selfCheck) throws InterruptedException, ExecutionException, TimeoutException {
        SparkContext context = spark.sparkContext();
        CollectionAccumulator<ExecutorReport> heard = context.collectionAccumulator("reports");
        String sent = run;
        JavaFutureAction<Void> job = EveryExecutor.tasks(context)
                .foreachAsync(task -> heard.add(ExecutorReport.ofThisProcess(sent, selfCheck)));
        try {
            job.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            job.cancel(true);
            throw e;
        } finally {
            reports.add(heard.value());
        }
    }

    /** The executors that are there and have not answered. */
    private List<String> silent() {
        String driver = SparkEnv.get().blockManager().blockManagerId().hostPort();
        return Arrays.stream(spark.sparkContext().statusTracker().getExecutorInfos())
                .map(executor -> executor.host() + ":" + executor.port())
                .filter(address -> !address.equals(driver) && !reports.contains(address))
                .toList();
    }

    private static String named(List<String> silent) {
        return silent.isEmpty() ? "no other" : ExecutorReports.named(silent);
    }

    private static String firstLine(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no message");
    }
}
