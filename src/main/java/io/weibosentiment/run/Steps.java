package io.weibosentiment.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** The steps of a run: each has a name, which its Spark jobs carry in the Spark UI, and takes a time. */
final class Steps {

    private final SparkContext context;
    private final StopSignal stop;
    private final RunningJobs jobs;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private String before = "the start";

    Steps(SparkContext context, StopSignal stop) {
        this.context = context;
        this.stop = stop;
        this.jobs = new RunningJobs(context);
    }

    /** Does work whose result would be lost if the run were stopped in the middle: it is finished first. */
    void finishing(Runnable work) {
        stop.finishing(jobs::cancelIdle, () -> {
            work.run();
            return true;
        });
    }

    /**
     * Does a step, or a part of it: the seconds of equal names are added up.
     *
     * @param name the step
     * @param description what the Spark UI shows of its jobs
     * @throws io.weibosentiment.StopRequestedException if the run was asked to end
     */
    <T> T time(String name, String description, Supplier<T> work) {
        stop.check(before);
        stop.at(name);
        before = name;
        long start = System.nanoTime();
        context.setJobDescription(description);
        try {
            return work.get();
        } finally {
            context.setJobDescription(null);
            seconds.merge(name, (System.nanoTime() - start) / 1e9, Double::sum);
        }
    }

    /** The seconds of each step so far, in the order of their first work. */
    Map<String, Double> seconds() {
        return Collections.unmodifiableMap(seconds);
    }

    /** The seconds of one step; 0 if it did nothing. */
    double seconds(String name) {
        return seconds.getOrDefault(name, 0.0);
    }
}
