package io.weibosentiment.util;

import java.util.Properties;
import org.apache.hadoop.conf.Configuration;

/** How this process accesses Hadoop file systems without a Spark session. */
public final class HadoopSettings {

    private static final String PREFIX = "spark.hadoop.";

    private HadoopSettings() {}

    /**
     * Hadoop's files on the class path, and the settings {@code spark.hadoop.…} that a session would use too:
     * spark-submit passes them as system properties.
     */
    public static Configuration ofProcess() {
        return from(System.getProperties());
    }

    static Configuration from(Properties properties) {
        Configuration hadoop = new Configuration();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                hadoop.set(name.substring(PREFIX.length()), properties.getProperty(name));
            }
        }
        return hadoop;
    }
}
