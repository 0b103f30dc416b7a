package io.weibosentiment.cli;

import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.LabelsConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.PostSelection;
import io.weibosentiment.config.PostsConfig;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.job.AggregateJob;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the tables from scored comments, without a model. */
@Command(
        name = "aggregate",
        sortOptions = false,
        description = "Makes the tables from comments that are scored already, for other windows or weights, without a"
                + " model.",
        synopsisHeading = "Usage: ",
        optionListHeading = ConfigOptions.HEADING,
        footer = {
            "",
            "Examples",
            "  From our own scores, by week:",
            "    weibo-sentiment aggregate --input tables/comment_scores --output weekly --window week",
            "  From other scores, as in the paper:",
            "    weibo-sentiment aggregate --input scores.csv.gz --output paper --policy paper \\",
            "      --columns sentiment=comment_score,likes=comment_likes",
            "  Corrected by labels:",
            "    weibo-sentiment aggregate --input tables --output corrected --window week --labels labels.csv"
        })
final class AggregateCommand implements Callable<Integer>, Configured {

    private final CommandContext context;

    @Mixin
    private final KeyOptions keys = new KeyOptions(
            InputConfig.PATHS,
            PostsConfig.PATHS,
            PostSelection.BLOGGERS,
            OutputConfig.DIR,
            JobConfig.POLICY,
            AggregateConfig.WINDOWS,
            AggregateConfig.WINDOW_BY,
            AggregateConfig.ZONE,
            AggregateConfig.REPLICATES,
            LabelsConfig.PATHS,
            LabelsConfig.TUNING,
            LabelsConfig.MINIMUM,
            InputConfig.MAX_REJECTED,
            OutputConfig.FAIL_ON_REJECTED,
            OutputConfig.WAIT_MINUTES);

    @Option(
            names = "--columns",
            paramLabel = "FIELD=COLUMN,…",
            description =
                    "The columns of fields, where the input names them differently. Fields are blogger-id, post-id,"
                            + " comment-id, comment-time, post-time, likes, post-likes, user-id, sentiment, post-sentiment.")
    private String columns = "";

    @Option(
            names = "--label-values",
            paramLabel = "LABEL=VALUE,…",
            description =
                    "The sentiment that each label means, from 0 to 1, of scores by a model with more than two labels"
                            + " (default: what it meant when the texts were scored).")
    private Optional<String> labelValues = Optional.empty();

    @Mixin
    private ConfigOptions config;

    AggregateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public JobConfig config(ConfigLoader loader) {
        return loader.load(config.with(keys.settings()), InputConfig.PATHS, OutputConfig.DIR);
    }

    @Override
    public Integer call() {
        JobConfig job = config(new ConfigLoader(context.environment()));
        ScoredColumns named = ScoredColumns.parse(columns);
        return JobRun.inSession(
                        "aggregate", context, job, session -> AggregateJob.run(job, named, labelValues, session))
                .code();
    }
}
