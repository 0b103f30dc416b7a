package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigLoader.Checked;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.job.CheckJob;
import io.weibosentiment.run.SparkSessions;
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

/** Everything a scoring run will need, looked at beforehand; every problem told at once. */
@Command(
        name = "check",
        sortOptions = false,
        description = "Looks, within a minute, at all that score will need with the same options, and tells every"
                + " problem at once; nothing is scored and no table is written.",
        synopsisHeading = "Usage: ",
        optionListHeading = ConfigOptions.HEADING,
        footer = {
            "",
            "A line for each check: ok, problem (what was found, what was expected, what to do), or skipped where"
                    + " another problem stands in the way. Exit code 0: no problems; 3: some.",
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
            description = "What is not answered by then is a problem (55 unless given).")
    private int within = 55;

    CheckCommand(CommandContext context) {
        this.context = context;
    }

    /** With defaults in place of what is wrong, of which the command itself tells. */
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
                    checked.config(), () -> open(session), context.environment(), Duration.ofSeconds(within)));
        } finally {
            if (session.get() != null) {
                session.get().stop();
            }
        }
        found.forEach(this::show);
        long problems = found.stream().filter(Finding::isProblem).count();
        context.console()
                .line("check", String.format(Locale.ROOT, "%,d %s", problems, problems == 1 ? "problem" : "problems"));
        return (problems == 0 ? ExitStatus.OK : ExitStatus.BAD_USAGE).code();
    }

    private static SparkSession open(AtomicReference<SparkSession> session) {
        session.set(SparkSessions.open("check", ScoringMetrics.class));
        return session.get();
    }

    private static List<Finding> configuration(Checked checked) {
        if (checked.problems().isEmpty()) {
            return List.of(new Finding(CONFIGURATION, Outcome.OK, "every key and value is known"));
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
