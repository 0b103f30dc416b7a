package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.Setting;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.job.SensitivityInput;
import io.weibosentiment.job.SensitivityJob;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.run.StopSignal;
import io.weibosentiment.util.HadoopSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how much of each blogger's window is a choice. */
@Command(
        name = "sensitivity",
        sortOptions = false,
        description =
                "Makes each blogger's windows again under alternatives to what the run chose: weights, comments that"
                        + " a rule decided, windows, evidence, without the most-liked comment and the largest post. Shows what moves"
                        + " them, and writes the table sensitivity beside the run's tables. No model runs.",
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions%n",
        footer = {"", "Example", "  weibo-sentiment sensitivity --input tables --window week"})
final class SensitivityCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "DIR",
            description = "The output folder of score or aggregate; its current run is read.")
    private String dir = "";

    @Mixin
    private final KeyOptions keys =
            new KeyOptions(AggregateConfig.WINDOWS, AggregateConfig.WINDOW_BY, AggregateConfig.ZONE);

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Sets one key, such as --set aggregate.comment-weight=one; can be repeated. What is not set is"
                            + " as in the run.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--min-comments",
            paramLabel = "N",
            description = "How many comments a post needs in the alternative that asks for evidence (default: 10).")
    private int minComments = 10;

    SensitivityCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (minComments < 1) {
            throw new InvalidInputException(
                    "--min-comments: found " + minComments + "; expected a number of comments, at least 1");
        }
        List<Setting> changes = new ArrayList<>(keys.settings());
        for (int place = assignments.size() - 1; place >= 0; place--) { // a later one wins
            changes.add(Setting.assignment(assignments.get(place)));
        }
        SensitivityInput input =
                SensitivityInput.of(dir, changes, HadoopSettings.ofProcess(), new ConfigLoader(context.environment()));
        SparkSession spark = SparkSessions.open("sensitivity", ScoringMetrics.class);
        try {
            SensitivityJob.run(input, minComments, context.session(spark, new StopSignal()));
            return ExitStatus.OK.code();
        } finally {
            spark.stop();
        }
    }
}
