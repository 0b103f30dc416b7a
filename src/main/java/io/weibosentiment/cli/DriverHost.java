package io.weibosentiment.cli;

import java.util.Properties;

/** Who runs the driver, and so how its {@code main} has to end. */
enum DriverHost {

    /** This process is the driver's alone, as on a user's machine: it ends with the command's exit code. */
    NOBODY,

    /** A worker or a pod: {@code main} returns on success, and ends the process with the exit code on failure. */
    CLUSTER,

    /**
     * YARN's application master, a thread of which calls {@code main}: it takes the end of the process, whatever the
     * code, for a failure to be tried again, so {@code main} returns on success and throws on failure.
     */
    YARN;

    /** Who runs the driver of this process, by what spark-submit left in its system properties. */
    static DriverHost ofProcess() {
        return from(System.getProperties());
    }

    static DriverHost from(Properties properties) {
        if (Boolean.parseBoolean(properties.getProperty("spark.kubernetes.submitInDriver"))) {
            return CLUSTER; // Kubernetes: spark-submit runs in client mode inside the driver's pod
        }
        if (!"cluster".equals(properties.getProperty("spark.submit.deployMode"))) {
            return NOBODY;
        }
        return "yarn".equals(properties.getProperty("spark.master")) ? YARN : CLUSTER;
    }
}
