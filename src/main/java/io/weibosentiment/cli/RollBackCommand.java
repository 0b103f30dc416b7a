package io.weibosentiment.cli;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.RecordedConfig;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.job.ReportJob;
import io.weibosentiment.output.CatalogDatabase;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes an earlier run the current one. */
@Command(
        name = "rollback",
        sortOptions = false,
        description =
                "Makes an earlier run the current one, and its page, if there is one; tables in a catalog follow. No run is"
                        + " deleted; rollback --to RUN undoes it.",
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions%n",
        footer = {"", "Example", "  weibo-sentiment rollback --output tables"})
final class RollBackCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "The output folder.")
    private String dir = "";

    @Option(names = "--to", paramLabel = "RUN", description = "The run (default: the one before the current).")
    private Optional<String> to = Optional.empty();

    RollBackCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try {
            RunFolders runs = RunFolders.of(dir, HadoopSettings.ofProcess());
            Optional<RunManifest> before = runs.current();
            PublishedRun run = runs.rollBack(to, Instant.now());
            context.out().println(RunsCommand.line(run));
            followWithPage(runs, run);
            followWithCatalog(Stream.concat(before.stream(), Stream.of(run.manifest())), run);
            return ExitStatus.OK.code();
        } catch (IOException e) {
            throw new UncheckedIOException("output '" + dir + "' cannot be rolled back: " + e.getMessage(), e);
        }
    }

    /** Moves the tables of the catalogs that any of {@code manifests} names; starts Spark only if there is one. */
    private static void followWithCatalog(Stream<RunManifest> manifests, PublishedRun run) {
        Map<String, JobConfig> catalogs = new LinkedHashMap<>();
        manifests
                .filter(manifest -> !manifest.configuration()
                        .getOrDefault(OutputConfig.CATALOG.name(), "")
                        .equals(""))
                .map(manifest -> RecordedConfig.of(manifest.configuration(), "the manifest of run " + manifest.run()))
                .forEach(config -> config.output().catalog().ifPresent(name -> catalogs.put(name, config)));
        catalogs.forEach((name, config) -> {
            SparkSession spark = SparkSessions.open("rollback", ScoringMetrics.class, config);
            try {
                CatalogDatabase.open(spark, name, run.root()).follow(run);
            } finally {
                spark.stop();
            }
        });
    }

    private void followWithPage(RunFolders runs, PublishedRun run) {
        try {
            ReportJob.afterRollBack(runs, context.console());
        } catch (IOException | RuntimeException e) {
            context.console()
                    .warn("run " + run.id() + " is the current one, but the page beside its tables may show another: "
                            + e + "; make it with: report --input " + dir);
        }
    }
}
