package io.weibosentiment.job;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Makes the run's Spark session: as spark-submit says, or on all cores of this machine. */
public final class SparkSessions {

    private static final String MASTER = "spark.master";
    private static final String UI = "spark.ui.enabled";

    private SparkSessions() {}

    /** The session for {@code command}; the caller closes it. */
    public static SparkSession open(String command) {
        SparkConf conf = new SparkConf();
        conf.setIfMissing(MASTER, "local[*]");
        if (conf.get(MASTER).startsWith("local")) {
            conf.setIfMissing(UI, "false");
            conf.setIfMissing("spark.executor.heartbeatInterval", "2s"); // how often progress is told
        }
        conf.setIfMissing("spark.app.name", "weibo-sentiment " + command);
        conf.setIfMissing("spark.sql.adaptive.enabled", "true");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        // HDFS's client gives up at once when its name node restarts or is in safe mode; a minute is worth waiting.
        conf.setIfMissing("spark.hadoop.dfs.client.retry.policy.enabled", "true");
        conf.setIfMissing("spark.hadoop.dfs.client.retry.policy.spec", "1000,10,5000,10");
        conf.set("spark.sql.session.timeZone", "UTC");
        conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
