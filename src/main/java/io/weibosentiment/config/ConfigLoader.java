package io.weibosentiment.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.HadoopSettings;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * Makes the configuration of a run. Precedence, highest first: options, {@code --set}, the file, the defaults of the
 * chosen policy, the reference file.
 */
public final class ConfigLoader {

    /**
     * The environment variable with the installation's folder; a file may use it as {@code ${WEIBO_SENTIMENT_HOME}}.
     */
    public static final String HOME = "WEIBO_SENTIMENT_HOME";

    private final Map<String, String> environment;

    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * A configuration with everything that is wrong with it.
     *
     * @param config the configuration, with the default of each key that has a bad value
     * @param problems each names the key, what was found, what was expected and where the value came from
     */
    public record Checked(JobConfig config, List<String> problems) {

        public Checked {
            problems = List.copyOf(problems);
        }
    }

    /** What was read: a configuration made of good values, those values, and the problems found before them. */
    private record Reading(JobConfig config, LayeredValues values, List<String> problems) {

        List<String> allProblems() {
            return Stream.concat(problems.stream(), values.problems().stream()).toList();
        }
    }

    /**
     * The configuration from {@code sources} and the defaults.
     *
     * @param needed keys that must not be left empty
     * @throws InvalidInputException with every problem found, each naming the key, what was found, what was expected
     *     and where the value came from
     */
    public JobConfig load(ConfigSources sources, Key<?>... needed) {
        Reading reading = read(sources);
        if (reading.values().problems().isEmpty()) {
            List.of(needed).forEach(reading.values()::need);
        }
        List<String> problems = reading.allProblems();
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return reading.config();
    }

    /** As {@link #load}, for a command that reports the problems and goes on; nothing needs to be given. */
    public Checked check(ConfigSources sources) {
        Reading reading = read(sources);
        return new Checked(reading.config(), reading.allProblems());
    }

    private Reading read(ConfigSources sources) {
        Config reference = reference();
        List<String> problems = new ArrayList<>();
        List<Config> layers = new ArrayList<>();
        sources.options().forEach(option -> layers.add(option.toConfig()));
        layers.add(assignments(sources.assignments(), problems));
        sources.file().ifPresent(file -> layers.add(file(file, problems)));
        KnownKeys known = new KnownKeys(reference);
        layers.forEach(layer -> problems.addAll(known.problemsOf(layer)));

        TextPolicyName policy = new LayeredValues(layers, reference).get(JobConfig.POLICY);
        layers.add(defaultsOf(policy, reference));
        LayeredValues values = new LayeredValues(layers, reference);
        return new Reading(JobConfig.of(values), values, problems);
    }

    /** What {@code policy} changes in the defaults of {@code reference}. */
    static Config defaultsOf(TextPolicyName policy, Config reference) {
        return reference.getConfig("policies." + Names.of(policy));
    }

    /** The reference file. */
    static Config reference() {
        return ConfigFactory.parseResources(ConfigLoader.class, "reference.conf")
                .resolve();
    }

    private static Config assignments(List<String> assignments, List<String> problems) {
        Config merged = ConfigFactory.empty();
        for (String assignment : assignments) {
            try {
                merged = Setting.assignment(assignment).toConfig().withFallback(merged);
            } catch (InvalidInputException e) {
                problems.addAll(e.problems());
            }
        }
        return merged;
    }

    private Config file(String file, List<String> problems) {
        try {
            String home = environment.getOrDefault(HOME, ".");
            Config variables = ConfigFactory.parseMap(Map.of(HOME, home));
            return parse(file).withFallback(variables).resolve().withoutPath(HOME);
        } catch (ConfigException.IO | IOException e) {
            problems.add("--config " + file + ": cannot be read (" + e.getMessage() + "); expected a local file or a"
                    + " URI such as hdfs://host/path/job.conf");
        } catch (ConfigException e) {
            problems.add("--config " + file + ": is not valid HOCON: " + e.getMessage());
        }
        return ConfigFactory.empty();
    }

    private static Config parse(String file) throws IOException {
        ConfigParseOptions options =
                ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);
        if (!file.contains("://")) {
            return ConfigFactory.parseFile(new File(file), options);
        }
        Path path = new Path(URI.create(file));
        try (Reader reader = new InputStreamReader(
                path.getFileSystem(HadoopSettings.ofProcess()).open(path), StandardCharsets.UTF_8)) {
            return ConfigFactory.parseReader(reader, options.setOriginDescription(file));
        }
    }
}
