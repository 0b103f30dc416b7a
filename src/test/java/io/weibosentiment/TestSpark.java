package io.weibosentiment;

import org.apache.spark.sql.SparkSession;

/** The local Spark session that all tests of one JVM share. */
public final class TestSpark {

    private TestSpark() {}

    /** Two threads, UTC, no user interface, four shuffle partitions. */
    public static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
    }
}
