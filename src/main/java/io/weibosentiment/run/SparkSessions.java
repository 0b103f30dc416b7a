package io.weibosentiment.run;

import io.weibosentiment.Attempt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.sql.SparkSession;

/** Makes the run's Spark session: as spark-submit says, or on all cores of this machine. */
public final class SparkSessions {

    private static final String MASTER = "spark.master";
    private static final String UI = "spark.ui.enabled";
    private static final String PLUGINS = "spark.plugins";

    /** Spark's own pattern of settings whose values its UI and logs hide, and the users' key, should one pass it so. */
    private static final String HIDDEN = "(?i)secret|password|token|access[.]?key|user_key";

    /** What the tables' values depend on. Lines of Spark have other defaults, and clusters their own. */
    public static final Map<String, String> SQL_SETTINGS = Map.of(
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.ansi.enabled", "true",
            "spark.sql.timestampType", "TIMESTAMP_LTZ",
            "spark.sql.legacy.timeParserPolicy", "CORRECTED",
            "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS",
            "spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED",
            "spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED",
            "spark.sql.parquet.int96RebaseModeInRead", "CORRECTED",
            "spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED");

    private SparkSessions() {}

    /** The session for {@code command} with {@code plugin} on every process; the caller closes it. */
    public static SparkSession open(String command, Class<? extends SparkPlugin> plugin) {
        return SparkSession.builder()
                .config(completed(new SparkConf(), command, plugin))
                .getOrCreate();
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
        }
        conf.setIfMissing("spark.app.name", "weibo-sentiment " + command);
        conf.setIfMissing("spark.sql.adaptive.enabled", "true");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        conf.setIfMissing("spark.redaction.regex", HIDDEN);
        // Not the application's id: figures keep their names from run to run, and Spark knows this one from the start.
        conf.setIfMissing("spark.metrics.namespace", "weibo_sentiment");
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
