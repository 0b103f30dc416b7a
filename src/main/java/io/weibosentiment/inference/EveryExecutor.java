package io.weibosentiment.inference;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** A small job that reaches every executor, to ask each something. */
final class EveryExecutor {

    private static final int TASKS_PER_CORE = 2;
    private static final int MOST_TASKS = 4096;
    private static final long STAY_MILLISECONDS = 100;

    private EveryExecutor() {}

    /**
     * One number a task, several tasks a core; each takes a moment, so that no executor is free for all of them. Where
     * the driver's process is the only executor, a single task.
     */
    static JavaRDD<Integer> tasks(SparkContext context) {
        if (context.isLocal()) {
            return JavaSparkContext.fromSparkContext(context).parallelize(List.of(0), 1);
        }
        int tasks = Math.min(MOST_TASKS, TASKS_PER_CORE * context.defaultParallelism());
        // An RDD: a query would spend seconds on generating code for so little.
        return JavaSparkContext.fromSparkContext(context)
                .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
                .map(number -> {
                    Thread.sleep(STAY_MILLISECONDS);
                    return number;
                });
    }
}
