package io.weibosentiment;

import io.weibosentiment.run.SparkSessions;
import org.apache.spark.sql.SparkSession;

/** The local Spark session that all tests of one JVM share. */
public final class TestSpark {

    private TestSpark() {}

    /**
     * Two threads, the job's SQL settings, no user interface, four shuffle partitions; metrics through JMX. No task waits for
     * a place, as in the job's own local sessions: a stage that reads HDFS and what the process holds would wait for ever.
     */
    public static SparkSession session() {
        SparkSession.Builder builder = SparkSession.builder();
        SparkSessions.SQL_SETTINGS.forEach(builder::config);
        return builder.master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", "false")
                .config("spark.locality.wait", "0")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.plugins", "io.weibosentiment.inference.ScoringMetrics")
                .config("spark.metrics.namespace", "tests")
                .config("spark.metrics.conf.*.sink.jmx.class", "org.apache.spark.metrics.sink.JmxSink")
                .getOrCreate();
    }
}
