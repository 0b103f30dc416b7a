package io.weibosentiment.util;

import org.apache.spark.sql.SparkSession;

/** Spark's classes for a Hive metastore, which Spark can run without. */
public final class HiveClasses {

    private static final String SESSION = "org.apache.spark.sql.hive.HiveSessionStateBuilder";
    private static final String CLIENT = "org.apache.hadoop.hive.conf.HiveConf";

    private HiveClasses() {}

    /** Whether they are on the class path. */
    public static boolean areThere() {
        return isThere(SESSION) && isThere(CLIENT);
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false; // that is the answer
        }
    }

    /** Which jar has them, for messages. */
    public static String remedy(SparkSession spark) {
        String line = scala.util.Properties.versionNumberString().replaceFirst("\\.\\d+$", "");
        return "Spark has no Hive classes here, so it knows no metastore: add org.apache.spark:spark-hive_" + line + ":"
                + spark.version()
                + " and what it depends on to the class path (WEIBO_SENTIMENT_JARS for submit/local.sh;"
                + " Spark's own distributions have them in jars/)";
    }
}
