package io.weibosentiment;

import org.apache.spark.sql.SparkSession;

/** The local Spark session that the tests of one JVM share. */
public final class TestSpark {

    private TestSpark() {}

    /** A session on two local cores, in UTC, without a web page. */
    public static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("test")
                .config("spark.ui.enabled", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", 4)
                .getOrCreate();
    }
}
