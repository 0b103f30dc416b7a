package io.weibosentiment.config;

import java.util.List;
import java.util.Optional;

/**
 * What a run's configuration is made of besides the defaults, highest precedence first.
 *
 * @param options values of command-line options
 * @param assignments {@code key=value} as given with {@code --set}; a later one wins
 * @param file the HOCON file given with {@code --config}: a local path, or a URI of any Hadoop file system
 */
public record ConfigSources(List<Setting> options, List<String> assignments, Optional<String> file) {

    public ConfigSources {
        options = List.copyOf(options);
        assignments = List.copyOf(assignments);
    }

    /** No sources but the defaults. */
    public static ConfigSources none() {
        return new ConfigSources(List.of(), List.of(), Optional.empty());
    }
}
