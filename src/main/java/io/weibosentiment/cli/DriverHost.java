package io.weibosentiment.cli;

import java.util.Properties;

/** The process that runs the driver, which decides how {@code main} has to end. */
enum DriverHost {

    /** The driver has its own process, as on a user's machine: it ends with the command's exit code. */
    OWN_PROCESS,

    /** A worker or a pod: {@code main} returns on success, and ends the process with the exit code on failure. */
    CLUSTER,

    /**
     * YARN's application master, which calls {@code main} in a thread. It treats the end of the process, with any code,
     * as a failure to be retried, so {@code main} returns on success and throws on failure.
     */
    YARN;

    /** The host of this process's driver, according to the system properties that spark-submit sets. */
    static DriverHost ofProcess() {
        return from(System.getProperties());
    }

    static DriverHost from(Properties properties) {
        if (Boolean.parseBoolean(properties.getProperty("spark.kubernetes.submitInDriver"))) {
            return CLUSTER; // Kubernetes: spark-submit runs in client mode inside the driver's pod
        }
        if (!"cluster".equals(properties.getProperty("spark.submit.deployMode"))) {
            return OWN_PROCESS;
        }
        return "yarn".equals(properties.getProperty("spark.master")) ? YARN : CLUSTER;
    }
}
