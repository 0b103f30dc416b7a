package io.weibosentiment.run;

import java.io.Closeable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Settings for a run on this machine by how large its input is. For a small one, what pays only for many rows is off:
 * generating and compiling code for a query takes longer than interpreting it for so few rows, adaptive execution makes
 * a job of every shuffle, and one partition a core is enough, or one alone. A larger one is shuffled into as many
 * partitions as it fills, as every task writes to all of them at once. The tables are equal to the bit either way.
 */
final class InputSize implements Closeable {

    /**
     * Inputs below this size, as text, are small; {@code submit/input.sh} has the same. With 44,000 comments of just
     * this size it saves a third of the time; with three times as many there is nothing to gain.
     */
    static final long SMALL = 20_000_000;

    /** Below this size, some 10,000 comments, a second task costs more than it saves. */
    private static final long BYTES_OF_ONE_TASK = 5_000_000;

    /** A partition of so much text is sorted in memory, two at a time in half a gigabyte. */
    private static final long BYTES_OF_A_PARTITION = 64_000_000;

    /** What Spark has for inputs of any size. */
    private static final long MOST_PARTITIONS = 200;

    private static final String PARTITIONS = "spark.sql.shuffle.partitions";

    private static final Map<String, String> IF_SMALL = Map.of(
            "spark.sql.adaptive.enabled", "false",
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private final SparkSession spark;
    private final Map<String, String> set = new LinkedHashMap<>();

    private InputSize(SparkSession spark) {
        this.spark = spark;
    }

    /** Makes the settings for {@code bytes} of text if Spark is local, except for those the user made. */
    static InputSize of(SparkSession spark, long bytes) {
        InputSize size = new InputSize(spark);
        SparkContext context = spark.sparkContext();
        if (context.isLocal()) {
            if (bytes < SMALL) {
                IF_SMALL.forEach(size::set);
            }
            size.set(PARTITIONS, Long.toString(partitions(bytes, context.defaultParallelism())));
        }
        return size;
    }

    /** How many partitions {@code bytes} of text are shuffled into on so many cores. */
    static long partitions(long bytes, int cores) {
        if (bytes < SMALL) {
            return bytes < BYTES_OF_ONE_TASK ? 1 : cores;
        }
        return Math.max(2L * cores, Math.min(MOST_PARTITIONS, bytes / BYTES_OF_A_PARTITION));
    }

    private void set(String key, String value) {
        if (!spark.conf().getAll().contains(key)) {
            spark.conf().set(key, value);
            set.put(key, value);
        }
    }

    /** Unsets what was set, as another run in the same session may have another size. */
    @Override
    public void close() {
        set.keySet().forEach(spark.conf()::unset);
    }
}
