package io.weibosentiment;

import org.apache.spark.sql.SparkSession;

/** The local Spark session that all tests of one JVM share. */
public final class TestSpark {

    private TestSpark() {}

    /** Two threads, UTC, no user interface, four shuffle partitions; metrics through JMX. */
    public static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.plugins", "io.weibosentiment.inference.ScoringMetrics")
                .config("spark.metrics.namespace", "tests")
                .config("spark.metrics.conf.*.sink.jmx.class", "org.apache.spark.metrics.sink.JmxSink")
                .getOrCreate();
    }
}
