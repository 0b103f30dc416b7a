package io.weibosentiment.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** Names the stages of a run in the Spark UI and keeps how long each took. */
public final class Stages {

    /** The stage whose seconds the throughput is reckoned from. */
    public static final String SCORING = "scoring";

    private final SparkContext context;
    private final StopSignal stop;
    private final RunningJobs jobs;
    private String before = "the start";
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    public Stages(SparkContext context, StopSignal stop) {
        this.context = context;
        this.stop = stop;
        this.jobs = new RunningJobs(context);
    }

    /** Runs steps whose result would be lost if the run were stopped between them: they are finished first. */
    public void finishing(Runnable steps) {
        stop.finishing(jobs::cancelIdle, () -> {
            steps.run();
            return true;
        });
    }

    /** Runs {@code work}; the jobs it starts carry {@code name} in the Spark UI. */
    public <T> T time(String name, Supplier<T> work) {
        return time(name, name, work);
    }

    /** As {@link #time(String, Supplier)}, with a description of its own for the Spark UI. */
    public <T> T time(String name, String description, Supplier<T> work) {
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

    /** As {@link #time}, for work without a result. */
    public void run(String name, Runnable work) {
        time(name, () -> {
            work.run();
            return true;
        });
    }

    /** Seconds spent in each stage so far, in the order they first ran. */
    public Map<String, Double> seconds() {
        return new LinkedHashMap<>(seconds);
    }

    /** Seconds spent in one stage; 0 if it did not run. */
    public double seconds(String name) {
        return seconds.getOrDefault(name, 0.0);
    }
}
