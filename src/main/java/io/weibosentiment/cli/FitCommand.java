package io.weibosentiment.cli;

import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.dynamics.FitRequest;
import io.weibosentiment.job.FitJob;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits models of opinion dynamics to trajectories. */
@Command(
        name = "fit",
        sortOptions = false,
        description = {
            "Fits models of opinion dynamics to the matrix trajectories: who listens to whom, who holds on to what, and"
                    + " what follows. Every fit is an exact optimum, with its proof; figures show how far each model can"
                    + " be trusted.",
            "Models are french-degroot, friedkin-johnsen, friedkin-johnsen-lag1, friedkin-johnsen-lag2,"
                    + " friedkin-johnsen-free-prejudice, epo (expressed and private opinions)."
        },
        synopsisHeading = "Usage: ",
        optionListHeading = ConfigOptions.HEADING,
        footer = {
            "",
            "Examples",
            "  weibo-sentiment aggregate --input scores.csv.gz --output paper --policy paper --replicates 200",
            "  weibo-sentiment fit --input paper --train-from 2023-05-16 --train-until 2023-10-01 --output fits",
            "  weibo-sentiment fit --input matrix.csv --model friedkin-johnsen --output fits"
        })
final class FitCommand implements Callable<Integer>, Configured {

    private final CommandContext context;

    @Mixin
    private final KeyOptions keys =
            new KeyOptions(InputConfig.PATHS, OutputConfig.DIR, AggregateConfig.ZONE, OutputConfig.WAIT_MINUTES);

    @Option(
            names = "--model",
            paramLabel = "NAME",
            split = ",",
            description = "A model, or all (default: all); can be repeated.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--train-from",
            paramLabel = "WINDOW",
            description = "The start of the first window to fit to, such as 2023-05-16; those before it are left out"
                    + " (default: the first).")
    private Optional<String> trainFrom = Optional.empty();

    @Option(
            names = "--train-until",
            paramLabel = "WINDOW",
            description = "The start of the last window to fit to, such as 2023-10-01; those after it are held out and"
                    + " forecast (default: the last).")
    private Optional<String> trainUntil = Optional.empty();

    @Option(
            names = "--window",
            paramLabel = "KIND",
            description = "The kind of window, if the input has matrices of several.")
    private Optional<String> window = Optional.empty();

    @Option(
            names = "--ahead",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many windows to forecast (${DEFAULT-VALUE}; more if more are held out).")
    private int ahead;

    @Mixin
    private ConfigOptions config;

    FitCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public JobConfig config(ConfigLoader loader) {
        return loader.load(config.with(keys.settings()), InputConfig.PATHS, OutputConfig.DIR);
    }

    @Override
    public Integer call() {
        JobConfig job = config(new ConfigLoader(context.environment()));
        List<String> named = models.isEmpty() ? List.of(FitRequest.ALL) : models;
        Optional<ZoneId> zone = keys.settings().stream()
                .filter(setting -> setting.key().equals(AggregateConfig.ZONE.name()))
                .map(setting -> job.aggregate().zone())
                .findFirst();
        FitRequest request = new FitRequest(FitRequest.models(named), window, trainFrom, trainUntil, ahead, zone);
        return JobRun.inSession("fit", context, job, session -> FitJob.run(job, request, session))
                .code();
    }
}
