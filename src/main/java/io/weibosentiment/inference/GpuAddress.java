package io.weibosentiment.inference;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** The GPU that Spark assigned to a task. */
public final class GpuAddress {

    private static final String RESOURCE = "gpu";

    private GpuAddress() {}

    /** The first GPU address of the task that runs on this thread; empty if it has none, or outside a task. */
    public static Optional<String> ofTask() {
        return Optional.ofNullable(TaskContext.get())
                .map(TaskContext::resourcesJMap)
                .flatMap(GpuAddress::first);
    }

    static Optional<String> first(Map<String, ResourceInformation> resources) {
        return Optional.ofNullable(resources.get(RESOURCE))
                .flatMap(gpu -> Arrays.stream(gpu.addresses()).findFirst());
    }
}
