package io.weibosentiment.cli;

import io.weibosentiment.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what is read and where the tables go. */
final class InputOptions {

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders or globs to read: CSV, JSON Lines or Parquet, compressed or not, on any file"
                    + " system that Hadoop knows; can be repeated.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--output", paramLabel = "DIR", description = "The folder to write the tables to.")
    private Optional<String> dir = Optional.empty();

    void addTo(List<Setting> settings) {
        if (!paths.isEmpty()) {
            settings.add(Setting.option("--input", "input.paths", paths));
        }
        dir.ifPresent(value -> settings.add(Setting.option("--output", "output.dir", value)));
    }
}
