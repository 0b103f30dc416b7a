package io.weibosentiment.benchmark;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.files.LocalFolders;
import io.weibosentiment.run.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;

/**
 * The same output filled several times.
 *
 * @param fixed hardly any comments, and none of them new: what a run costs that does not depend on the comments
 * @param first nothing was scored before
 * @param unchanged the same comments again
 * @param tenth the same and a tenth more, in files of their own
 */
record Rerun(JobMeasure fixed, JobMeasure first, JobMeasure unchanged, JobMeasure tenth) {

    private static final long FEW = 2_000;
    private static final int TENTH = 10;

    /** Rows of files that were written just before they were read are not kept: no clock of a file system is so coarse. */
    private static final Duration UNTIL_FILES_ARE_SETTLED = Duration.ofSeconds(5);

    /** The files that the job reads. */
    interface Input {

        /** Adds files with the comments numbered {@code from} to {@code to} - 1. */
        void add(long from, long to);

        /** Deletes all files. */
        void clear() throws IOException;
    }

    /**
     * Measures all of them, after a small run of its own that warms the process up.
     *
     * @param comments how many comments the first run has
     */
    static Rerun measure(JobConfig config, SparkSession spark, Console console, long comments, Input input)
            throws IOException {
        input.add(0, Math.min(FEW, comments));
        settle();
        JobMeasure.run(config, spark, console);
        JobMeasure fixed = JobMeasure.run(config, spark, console);
        LocalFolders.delete(Path.of(config.output().dir()));
        input.clear();
        input.add(0, comments);
        settle();
        JobMeasure first = JobMeasure.run(config, spark, console);
        JobMeasure unchanged = JobMeasure.run(config, spark, console);
        input.add(comments, comments + comments / TENTH);
        return new Rerun(fixed, first, unchanged, JobMeasure.run(config, spark, console));
    }

    private static void settle() {
        try {
            Thread.sleep(UNTIL_FILES_ARE_SETTLED.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while files settled", e);
        }
    }

    /** A run's share of the first one's seconds. */
    double share(JobMeasure run) {
        return run.seconds() / first.seconds();
    }

    /** The same of what it takes beyond the fixed seconds; none if it is faster. */
    double shareBeyondFixed(JobMeasure run) {
        return Math.max(0, run.seconds() - fixed.seconds()) / first.seconds();
    }
}
