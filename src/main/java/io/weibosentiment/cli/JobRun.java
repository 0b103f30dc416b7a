package io.weibosentiment.cli;

import io.weibosentiment.job.RunSummary;
import io.weibosentiment.job.SparkSessions;
import io.weibosentiment.job.StopSignal;
import java.time.Duration;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;

/** Runs a job in a Spark session of its own and shows how it ended. */
final class JobRun {

    private JobRun() {}

    static ExitStatus inSession(
            String command, Surroundings surroundings, BiFunction<SparkSession, StopSignal, RunSummary> job) {
        long start = System.nanoTime();
        StopSignal stop = new StopSignal();
        SparkSession spark = SparkSessions.open(command);
        TermSignal.handle(stop, surroundings.err());
        try {
            RunSummary summary = job.apply(spark, stop);
            surroundings.console().summary(summary, Duration.ofNanos(System.nanoTime() - start));
            return summary.hasRejects() && !runsOnCluster(spark) ? ExitStatus.OK_WITH_REJECTS : ExitStatus.OK;
        } finally {
            spark.stop();
        }
    }

    /** Whether a cluster manager runs this driver: it takes every code but 0 for a failure, and may run the job again. */
    private static boolean runsOnCluster(SparkSession spark) {
        return spark.sparkContext()
                        .getConf()
                        .get("spark.submit.deployMode", "client")
                        .equals("cluster")
                || spark.sparkContext().getConf().getBoolean("spark.kubernetes.submitInDriver", false);
    }
}
