package io.weibosentiment.cli;

import io.weibosentiment.job.RunSummary;
import io.weibosentiment.job.SparkSessions;
import java.time.Duration;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** Runs a job in a Spark session of its own and shows how it ended. */
final class JobRun {

    private JobRun() {}

    static ExitStatus inSession(String command, Surroundings surroundings, Function<SparkSession, RunSummary> job) {
        long start = System.nanoTime();
        SparkSession spark = SparkSessions.open(command);
        try {
            RunSummary summary = job.apply(spark);
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
