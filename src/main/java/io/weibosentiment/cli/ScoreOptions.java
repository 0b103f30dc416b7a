package io.weibosentiment.cli;

import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All that a scoring run can be told, and so all that can be checked before it. */
final class ScoreOptions {

    @Mixin
    private InputOptions input;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Where the fields stand in well-known crawls: dynamics, weibo-api, weibo-crawler, hot-search,"
                    + " raw-gbk; without one, set input.columns.")
    private Optional<String> preset = Optional.empty();

    @Mixin
    private ModelOptions model;

    @Mixin
    private WindowOptions windows;

    @Option(
            names = "--max-rejected",
            paramLabel = "N|N%",
            description = "How many rows may be unusable: a count or a share. Above it nothing is published.")
    private Optional<String> maxRejected = Optional.empty();

    @Mixin
    private ConfigOptions config;

    /** Where the run's configuration comes from. */
    ConfigSources sources() {
        List<Setting> settings = new ArrayList<>();
        input.addTo(settings);
        preset.ifPresent(value -> settings.add(Setting.option("--preset", "input.preset", value)));
        model.addTo(settings);
        windows.addTo(settings);
        maxRejected.ifPresent(value -> settings.add(Setting.option("--max-rejected", "input.max-rejected", value)));
        return config.with(settings);
    }
}
