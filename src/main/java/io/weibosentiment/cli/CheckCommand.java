package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigLoader.Checked;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.job.CheckJob;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.util.Counted;
import io.weibosentiment.util.Finding;
import io.weibosentiment.util.Finding.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks everything that a scoring run needs, and reports all problems at once. */
@Command(
        name = "check",
        sortOptions = false,
        description = "Checks, within a minute, everything that score with the same options needs, and reports all"
                + " problems at once. Nothing is scored and no table is written.",
        synopsisHeading = "Usage: ",
        optionListHeading = ConfigOptions.HEADING,
        footer = {
            "",
            "Prints a line for each check: ok, warning, problem (what was found, what was expected, what to do), or"
                    + " skipped because of another problem. The exit code is 0 without problems, 2 if the only one is that"
                    + " too many of the rows sampled cannot be used, else 3.",
            "",
            "Examples",
            "  weibo-sentiment check --config conf/sample.conf",
            "  weibo-sentiment check --input hdfs:///weibo/2023 --preset weibo-crawler --output hdfs:///tables/2023"
        })
final class CheckCommand implements Callable<Integer>, Configured {

    private static final String CONFIGURATION = "configuration";
    private static final int LEAST_SECONDS = 5;

    private final CommandContext context;

    @Mixin
    private ScoreOptions options;

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            description = "A check that takes longer is a problem (default: 55).")
    private int within = 55;

    CheckCommand(CommandContext context) {
        this.context = context;
    }

    /** The configuration with defaults in place of bad values; the command itself reports those. */
    @Override
    public JobConfig config(ConfigLoader loader) {
        return loader.check(options.sources()).config();
    }

    @Override
    public Integer call() {
        if (within < LEAST_SECONDS) {
            throw new InvalidInputException(
                    "--within: found " + within + "; expected at least " + LEAST_SECONDS + " seconds");
        }
        Checked checked = new ConfigLoader(context.environment()).check(options.sources());
        List<Finding> found = new ArrayList<>(configuration(checked));
        AtomicReference<SparkSession> session = new AtomicReference<>();
        try {
            found.addAll(CheckJob.run(
                    checked.config(),
                    () -> open(session, checked.config()),
                    context.environment(),
                    Duration.ofSeconds(within)));
        } finally {
            if (session.get() != null) {
                session.get().stop();
            }
        }
        found.forEach(this::show);
        long problems = found.stream().filter(Finding::isProblem).count();
        context.console().line("check", Counted.of(problems, "problem"));
        return status(found).code();
    }

    /** How score with the same options would end. */
    private static ExitStatus status(List<Finding> found) {
        List<Finding> problems = found.stream().filter(Finding::isProblem).toList();
        if (problems.isEmpty()) {
            return ExitStatus.OK;
        }
        boolean isOnlyRejects =
                problems.stream().allMatch(problem -> problem.check().equals(CheckJob.REJECTED));
        return isOnlyRejects ? ExitStatus.TOO_MANY_REJECTS : ExitStatus.BAD_USAGE;
    }

    private static SparkSession open(AtomicReference<SparkSession> session, JobConfig config) {
        session.set(SparkSessions.open("check", ScoringMetrics.class, config));
        return session.get();
    }

    private static List<Finding> configuration(Checked checked) {
        if (checked.problems().isEmpty()) {
            return List.of(new Finding(CONFIGURATION, Outcome.OK, "all keys and values are valid"));
        }
        return checked.problems().stream()
                .map(problem -> new Finding(CONFIGURATION, Outcome.PROBLEM, problem))
                .toList();
    }

    private void show(Finding finding) {
        String oneLine = finding.text().strip().replaceAll("\\s*\\R\\s*", " ");
        context.console().line(finding.outcome().name().toLowerCase(Locale.ROOT), finding.check() + ": " + oneLine);
    }
}
