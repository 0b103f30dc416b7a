package io.weibosentiment.inference;

import io.weibosentiment.util.Finding;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManagerId;

/**
 * What one executor found when it checked itself.
 *
 * @param address the host and port of its block manager, which tell executors apart
 * @param device the GPU that Spark assigned to the task; empty for none
 * @param place what messages call it
 * @param findings what it found, in the order of the checks
 */
record ExecutorReport(String address, String device, String place, List<Finding> findings) implements Serializable {

    private static final String DRIVER = "driver";

    private static final Map<String, List<Finding>> FOUND_BY_DEVICE = new HashMap<>();
    private static String lastRun = "";

    ExecutorReport {
        findings = List.copyOf(findings);
    }

    /**
     * The report of this process: the first of its tasks makes the checks, the others wait and give the same report. An
     * executor whose tasks are assigned different GPUs makes them for each, as its tasks will.
     *
     * @param run tells one check from the next
     */
    static ExecutorReport ofThisProcess(String run, ExecutorSelfCheck check) {
        BlockManagerId id = SparkEnv.get().blockManager().blockManagerId();
        String place = id.executorId().equals(DRIVER) ? id.host() : "executor " + id.executorId() + " on " + id.host();
        String device = GpuAddress.ofTask().orElse("");
        return new ExecutorReport(id.hostPort(), device, place, found(run, device, check::findings));
    }

    static synchronized List<Finding> found(String run, String device, Supplier<List<Finding>> check) {
        if (!run.equals(lastRun)) {
            FOUND_BY_DEVICE.clear();
            lastRun = run;
        }
        return FOUND_BY_DEVICE.computeIfAbsent(device, unchecked -> check.get());
    }
}
