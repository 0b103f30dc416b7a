package io.weibosentiment.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;

import io.weibosentiment.Columns;
import io.weibosentiment.run.SparkSessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/** Makes a score store of many invented keys, and measures a look-up in it; see billion-keys.sh. */
public final class KeysDrill {

    private static final long MILLION = 1_000_000;
    private static final long WAVE = 10 * MILLION;

    private final SparkSession spark;
    private final Path folder;
    private final ScoreStore store;
    private final LongAdder shuffled = new LongAdder();
    private final LongAdder spilled = new LongAdder();

    private KeysDrill(SparkSession spark, Path folder, long largeBytes) {
        this.spark = spark;
        this.folder = folder;
        ScoreStore opened = ScoreStore.open(
                spark,
                folder.resolve("store").toString(),
                new Fingerprint("drill", "float32", 128, OptionalInt.empty(), ""),
                new StoreUse("drill", Set.of(), Instant.now()));
        this.store = largeBytes < 0 ? opened : opened.largeFrom(largeBytes);
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd task) {
                if (task.taskMetrics() != null) {
                    shuffled.add(task.taskMetrics().shuffleWriteMetrics().bytesWritten());
                    spilled.add(task.taskMetrics().diskBytesSpilled());
                }
            }
        });
    }

    /**
     * Does what {@code args} say: {@code grow FOLDER MILLIONS} or {@code look-up FOLDER TEXTS [LARGE]}, on the master that the
     * property {@code drill.master} names.
     */
    public static void main(String[] args) {
        Path folder = Path.of(args[1]);
        SparkSession.Builder builder = SparkSession.builder()
                .master(System.getProperty("drill.master", "local[2]"))
                .appName("keys");
        SparkSessions.SQL_SETTINGS.forEach(builder::config);
        SparkSession spark = builder.config("spark.ui.enabled", "false")
                .config("spark.local.dir", folder.resolve("scratch").toString())
                .config("spark.executor.memory", System.getProperty("drill.executor.memory", "4g"))
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .getOrCreate();
        try {
            KeysDrill drill = new KeysDrill(spark, folder, args.length > 3 ? Long.parseLong(args[3]) : -1);
            if (args[0].equals("grow")) {
                drill.grow(Long.parseLong(args[2]) * MILLION);
            } else {
                drill.lookUp(Long.parseLong(args[2]));
            }
            drill.printProcesses();
        } finally {
            spark.stop();
        }
    }

    /** Adds waves until there are {@code keys}, and merges them where a run would. */
    private void grow(long keys) {
        long start = System.nanoTime();
        long had = count();
        for (long first = had; first < keys; first += WAVE) {
            long rows = Math.min(WAVE, keys - first);
            store.append("drill-" + first, scores(first, rows), rows);
        }
        print("grew from %,d to %,d keys in %.1f s", had, keys, seconds(start));
        long merging = System.nanoTime();
        store.compact("drill-merged-" + keys);
        if (count() != keys) {
            throw new IllegalStateException("expected " + keys + " keys, but there are " + count());
        }
        print("merged in %.1f s", seconds(merging));
        printFiles();
    }

    private long count() {
        return files().isEmpty() ? 0 : store.all().count();
    }

    private Dataset<Row> scores(long first, long rows) {
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

    /** Half of the texts are spread over the keys that are there, half are not there; staged as a run stages them. */
    private void lookUp(long texts) {
        long keys = count();
        long step = Math.max(1, 2 * keys / texts);
        Dataset<Row> asked = spark.range(0, keys, step)
                .union(spark.range(keys, keys + texts / 2))
                .select(key())
                .distinct();
        Dataset<Row> kept = store.isLarge() ? asked.persist() : asked;
        long start = System.nanoTime();
        String staged = folder.resolve("looked-up").toString();
        kept.join(store.scores(kept), new String[] {Columns.TEXT_KEY}, "left")
                .write()
                .mode("overwrite")
                .parquet(staged);
        double seconds = seconds(start);
        Dataset<Row> found =
                spark.read().parquet(staged).where(col(Columns.SENTIMENT).isNotNull());
        print("looked up %,d texts in %,d keys in %.1f s: found %,d", texts, keys, seconds, found.count());
        if (found.count() != (keys + step - 1) / step
                || found.select(Columns.TEXT_KEY).distinct().count() != found.count()) {
            throw new IllegalStateException("expected to find " + (keys + step - 1) / step + ", each once");
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(folder.resolve("store"))) {
            return all.filter(file -> file.toString().endsWith(".parquet")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void printFiles() {
        long[] sizes = files().stream().mapToLong(KeysDrill::size).sorted().toArray();
        long[] buckets = files().stream()
                .collect(Collectors.groupingBy(
                        file -> file.getParent().getFileName(), Collectors.summingLong(KeysDrill::size)))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        print(
                "%,d files of %,d bytes: %,d to %,d each, half of them below %,d; %d buckets of %,d to %,d bytes",
                sizes.length,
                LongStream.of(sizes).sum(),
                sizes[0],
                sizes[sizes.length - 1],
                sizes[sizes.length / 2],
                buckets.length,
                buckets[0],
                buckets[buckets.length - 1]);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void printProcesses() {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        print(
                "driver: %.0f processor seconds, heap at most %,d MB, %s",
                processorSeconds(ProcessHandle.current()), heap >> 20, resident(ProcessHandle.current()));
        List<ProcessHandle> executors = ProcessHandle.current().descendants().toList();
        for (ProcessHandle executor : executors) {
            print("executor: %.0f processor seconds, %s", processorSeconds(executor), resident(executor));
        }
        print("shuffled %,d MB, spilled %,d MB", shuffled.sum() >> 20, spilled.sum() >> 20);
    }

    private static double processorSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    private static String resident(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .map(line -> "resident at most " + Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "resident memory not known here";
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
