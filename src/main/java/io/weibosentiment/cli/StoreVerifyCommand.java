package io.weibosentiment.cli;

import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.job.StoreVerification;
import io.weibosentiment.job.VerifyStoreJob;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.run.StopSignal;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Verifies a score store. */
@Command(
        name = "verify",
        sortOptions = false,
        description =
                "Reads all files of a store, scores a sample of the input's texts again, and compares to the bit.",
        synopsisHeading = "Usage: ",
        optionListHeading = ConfigOptions.HEADING,
        footer = {
            "",
            "Example",
            "  weibo-sentiment store verify --input crawl/*.csv --preset weibo-crawler --output tables --sample 1000"
        })
final class StoreVerifyCommand implements Callable<Integer>, Configured {

    @ParentCommand
    private StoreCommand parent;

    @Mixin
    private ScoreOptions options;

    @Option(names = "--sample", paramLabel = "N", description = "Most texts to score again (default: 1000).")
    private int sample = 1000;

    @Override
    public JobConfig config(ConfigLoader loader) {
        return loader.load(options.sources(), InputConfig.PATHS, OutputConfig.DIR);
    }

    @Override
    public Integer call() {
        CommandContext context = parent.context();
        JobConfig job = config(new ConfigLoader(context.environment()));
        SparkSession spark = SparkSessions.open("store verify", ScoringMetrics.class);
        try {
            StoreVerification found =
                    VerifyStoreJob.run(job, sample, new Session(spark, context.console(), new StopSignal()));
            found.damaged()
                    .forEach(file ->
                            context.out().println("damaged   " + file + "; the next run scores its texts again"));
            context.out()
                    .printf(
                            Locale.ROOT,
                            "compared  %,d texts: %,d differ, by %.3g at the most%n",
                            found.compared(),
                            found.different(),
                            found.largest());
            return (found.isSound() ? ExitStatus.OK : ExitStatus.FAILED).code();
        } finally {
            spark.stop();
        }
    }
}
