package io.weibosentiment.cli;

import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigLoader.Need;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.Setting;
import io.weibosentiment.job.SentimentJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Raw comments in, tables of sentiment out. */
@Command(
        name = "score",
        sortOptions = false,
        description = "Reads raw comments, scores each with the model, and writes the tables.",
        synopsisHeading = "Usage: ",
        optionListHeading =
                "%nOptions (highest precedence first: option, --set, --config, the policy, reference.conf)%n",
        footer = {
            "",
            "Examples",
            "  The bundled sample:",
            "    weibo-sentiment score --config conf/sample.conf",
            "  A crawl by weibo-crawler, in windows of a day and of six hours:",
            "    weibo-sentiment score --input crawl/*.csv --preset weibo-crawler --output tables --window day 6h",
            "  Files with columns of their own:",
            "    weibo-sentiment score --input my.csv --output tables --set input.columns.text=review \\",
            "      --set input.columns.post-id=note --set input.columns.comment-time=written"
        })
final class ScoreCommand implements Callable<Integer> {

    private final Surroundings surroundings;

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

    ScoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Setting> settings = new ArrayList<>();
        input.addTo(settings);
        preset.ifPresent(value -> settings.add(Setting.option("--preset", "input.preset", value)));
        model.addTo(settings);
        windows.addTo(settings);
        maxRejected.ifPresent(value -> settings.add(Setting.option("--max-rejected", "input.max-rejected", value)));
        store.ifPresent(value -> settings.add(Setting.option("--store", "scoring.store", value)));
        wait.ifPresent(value -> settings.add(Setting.option("--wait", "output.wait-minutes", value)));
        JobConfig job =
                new ConfigLoader(surroundings.environment()).load(config.with(settings), Need.INPUT, Need.OUTPUT);
        return JobRun.inSession(
                        "score",
                        surroundings,
                        (spark, stop) -> SentimentJob.score(job, spark, surroundings.console(), stop))
                .code();
    }
}
