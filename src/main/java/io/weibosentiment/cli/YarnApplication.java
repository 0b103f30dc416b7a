package io.weibosentiment.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.InvalidApplicationMasterRequestException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** The YARN application that this process is the master of. */
final class YarnApplication {

    private static final String CONTAINER = "CONTAINER_ID";
    private static final String MOST_ATTEMPTS = "spark.yarn.maxAppAttempts";

    private YarnApplication() {}

    /**
     * Reports the application as finally failed if another attempt would end in the same way, or there is none left;
     * without this report, YARN restarts the application master. The process that submitted the application shows
     * {@code message}.
     */
    static void fail(ExitStatus status, String message, PrintStream err) {
        Configuration yarn = SparkHadoopUtil.get().newConfiguration(new SparkConf());
        if (!status.mayEndOtherwiseNextTime() || isLastAttempt(yarn)) {
            try (AMRMClient<ContainerRequest> manager = AMRMClient.createAMRMClient()) {
                manager.init(yarn);
                manager.start();
                unregister(
                        manager,
                        message + " - full log: yarn logs -applicationId "
                                + attempt().getApplicationId());
            } catch (IOException | YarnException e) {
                err.println("could not report to YARN that the application finally failed: " + e.getMessage());
            }
        }
    }

    private static void unregister(AMRMClient<ContainerRequest> manager, String message)
            throws IOException, YarnException {
        try {
            // Spark registers the application master when a session starts; a usage mistake is found before that.
            manager.registerApplicationMaster(InetAddress.getLocalHost().getHostName(), -1, "");
        } catch (InvalidApplicationMasterRequestException e) {
            // Spark has done so.
        }
        manager.unregisterApplicationMaster(FinalApplicationStatus.FAILED, message, "");
    }

    private static boolean isLastAttempt(Configuration yarn) {
        int mostOfYarn =
                yarn.getInt(YarnConfiguration.RM_AM_MAX_ATTEMPTS, YarnConfiguration.DEFAULT_RM_AM_MAX_ATTEMPTS);
        int most = Math.min(mostOfYarn, new SparkConf().getInt(MOST_ATTEMPTS, mostOfYarn));
        return attempt().getAttemptId() >= most;
    }

    private static ApplicationAttemptId attempt() {
        return ContainerId.fromString(System.getenv(CONTAINER)).getApplicationAttemptId();
    }
}
