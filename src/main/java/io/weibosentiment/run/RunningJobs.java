package io.weibosentiment.run;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;

/** Cancels the Spark jobs of a run. */
public final class RunningJobs {

    /** Longer than Spark takes from one stage's last task to the next one's first. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    /** Cancelling jobs does not reach work that the driver does itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SparkContext context;
    private final JavaSparkStatusTracker status;
    private final Thread driver = Thread.currentThread();
    private Duration interrupted = Duration.ZERO;
    private long idleSince = -1;

    /** The jobs that the calling thread starts. */
    public RunningJobs(SparkContext context) {
        this.context = context;
        this.status = JavaSparkContext.fromSparkContext(context).statusTracker();
    }

    /** Cancels every job. If the driver works without a job for some time, it is interrupted. */
    public boolean cancel(Duration since) {
        if (since.minus(interrupted).compareTo(PATIENCE) > 0) {
            interrupted = since;
            driver.interrupt();
        }
        if (!context.isStopped()) {
            context.cancelAllJobs();
        }
        return true;
    }

    /** Cancels jobs of which no task has run for some seconds: no executor was granted, or all were lost. */
    boolean cancelIdle(Duration since) {
        if (status.getActiveJobIds().length == 0 || hasRunningTasks()) {
            idleSince = -1;
            return false;
        }
        if (idleSince < 0) {
            idleSince = System.nanoTime();
        }
        boolean isIdle = System.nanoTime() - idleSince > IDLE.toNanos();
        return isIdle && cancel(Duration.ZERO);
    }

    private boolean hasRunningTasks() {
        return Arrays.stream(status.getActiveStageIds())
                .mapToObj(status::getStageInfo)
                .filter(Objects::nonNull)
                .mapToInt(SparkStageInfo::numActiveTasks)
                .anyMatch(tasks -> tasks > 0);
    }
}
