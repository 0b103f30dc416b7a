package io.weibosentiment.cli;

import io.weibosentiment.config.Setting;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what becomes of a run some of whose rows could not be used. */
final class RejectOptions {

    @Option(
            names = "--max-rejected",
            paramLabel = "N|N%",
            description = "How many rows may be unusable: a count or a share. Above it nothing is published.")
    private Optional<String> maxRejected = Optional.empty();

    @Option(
            names = "--fail-on-rejected",
            description = "Ends with exit code 5 where any row could not be used; the tables are published all the"
                    + " same.")
    private boolean failOnRejected;

    void addTo(List<Setting> settings) {
        maxRejected.ifPresent(value -> settings.add(Setting.option("--max-rejected", "input.max-rejected", value)));
        if (failOnRejected) {
            settings.add(Setting.option("--fail-on-rejected", "output.fail-on-rejected", "true"));
        }
    }
}
