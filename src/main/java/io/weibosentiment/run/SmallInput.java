package io.weibosentiment.run;

import java.io.Closeable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Settings for a run on this machine whose input is small: what pays only for many rows is off. Generating and
 * compiling code for a query takes longer than interpreting it for so few rows, adaptive execution makes a job of every
 * shuffle, and one partition a core is enough, or one alone. The tables are equal to the bit either way.
 */
final class SmallInput implements Closeable {

    /**
     * Inputs below this size, as text, are small; {@code submit/input.sh} has the same. With 44,000 comments of just
     * this size it saves a third of the time; with three times as many there is nothing to gain.
     */
    static final long BYTES = 20_000_000;

    /** Below this size, some 10,000 comments, a second task costs more than it saves. */
    private static final long BYTES_OF_ONE_TASK = 5_000_000;

    private static final String PARTITIONS = "spark.sql.shuffle.partitions";

    private static final Map<String, String> SETTINGS = Map.of(
            "spark.sql.adaptive.enabled", "false",
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private final SparkSession spark;
    private final Map<String, String> set = new LinkedHashMap<>();

    private SmallInput(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * Makes the settings if {@code bytes} of text are a small input and Spark is local, except for those the user made.
     */
    static SmallInput of(SparkSession spark, long bytes) {
        SmallInput input = new SmallInput(spark);
        SparkContext context = spark.sparkContext();
        if (context.isLocal() && bytes < BYTES) {
            SETTINGS.forEach(input::set);
            input.set(PARTITIONS, Integer.toString(bytes < BYTES_OF_ONE_TASK ? 1 : context.defaultParallelism()));
        }
        return input;
    }

    private void set(String key, String value) {
        if (!spark.conf().getAll().contains(key)) {
            spark.conf().set(key, value);
            set.put(key, value);
        }
    }

    /** Unsets what was set, as another run in the same session may have a large input. */
    @Override
    public void close() {
        set.keySet().forEach(spark.conf()::unset);
    }
}
