package io.weibosentiment.cli;

import io.weibosentiment.aggregate.ScoredColumns;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigLoader.Need;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.Setting;
import io.weibosentiment.job.AggregateJob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scored comments in, tables out; no model runs. */
@Command(
        name = "aggregate",
        sortOptions = false,
        description = "Makes the tables again from comments that are scored already: other windows, other weights, no"
                + " model.",
        synopsisHeading = "Usage: ",
        optionListHeading =
                "%nOptions (highest precedence first: option, --set, --config, the policy, reference.conf)%n",
        footer = {
            "",
            "Examples",
            "  From our own scores, by week:",
            "    weibo-sentiment aggregate --input tables/comment_scores --output weekly --window week",
            "  From somebody else's scores, as in the paper:",
            "    weibo-sentiment aggregate --input scores.csv.gz --output paper --policy paper \\",
            "      --columns sentiment=comment_score,likes=comment_likes"
        })
final class AggregateCommand implements Callable<Integer>, Configured {

    private final CommandContext context;

    @Mixin
    private InputOptions input;

    @Option(
            names = "--columns",
            paramLabel = "FIELD=COLUMN,…",
            description =
                    "The input's own names, where they differ from ours: fields are blogger-id, post-id, comment-id,"
                            + " comment-time, post-time, likes, post-likes, user-id, sentiment.")
    private String columns = "";

    @Mixin
    private WindowOptions windows;

    @Mixin
    private RejectOptions rejects;

    @Mixin
    private ConfigOptions config;

    AggregateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public JobConfig config(ConfigLoader loader) {
        List<Setting> settings = new ArrayList<>();
        input.addTo(settings);
        windows.addTo(settings);
        rejects.addTo(settings);
        return loader.load(config.with(settings), Need.INPUT, Need.OUTPUT);
    }

    @Override
    public Integer call() {
        JobConfig job = config(new ConfigLoader(context.environment()));
        ScoredColumns named = ScoredColumns.parse(columns);
        return JobRun.inSession("aggregate", context, job.output(), session -> AggregateJob.run(job, named, session))
                .code();
    }
}
