package io.weibosentiment.cli;

import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All that a scoring run can be told, and so all that can be checked before it or verified after. */
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

    @Mixin
    private RejectOptions rejects;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Where scores are kept from run to run, so that a text is scored once; outputs may share one"
                    + " (store in the output folder unless given).")
    private Optional<String> store = Optional.empty();

    @Option(
            names = "--wait",
            paramLabel = "MINUTES",
            description = "How long to wait for another run that holds the output folder (not at all unless given).")
    private Optional<String> wait = Optional.empty();

    @Mixin
    private ConfigOptions config;

    /** Where the run's configuration comes from. */
    ConfigSources sources() {
        List<Setting> settings = new ArrayList<>();
        input.addTo(settings);
        preset.ifPresent(value -> settings.add(Setting.option("--preset", "input.preset", value)));
        model.addTo(settings);
        windows.addTo(settings);
        rejects.addTo(settings);
        store.ifPresent(value -> settings.add(Setting.option("--store", "scoring.store", value)));
        wait.ifPresent(value -> settings.add(Setting.option("--wait", "output.wait-minutes", value)));
        return config.with(settings);
    }
}
