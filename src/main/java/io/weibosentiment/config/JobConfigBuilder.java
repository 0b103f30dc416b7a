package io.weibosentiment.config;

import com.typesafe.config.ConfigException;
import io.weibosentiment.InvalidInputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a configuration in a program: the defaults, over them a file, and over both single keys. The keys are those of
 * {@code conf/reference.conf}.
 *
 * <pre>{@code
 * JobConfig config = new JobConfigBuilder()
 *         .file("hdfs:///conf/job.conf")
 *         .set("policy", "paper")
 *         .set("scoring.batch-tokens", 8192)
 *         .build();
 * }</pre>
 */
public final class JobConfigBuilder {

    private final List<Setting> settings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Optional<String> file = Optional.empty();

    /**
     * Takes keys from a file; of two files the later one alone counts.
     *
     * @param path a HOCON file: a local path, or a URI of any file system that Hadoop knows
     */
    public JobConfigBuilder file(String path) {
        file = Optional.of(path);
        return this;
    }

    /**
     * Sets a key; of two values the later one counts, and both count more than a file.
     *
     * @param key a dotted key, such as {@code model.bundle}
     * @param value a text, number, boolean or collection of texts
     */
    public JobConfigBuilder set(String key, Object value) {
        String origin = "set(\"" + key + "\", …)";
        boolean isUsable = value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Collection<?>;
        if (!isUsable) {
            problems.add(key + ": found "
                    + (value == null ? "null" : "a " + value.getClass().getName())
                    + "; expected a text, number, boolean or java.util.Collection of texts (" + origin + ")");
            return this;
        }
        Setting setting = new Setting(key, value instanceof CharSequence text ? text.toString() : value, origin);
        try {
            setting.toConfig();
            settings.add(0, setting);
        } catch (ConfigException e) {
            problems.add("'" + key + "': cannot be set: " + e.getMessage() + "; expected a dotted key such as"
                    + " scoring.batch-tokens (" + origin + ")");
        }
        return this;
    }

    /** Sets each of the keys of {@code values}, as {@link #set(String, Object)} does. */
    public JobConfigBuilder set(Map<String, ?> values) {
        values.forEach(this::set);
        return this;
    }

    /**
     * The configuration.
     *
     * @throws InvalidInputException with every problem found: unknown keys, with the likeliest one meant, bad values, a
     *     file that cannot be read; each names the key, what was found, what was expected and where it came from
     */
    public JobConfig build() {
        ConfigLoader.Checked checked =
                new ConfigLoader(System.getenv()).check(new ConfigSources(settings, List.of(), file));
        List<String> all = new ArrayList<>(problems);
        all.addAll(checked.problems());
        if (!all.isEmpty()) {
            throw new InvalidInputException(all);
        }
        return checked.config();
    }
}
