package io.weibosentiment.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;

import io.weibosentiment.Columns;
import io.weibosentiment.run.SparkSessions;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/** Makes a score store of many invented keys, and measures a look-up in it; see billion-keys.sh. */
public final class KeysDrill {

    private static final long MILLION = 1_000_000;
    private static final long WAVE = 10 * MILLION;

    private KeysDrill() {}

    /** Makes or measures, as {@code args} say: make or look-up, folder, millions, texts, and the bytes from which a store is large. */
    public static void main(String[] args) {
        SparkSession.Builder builder = SparkSession.builder().master("local[2]").appName("keys");
        SparkSessions.SQL_SETTINGS.forEach(builder::config);
        SparkSession spark = builder.config("spark.ui.enabled", "false")
                .config("spark.local.dir", Path.of(args[1]).resolve("scratch").toString())
                .getOrCreate();
        try {
            ScoreStore store = ScoreStore.open(
                    spark,
                    Path.of(args[1]).resolve("store").toString(),
                    new Fingerprint("drill", "float32", 128, OptionalInt.empty(), ""),
                    new StoreUse("drill", Set.of(), Instant.now()));
            store = args.length > 4 ? store.largeFrom(Long.parseLong(args[4])) : store;
            long keys = Long.parseLong(args[2]) * MILLION;
            if (args[0].equals("make")) {
                make(spark, store, keys);
            } else {
                lookUp(spark, store, keys, args.length > 3 ? Long.parseLong(args[3]) : MILLION);
            }
        } finally {
            spark.stop();
        }
    }

    private static void make(SparkSession spark, ScoreStore store, long keys) {
        long start = System.nanoTime();
        for (long first = 0; first < keys; first += WAVE) {
            long rows = Math.min(WAVE, keys - first);
            store.append("drill-" + first + "-" + Instant.now().toEpochMilli(), scores(spark, first, rows), rows);
        }
        print("made %,d keys in %.1f s, heap at most %,d MB", keys, (System.nanoTime() - start) / 1e9, heap());
    }

    private static Dataset<Row> scores(SparkSession spark, long first, long rows) {
        return spark.range(first, first + rows)
                .select(
                        key(),
                        col("id")
                                .mod(1000)
                                .divide(1000)
                                .cast(DataTypes.FloatType)
                                .as(Columns.SENTIMENT),
                        col("id").mod(60).plus(3).cast(DataTypes.IntegerType).as(Columns.TOKENS),
                        lit(false).as(Columns.TRUNCATED));
    }

    private static Column key() {
        return substring(sha2(col("id").cast(DataTypes.StringType).cast(DataTypes.BinaryType), 256), 1, 32)
                .as(Columns.TEXT_KEY);
    }

    /** Half of the texts are spread over the keys that are there, half are not there. */
    private static void lookUp(SparkSession spark, ScoreStore store, long keys, long texts) {
        long step = Math.max(1, 2 * keys / texts);
        Dataset<Row> asked = spark.range(0, keys, step)
                .union(spark.range(keys, keys + texts / 2))
                .select(key())
                .distinct()
                .persist();
        long start = System.nanoTime();
        long found = asked.join(store.scores(asked), new String[] {Columns.TEXT_KEY}, "left")
                .where(col(Columns.SENTIMENT).isNotNull())
                .count();
        print(
                "looked up %,d texts in %,d keys in %.1f s: found %,d, heap at most %,d MB",
                asked.count(), keys, (System.nanoTime() - start) / 1e9, found, heap());
        if (found != (keys + step - 1) / step) {
            throw new IllegalStateException("expected to find " + (keys + step - 1) / step);
        }
    }

    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                >> 20;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
