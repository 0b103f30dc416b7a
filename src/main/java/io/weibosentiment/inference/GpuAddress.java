package io.weibosentiment.inference;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceInformation;

/** The GPU that Spark assigned: to a task, or to the driver, whose tasks a local run's are. */
public final class GpuAddress {

    private static final String RESOURCE = "gpu";

    /** How Spark calls the driver among executors. */
    private static final String DRIVER = "driver";

    private GpuAddress() {}

    /**
     * The first GPU address of the task that runs on this thread, in a local run that of the driver; empty if there is
     * none, or on another driver's thread.
     */
    public static Optional<String> ofTask() {
        return Optional.ofNullable(TaskContext.get())
                .map(TaskContext::resourcesJMap)
                .flatMap(GpuAddress::first)
                .or(GpuAddress::ofLocalRun);
    }

    private static Optional<String> ofLocalRun() {
        if (SparkEnv.get() == null || !SparkEnv.get().executorId().equals(DRIVER)) {
            return Optional.empty();
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate());
        return context.isLocal() ? first(context.resources()) : Optional.empty();
    }

    static Optional<String> first(Map<String, ResourceInformation> resources) {
        return Optional.ofNullable(resources.get(RESOURCE))
                .flatMap(gpu -> Arrays.stream(gpu.addresses()).findFirst());
    }
}
