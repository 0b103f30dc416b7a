package io.weibosentiment.cli;

import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options {@code --config} and {@code --set}. */
final class ConfigOptions {

    static final String HEADING = "%nOptions (highest precedence first: option, --set, --config, policy, defaults)%n";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration file (HOCON), local or a URI such as hdfs://…; its keys are those of"
                    + " conf/reference.conf.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key, such as --set output.text=true; can be repeated.")
    private List<String> assignments = new ArrayList<>();

    ConfigSources with(List<Setting> options) {
        return new ConfigSources(options, assignments, file);
    }

    /** The configuration of a command that reads input, and whose output goes to {@code folder} unless the user says. */
    JobConfig withOutput(String folder, List<Setting> options, ConfigLoader loader) {
        JobConfig given = loader.load(with(options), InputConfig.PATHS);
        if (!given.output().dir().isBlank()) {
            return given;
        }
        List<Setting> all = new ArrayList<>(options);
        all.add(OutputConfig.DIR.set(folder));
        return loader.load(with(all), InputConfig.PATHS);
    }
}
