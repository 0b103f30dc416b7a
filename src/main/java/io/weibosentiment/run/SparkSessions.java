package io.weibosentiment.run;

import io.weibosentiment.Attempt;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.util.HiveClasses;
import io.weibosentiment.util.ProcessUser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Makes the run's Spark session: as spark-submit says, or on all cores of this machine. */
public final class SparkSessions {

    private static final String MASTER = "spark.master";
    private static final String UI = "spark.ui.enabled";
    private static final String CATALOG = "spark.sql.catalogImplementation";
    private static final String PLUGINS = "spark.plugins";

    /** Spark's own pattern of settings whose values its UI and logs hide, and the users' key, should one pass it so. */
    private static final String HIDDEN = "(?i)secret|password|token|access[.]?key|user_key";

    private static final List<String> LOCALITY_WAITS = List.of(
            "spark.locality.wait",
            "spark.locality.wait.process",
            "spark.locality.wait.node",
            "spark.locality.wait.rack");

    private static final String LEGACY = "spark.sql.legacy.";

    /**
     * What the tables' values depend on: lines of Spark have other defaults, and clusters their own. Also which files
     * and values a reader may leave out without an error.
     */
    public static final Map<String, String> SQL_SETTINGS = Map.ofEntries(
            Map.entry("spark.sql.session.timeZone", "UTC"),
            Map.entry("spark.sql.ansi.enabled", "true"),
            Map.entry("spark.sql.caseSensitive", "false"),
            Map.entry("spark.sql.timestampType", "TIMESTAMP_LTZ"),
            Map.entry("spark.sql.datetime.java8API.enabled", "false"),
            Map.entry("spark.sql.decimalOperations.allowPrecisionLoss", "true"),
            Map.entry("spark.sql.mapKeyDedupPolicy", "EXCEPTION"),
            Map.entry("spark.sql.files.ignoreCorruptFiles", "false"),
            Map.entry("spark.sql.files.ignoreMissingFiles", "false"),
            Map.entry("spark.sql.sources.partitionOverwriteMode", "STATIC"),
            Map.entry("spark.sql.sources.useV1SourceList", "avro,csv,json,kafka,orc,parquet,text"),
            Map.entry("spark.sql.legacy.timeParserPolicy", "CORRECTED"),
            Map.entry("spark.sql.legacy.parquet.nanosAsLong", "true"),
            Map.entry("spark.sql.parquet.binaryAsString", "false"),
            Map.entry("spark.sql.parquet.fieldId.read.enabled", "false"),
            Map.entry("spark.sql.parquet.inferTimestampNTZ.enabled", "true"),
            Map.entry("spark.sql.parquet.int96AsTimestamp", "true"),
            Map.entry("spark.sql.parquet.int96TimestampConversion", "false"),
            Map.entry("spark.sql.parquet.mergeSchema", "false"),
            Map.entry("spark.sql.parquet.recordLevelFilter.enabled", "false"),
            Map.entry("spark.sql.parquet.respectSummaryFiles", "false"),
            Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
            Map.entry("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
            Map.entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
            Map.entry("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED"),
            Map.entry("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED"));

    private SparkSessions() {}

    /**
     * The session for {@code command} with {@code plugin} on every process; the caller closes it.
     *
     * @throws io.weibosentiment.InvalidInputException if the user of this process has no name
     */
    public static SparkSession open(String command, Class<? extends SparkPlugin> plugin) {
        return open(completed(new SparkConf(), command, plugin));
    }

    /**
     * As {@link #open(String, Class)}, for a command that works as {@code config} says: with a Hive metastore, if it needs
     * a catalog and Spark has the classes for one.
     */
    public static SparkSession open(String command, Class<? extends SparkPlugin> plugin, JobConfig config) {
        SparkConf conf = completed(new SparkConf(), command, plugin);
        if (needsCatalog(config, conf) && HiveClasses.areThere()) {
            conf.setIfMissing(CATALOG, "hive");
        }
        return open(conf);
    }

    /** Whether a table of Spark's own catalog is read or written; other catalogs have settings that name them. */
    private static boolean needsCatalog(JobConfig config, SparkConf conf) {
        return config.output().catalog().isPresent()
                || config.input().tables().stream()
                        .map(table -> table.replace("`", "").split("\\.", 2)[0])
                        .anyMatch(
                                first -> first.equals("spark_catalog") || !conf.contains("spark.sql.catalog." + first));
    }

    private static SparkSession open(SparkConf conf) {
        ProcessUser.requireName();
        ScratchFolders.require(conf, System.getenv());
        SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
        dropLegacy(spark);
        return spark;
    }

    /**
     * Sets what brings back the behaviour of earlier versions of Spark to its default, unless it is a setting of ours.
     */
    private static void dropLegacy(SparkSession spark) {
        for (Tuple2<String, String> setting : spark.sparkContext().getConf().getAllWithPrefix(LEGACY)) {
            String key = LEGACY + setting._1();
            if (!SQL_SETTINGS.containsKey(key) && spark.conf().isModifiable(key)) {
                spark.conf().unset(key);
            }
        }
    }

    /** The attempt at the application of {@code spark} that this driver is. */
    public static Attempt attempt(SparkContext spark) {
        int number = spark.applicationAttemptId().isDefined()
                ? Integer.parseInt(spark.applicationAttemptId().get().replaceFirst("^.*_0*", ""))
                : 0;
        return new Attempt(spark.applicationId(), number);
    }

    /** {@code given} with what it leaves open. */
    static SparkConf completed(SparkConf given, String command, Class<? extends SparkPlugin> plugin) {
        SparkConf conf = given.clone();
        conf.setIfMissing(MASTER, "local[*]");
        if (isLocal(conf)) {
            conf.setIfMissing(UI, "false");
            conf.setIfMissing("spark.executor.heartbeatInterval", "2s"); // how often executors report progress
            // An Error in a task fails that task; Spark would end the process, with an exit code of its own.
            conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
            // A task that waits for a better place is offered again by a timer, which a local scheduler does not have.
            LOCALITY_WAITS.forEach(wait -> conf.set(wait, "0s"));
        }
        conf.setIfMissing("spark.app.name", "weibo-sentiment " + command);
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        conf.setIfMissing("spark.redaction.regex", HIDDEN);
        // Not the application's id: figures keep their names from run to run, and Spark knows this one from the start.
        conf.setIfMissing("spark.metrics.namespace", "weibo_sentiment");
        // Java never compiles a longer method; Spark divides the work into several where it would generate one.
        conf.setIfMissing("spark.sql.codegen.hugeMethodLimit", "8000");
        // HDFS's client gives up at once when its name node restarts or is in safe mode; a minute is worth waiting.
        conf.setIfMissing("spark.hadoop.dfs.client.retry.policy.enabled", "true");
        conf.setIfMissing("spark.hadoop.dfs.client.retry.policy.spec", "1000,10,5000,10");
        SQL_SETTINGS.forEach(conf::set);
        if (isLocal(conf) || isSubmitted(conf)) {
            conf.set(PLUGINS, String.join(",", plugins(conf, plugin)));
        }
        return conf;
    }

    private static boolean isLocal(SparkConf conf) {
        return conf.get(MASTER).startsWith("local");
    }

    /**
     * Whether spark-submit gives the executors the job jar before they look for plugins; without, they cannot start.
     */
    private static boolean isSubmitted(SparkConf conf) {
        return conf.contains("spark.submit.deployMode");
    }

    private static Set<String> plugins(SparkConf conf, Class<? extends SparkPlugin> ours) {
        Set<String> plugins = new LinkedHashSet<>(List.of(conf.get(PLUGINS, "").split(",", -1)));
        plugins.removeIf(String::isBlank);
        plugins.add(ours.getName());
        return plugins;
    }
}
