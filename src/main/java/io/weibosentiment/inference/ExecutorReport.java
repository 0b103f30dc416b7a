package io.weibosentiment.inference;

import io.weibosentiment.util.Finding;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManagerId;

/**
 * What one executor found when it checked itself.
 *
 * @param address the host and port of its block manager, which tell executors apart
 * @param place what messages call it
 * @param findings what it found, in the order of the checks
 */
record ExecutorReport(String address, String place, List<Finding> findings) implements Serializable {

    private static final String DRIVER = "driver";

    private static String lastRun = "";
    private static List<Finding> lastFound = List.of();

    ExecutorReport {
        findings = List.copyOf(findings);
    }

    /**
     * The report of this process: the first of its tasks makes the checks, the others wait and give the same report.
     *
     * @param run tells one check from the next
     */
    static ExecutorReport ofThisProcess(String run, ExecutorSelfCheck check) {
        BlockManagerId id = SparkEnv.get().blockManager().blockManagerId();
        String place = id.executorId().equals(DRIVER) ? id.host() : "executor " + id.executorId() + " on " + id.host();
        return new ExecutorReport(id.hostPort(), place, found(run, check));
    }

    private static synchronized List<Finding> found(String run, ExecutorSelfCheck check) {
        if (!run.equals(lastRun)) {
            lastFound = check.findings();
            lastRun = run;
        }
        return lastFound;
    }
}
