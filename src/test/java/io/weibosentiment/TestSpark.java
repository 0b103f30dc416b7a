package io.weibosentiment;

import org.apache.spark.sql.SparkSession;

/** The local Spark that the tests of one JVM share. */
public final class TestSpark {

    private TestSpark() {}

    /** Two cores, UTC, no UI, four shuffle partitions. */
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
