package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.job.StoreVerification;
import io.weibosentiment.job.VerifyStoreJob;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.run.StopSignal;
import io.weibosentiment.store.ScoreComparison;
import io.weibosentiment.util.Counted;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies a score store. */
@Command(
        name = "verify",
        sortOptions = false,
        description =
                "Reads all files of a store, scores a sample of the input's texts again, and compares them: to the bit"
                        + " if the same engine kept the score, else within a tolerance.",
        synopsisHeading = "Usage: ",
        optionListHeading = ConfigOptions.HEADING,
        footer = {
            "",
            "Example",
            "  weibo-sentiment store verify --input crawl/*.csv --preset weibo-crawler --output tables --sample 1000"
        })
final class StoreVerifyCommand implements Callable<Integer>, Configured {

    private final CommandContext context;

    @Mixin
    private ScoreOptions options;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "How many texts to score again at most (default: 1000).")
    private int sample = 1000;

    StoreVerifyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public JobConfig config(ConfigLoader loader) {
        JobConfig config = loader.load(options.sources(), InputConfig.PATHS);
        if (config.scoring().store().isEmpty() && config.output().dir().isBlank()) {
            throw new InvalidInputException(
                    "scoring.store and output.dir: nothing given; expected the store (--store DIR), or the output folder that contains"
                            + " it (--output DIR)");
        }
        return config;
    }

    @Override
    public Integer call() {
        if (sample < 0) {
            throw new InvalidInputException(
                    "--sample: found " + sample + "; expected a number of texts, or 0 for none");
        }
        JobConfig job = config(new ConfigLoader(context.environment()));
        SparkSession spark = SparkSessions.open("store verify", ScoringMetrics.class, job);
        try {
            StoreVerification found = VerifyStoreJob.run(job, sample, context.session(spark, new StopSignal()));
            found.damaged()
                    .forEach(file ->
                            context.out().println("damaged   " + file + "; the next run scores its texts again"));
            if (found.conflicting() > 0) {
                context.out()
                        .printf(
                                Locale.ROOT,
                                "conflict  %s kept scores that differ by more than %.0e%n",
                                Counted.of(found.conflicting(), "text has", "texts have"),
                                found.scores().tolerance());
            }
            context.out().println(line(found.scores()));
            return (found.isSound() ? ExitStatus.OK : ExitStatus.FAILED).code();
        } finally {
            spark.stop();
        }
    }

    private static String line(ScoreComparison scores) {
        return String.format(
                Locale.ROOT,
                "compared  %s: %,d equal to the bit, %,d within %.0e (another engine), %,d beyond; at most %.3g apart",
                Counted.of(scores.compared(), "text"),
                scores.equal(),
                scores.within(),
                scores.tolerance(),
                scores.beyond(),
                scores.largest());
    }
}
