package io.weibosentiment.submit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The settings that a job gets where nobody has given them. */
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
     * @param unless the keys whose presence keeps it from being set, its own among them
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

    /** Those that {@code options} leave open, as {@code key=value}. */
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
                // TensorFlow's memory lies outside of the heap.
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
                // In cluster mode; elsewhere Spark waits unasked.
                Default.of("spark.standalone.submit.waitAppCompletion", "true"),
                // A GPU's memory is taken as it is needed, not whole.
                Default.of(EXECUTOR + "TF_FORCE_GPU_ALLOW_GROWTH", "true")));
        addEverywhere("DJL_OFFLINE", "true", all);
        addEverywhere("OPT_OUT_TRACKING", "true", all);
        addEverywhere("TF_CPP_MIN_LOG_LEVEL", environment.getOrDefault("TF_CPP_MIN_LOG_LEVEL", "1"), all);
        // Java reads arguments and names of files in the locale's encoding; without a locale that is ASCII.
        addEverywhere("LC_ALL", "C.UTF-8", all);
        for (String name : PASSED_ON) {
            if (!environment.getOrDefault(name, "").isBlank()) {
                addEverywhere(name, environment.get(name), all);
            }
        }
        if (environment.containsKey("WEIBO_SENTIMENT_HOME")) { // configuration files may name it
            addToDriver("WEIBO_SENTIMENT_HOME", environment.get("WEIBO_SENTIMENT_HOME"), all);
        }
        return all;
    }

    private static void addEverywhere(String variable, String value, List<Default> all) {
        all.add(Default.of(EXECUTOR + variable, value));
        addToDriver(variable, value, all);
    }

    /** Where the driver runs on the cluster; elsewhere it has the variables of the one who starts it. */
    private static void addToDriver(String variable, String value, List<Default> all) {
        DRIVER_ON_CLUSTER.forEach(prefix -> all.add(Default.of(prefix + variable, value)));
    }
}
