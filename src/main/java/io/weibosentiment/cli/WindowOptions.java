package io.weibosentiment.cli;

import io.weibosentiment.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what the tables are made by. */
final class WindowOptions {

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            description = "How texts are cleaned and which defaults follow: standard, paper or none (standard unless"
                    + " given).")
    private Optional<String> policy = Optional.empty();

    @Option(
            names = "--window",
            arity = "1..*",
            split = ",",
            paramLabel = "SPEC",
            description = "Windows to aggregate by: day, week, half-month, month, a length such as 6h, a sliding one"
                    + " such as 6h/1h, or since-post:1h; can be repeated.")
    private List<String> windows = new ArrayList<>();

    @Option(
            names = "--window-by",
            paramLabel = "TIME",
            description = "Whose time puts a comment into a window: comment or post.")
    private Optional<String> windowBy = Optional.empty();

    @Option(names = "--zone", paramLabel = "ZONE", description = "The zone of calendar windows, such as Asia/Shanghai.")
    private Optional<String> zone = Optional.empty();

    void addTo(List<Setting> settings) {
        policy.ifPresent(value -> settings.add(Setting.option("--policy", "policy", value)));
        if (!windows.isEmpty()) {
            settings.add(Setting.option("--window", "aggregate.windows", windows));
        }
        windowBy.ifPresent(value -> settings.add(Setting.option("--window-by", "aggregate.window-by", value)));
        zone.ifPresent(value -> settings.add(Setting.option("--zone", "aggregate.zone", value)));
    }
}
