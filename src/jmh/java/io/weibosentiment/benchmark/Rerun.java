package io.weibosentiment.benchmark;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.run.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.apache.spark.sql.SparkSession;

/**
 * The same output filled three times.
 *
 * @param first nothing was scored before
 * @param unchanged the same comments again
 * @param tenth the same and a tenth more
 */
record Rerun(JobMeasure first, JobMeasure unchanged, JobMeasure tenth) {

    private static final long WARM_UP = 2_000;
    private static final int TENTH = 10;

    /**
     * Measures all three, after a small run of its own that warms the process up.
     *
     * @param comments how many comments the first run has
     * @param add makes the input hold so many comments
     */
    static Rerun measure(JobConfig config, SparkSession spark, Console console, long comments, LongConsumer add)
            throws IOException {
        add.accept(Math.min(WARM_UP, comments));
        JobMeasure.run(config, spark, console);
        BenchmarkRun.delete(Path.of(config.output().dir()));
        add.accept(comments);
        JobMeasure first = JobMeasure.run(config, spark, console);
        JobMeasure unchanged = JobMeasure.run(config, spark, console);
        add.accept(comments + comments / TENTH);
        return new Rerun(first, unchanged, JobMeasure.run(config, spark, console));
    }

    double unchangedShare() {
        return unchanged.seconds() / first.seconds();
    }

    double tenthShare() {
        return tenth.seconds() / first.seconds();
    }
}
