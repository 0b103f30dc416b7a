package io.weibosentiment.cli;

import io.weibosentiment.config.ConfigSources;
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
}
