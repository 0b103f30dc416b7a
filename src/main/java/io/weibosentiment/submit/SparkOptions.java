package io.weibosentiment.submit;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Options of spark-submit and the settings that result from them. Precedence is Spark's, highest first: an option,
 * {@code --conf}, the properties file, {@code spark-defaults.conf}.
 *
 * @param words the options as the user gave them
 * @param settings every setting that is given anywhere
 */
public record SparkOptions(List<String> words, Map<String, String> settings) {

    public static final String MASTER = "spark.master";
    public static final String DEPLOY_MODE = "spark.submit.deployMode";
    public static final String NAME = "spark.app.name";
    public static final String JARS = "spark.jars";
    public static final String FILES = "spark.files";
    public static final String DRIVER_MEMORY = "spark.driver.memory";
    public static final String EXECUTOR_MEMORY = "spark.executor.memory";

    private static final String CONF = "--conf";
    private static final String PROPERTIES_FILE = "--properties-file";
    private static final String LOAD_DEFAULTS = "--load-spark-defaults";

    /** The options that set a setting that is needed here. */
    private static final Map<String, String> SETTINGS = Map.of(
            "--master", MASTER,
            "--deploy-mode", DEPLOY_MODE,
            "--name", NAME,
            "--jars", JARS,
            "--files", FILES,
            "--driver-memory", DRIVER_MEMORY,
            "--executor-memory", EXECUTOR_MEMORY);

    /** The options without a value; all others have one. */
    private static final Set<String> SWITCHES =
            Set.of("--help", "-h", "--supervise", "--usage-error", "--verbose", "-v", "--version", LOAD_DEFAULTS);

    public SparkOptions {
        words = List.copyOf(words);
        settings = Map.copyOf(settings);
    }

    /**
     * Reads the options in {@code words}, the properties file they name, and the one that Spark reads by default.
     *
     * @param environment the process's environment: {@code SPARK_CONF_DIR}, {@code SPARK_HOME}, and the variables with
     *     Spark settings
     * @throws InvalidInputException if an option lacks its value or a properties file cannot be read
     */
    public static SparkOptions parse(List<String> words, Map<String, String> environment) {
        Map<String, String> confs = new TreeMap<>();
        Map<String, String> options = new TreeMap<>();
        Optional<String> file = Optional.empty();
        boolean withDefaults = false;
        for (int index = 0; index < words.size(); index++) {
            String word = words.get(index);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            if (SWITCHES.contains(word)) {
                withDefaults |= word.equals(LOAD_DEFAULTS);
                continue;
            }
            String value = equals < 0 ? following(words, index++) : word.substring(equals + 1);
            if (name.equals(CONF) || name.equals("-c")) {
                addConf(value, confs);
            } else if (name.equals(PROPERTIES_FILE)) {
                file = Optional.of(value);
            } else if (SETTINGS.containsKey(name)) {
                options.put(SETTINGS.get(name), value);
            }
        }
        Map<String, String> settings = new TreeMap<>(ofEnvironment(environment));
        if (file.isEmpty() || withDefaults) {
            defaultsFile(environment).filter(Files::isRegularFile).ifPresent(path -> settings.putAll(read(path)));
        }
        file.filter(path -> !path.contains("://")).ifPresent(path -> settings.putAll(read(Path.of(path))));
        settings.putAll(confs);
        settings.putAll(options);
        return new SparkOptions(words, settings);
    }

    private static String following(List<String> words, int index) {
        if (index + 1 == words.size()) {
            throw new InvalidInputException("spark-submit's option " + words.get(index) + " has no value; expected "
                    + words.get(index) + " VALUE before the --");
        }
        return words.get(index + 1);
    }

    private static void addConf(String assignment, Map<String, String> confs) {
        int equals = assignment.indexOf('=');
        if (equals > 0) { // spark-submit itself rejects anything else
            confs.put(assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
        }
    }

    private static Map<String, String> ofEnvironment(Map<String, String> environment) {
        Map<String, String> variables = Map.of(
                "MASTER", MASTER,
                "DEPLOY_MODE", DEPLOY_MODE,
                "SPARK_DRIVER_MEMORY", DRIVER_MEMORY,
                "SPARK_EXECUTOR_MEMORY", EXECUTOR_MEMORY);
        return variables.entrySet().stream()
                .filter(variable -> environment.containsKey(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getValue, variable -> environment.get(variable.getKey())));
    }

    private static Optional<Path> defaultsFile(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("SPARK_CONF_DIR"))
                .map(Path::of)
                .or(() -> Optional.ofNullable(environment.get("SPARK_HOME")).map(home -> Path.of(home, "conf")))
                .map(folder -> folder.resolve("spark-defaults.conf"));
    }

    /** Reads a file as Spark does: Java properties in UTF-8, without blanks around the values. */
    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "Spark's properties file '" + file + "' cannot be read (" + e
                            + "); expected lines such as 'spark.executor.memory 8g', in UTF-8",
                    e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(
                        key -> key, key -> properties.getProperty(key).strip()));
    }

    /** The value of a setting. */
    public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** Whether any of {@code keys} is given. */
    public boolean has(List<String> keys) {
        return keys.stream().anyMatch(settings::containsKey);
    }

    /** Whether the cluster runs the driver. */
    public boolean isClusterMode() {
        return setting(DEPLOY_MODE).filter("cluster"::equals).isPresent();
    }

    /** The kind of cluster: {@code yarn}, {@code k8s}, {@code spark} (standalone), {@code local}, or empty. */
    public String manager() {
        return setting(MASTER).orElse("").replaceFirst("[:\\[].*", "");
    }

    /** Whether {@code --files} already sends a file called {@code name} to the driver's working folder. */
    public boolean carries(String name) {
        return Arrays.stream(setting(FILES).orElse("").split(",", -1))
                .map(file -> file.strip().replaceFirst("^.*[/#]", ""))
                .anyMatch(name::equals);
    }

    /** {@code more}, followed by the elements of a setting that is a list. */
    public String joined(String key, List<String> more) {
        return Stream.concat(
                        more.stream(), Arrays.stream(setting(key).orElse("").split(",", -1)))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .distinct()
                .collect(Collectors.joining(","));
    }
}
