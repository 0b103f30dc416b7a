package io.weibosentiment.util;

import java.util.Properties;
import org.apache.hadoop.conf.Configuration;

/** How this process reaches Hadoop's file systems where there is no Spark session. */
public final class HadoopSettings {

    private static final String PREFIX = "spark.hadoop.";

    private HadoopSettings() {}

    /**
     * Hadoop's files on the class path, and the settings {@code spark.hadoop.…} that a session would take too:
     * spark-submit hands them on as system properties.
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
