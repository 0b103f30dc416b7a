package io.weibosentiment.submit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The settings of a job that are set unless the user or the cluster has set them. */
public final class Defaults {

    private static final List<String> PASSED_ON = List.of("WEIBO_SENTIMENT_CACHE", "TENSORFLOW_LIBRARY_PATH");
    private static final String EXECUTOR = "spark.executorEnv.";
    private static final List<String> DRIVER_ON_CLUSTER =
            List.of("spark.yarn.appMasterEnv.", "spark.kubernetes.driverEnv.");

    /**
     * A setting.
     *
     * @param key its key
     * @param value its value
     * @param unless the keys whose presence keeps it from being set, including its own
     */
    private record Default(String key, String value, List<String> unless) {

        static Default of(String key, String value, String... others) {
            return new Default(
                    key,
                    value,
                    Stream.concat(Stream.of(key), Arrays.stream(others)).toList());
        }
    }

    private Defaults() {}

    /** The defaults that {@code options} do not set, as {@code key=value}. */
    public static List<String> missingIn(SparkOptions options, Map<String, String> environment) {
        return all(environment).stream()
                .filter(setting -> !options.has(setting.unless()))
                .map(setting -> setting.key() + "=" + setting.value())
                .toList();
    }

    private static List<Default> all(Map<String, String> environment) {
        List<Default> all = new ArrayList<>(List.of(
                Default.of(SparkOptions.NAME, "weibo-sentiment"),
                Default.of(SparkOptions.DRIVER_MEMORY, "4g"),
                Default.of(SparkOptions.EXECUTOR_MEMORY, "4g"),
                // TensorFlow uses memory outside the heap.
                Default.of(
                        "spark.driver.memoryOverhead",
                        "2g",
                        "spark.driver.memoryOverheadFactor",
                        "spark.kubernetes.memoryOverheadFactor"),
                Default.of(
                        "spark.executor.memoryOverhead",
                        "4g",
                        "spark.executor.memoryOverheadFactor",
                        "spark.kubernetes.memoryOverheadFactor"),
                // For cluster mode; in client mode Spark waits anyway.
                Default.of("spark.standalone.submit.waitAppCompletion", "true"),
                // TensorFlow takes GPU memory as needed, not all at once.
                Default.of(EXECUTOR + "TF_FORCE_GPU_ALLOW_GROWTH", "true")));
        addEverywhere("DJL_OFFLINE", "true", all);
        addEverywhere("OPT_OUT_TRACKING", "true", all);
        addEverywhere("TF_CPP_MIN_LOG_LEVEL", environment.getOrDefault("TF_CPP_MIN_LOG_LEVEL", "1"), all);
        // Java reads arguments and file names in the locale's encoding, which is ASCII without a locale.
        addEverywhere("LC_ALL", "C.UTF-8", all);
        for (String name : PASSED_ON) {
            if (!environment.getOrDefault(name, "").isBlank()) {
                addEverywhere(name, environment.get(name), all);
            }
        }
        if (environment.containsKey("WEIBO_SENTIMENT_HOME")) { // configuration files may use it
            addToDriver("WEIBO_SENTIMENT_HOME", environment.get("WEIBO_SENTIMENT_HOME"), all);
        }
        return all;
    }

    private static void addEverywhere(String variable, String value, List<Default> all) {
        all.add(Default.of(EXECUTOR + variable, value));
        addToDriver(variable, value, all);
    }

    /** For a driver on the cluster; any other driver inherits the variables of the process that starts it. */
    private static void addToDriver(String variable, String value, List<Default> all) {
        DRIVER_ON_CLUSTER.forEach(prefix -> all.add(Default.of(prefix + variable, value)));
    }
}
