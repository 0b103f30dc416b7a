package io.weibosentiment.cli;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.run.LostExecutors;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.RunningJobs;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.run.StopSignal;
import java.time.Duration;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** Runs a job in its own Spark session and shows the result. */
final class JobRun {

    private JobRun() {}

    static ExitStatus inSession(
            String command, CommandContext context, JobConfig config, Function<Session, RunSummary> job) {
        long start = System.nanoTime();
        StopSignal stop = new StopSignal();
        TermSignal.handle(stop, context.err());
        Thread opening = Thread.currentThread();
        SparkSession spark = stop.breaking(
                since -> {
                    opening.interrupt();
                    return true;
                },
                () -> SparkSessions.open(command, ScoringMetrics.class, config));
        LostExecutors lost = LostExecutors.of(spark.sparkContext());
        boolean isDone = false;
        try {
            RunSummary summary = stop.breaking(
                    new RunningJobs(spark.sparkContext())::cancel, () -> job.apply(context.session(spark, stop)));
            isDone = true;
            context.console().summary(summary, Duration.ofNanos(System.nanoTime() - start));
            return summary.hasRejects() && config.output().failOnRejected()
                    ? ExitStatus.OK_WITH_REJECTS
                    : ExitStatus.OK;
        } catch (Exception e) { // Spark's checked exceptions are not declared
            if (lost.described().isPresent()) {
                throw new IllegalStateException(lost.described().get(), e);
            }
            throw e;
        } finally {
            // Without a code other than 0, the cluster manager's page would show a failed application as finished.
            spark.sparkContext().stop(isDone ? 0 : ExitStatus.FAILED.code());
        }
    }
}
