package io.weibosentiment.cli;

import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.job.ScoreJob;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Scores raw comments and writes the tables. */
@Command(
        name = "score",
        sortOptions = false,
        description = "Reads raw comments, scores each with the model, and writes the tables.",
        synopsisHeading = "Usage: ",
        optionListHeading = ConfigOptions.HEADING,
        footer = {
            "",
            "Examples",
            "  The bundled sample:",
            "    weibo-sentiment score --config conf/sample.conf",
            "  A crawl by weibo-crawler, in windows of a day and of six hours:",
            "    weibo-sentiment score --input crawl/*.csv --preset weibo-crawler --output tables --window day 6h",
            "  Files with other columns:",
            "    weibo-sentiment score --input my.csv --output tables --set input.columns.text=review \\",
            "      --set input.columns.post-id=note --set input.columns.comment-time=written"
        })
final class ScoreCommand implements Callable<Integer>, Configured {

    private final CommandContext context;

    @Mixin
    private ScoreOptions options;

    ScoreCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public JobConfig config(ConfigLoader loader) {
        return loader.load(options.sources(), InputConfig.PATHS, OutputConfig.DIR);
    }

    @Override
    public Integer call() {
        JobConfig job = config(new ConfigLoader(context.environment()));
        return JobRun.inSession("score", context, job, session -> ScoreJob.run(job, session))
                .code();
    }
}
