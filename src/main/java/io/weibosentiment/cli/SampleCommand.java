package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.RecordedConfig;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.job.SampleJob;
import io.weibosentiment.labels.sampling.Allocation;
import io.weibosentiment.labels.sampling.SampleOptions;
import io.weibosentiment.labels.sampling.SampleOptions.RuleDecidedComments;
import io.weibosentiment.labels.sampling.StratifiedBy;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.run.StopSignal;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws comments for people to label. */
@Command(
        name = "sample",
        sortOptions = false,
        description = "Draws comments of a published run for people to label, and writes them with their texts to a CSV"
                + " file that aggregate --labels reads. See docs/labels.md.",
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions%n",
        footer = {
            "",
            "Examples",
            "  How many labels which precision needs:",
            "    weibo-sentiment sample --input tables --explain-size",
            "  400 comments for two coders:",
            "    weibo-sentiment sample --input tables --crawl 'crawl/*.csv' --size 400 --coders 2 --output labels.csv"
        })
final class SampleCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "TABLES",
            description = "The output folder of score; its current run is drawn from.")
    private String input = "";

    @Option(
            names = "--crawl",
            arity = "1..*",
            paramLabel = "PATH",
            description = "The crawl that the run read, for the texts; it is read with the run's own options. Default:"
                    + " the run's texts if it has them (output.text), else where the run read its crawl.")
    private List<String> crawl = new ArrayList<>();

    @Option(names = "--size", paramLabel = "N", description = "How many comments to draw.")
    private Integer size;

    @Option(
            names = "--output",
            paramLabel = "CSV",
            description = "The file to write; what its strata are is written beside it. An existing file is never"
                    + " replaced.")
    private Optional<String> output = Optional.empty();

    @Option(
            names = "--coders",
            paramLabel = "N",
            description = "How many people label each comment: a column each (default: 1).")
    private int coders = 1;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Decides which comments are drawn; the same seed draws the same ones (default: 1).")
    private long seed = 1;

    @Option(
            names = "--strata",
            arity = "1..3",
            split = ",",
            paramLabel = "TRAIT",
            description =
                    "What strata are made by: window, blogger, score. Default: all three, without window, or without"
                            + " window and blogger, whichever is the first that --size allows.")
    private List<String> strata = new ArrayList<>();

    @Option(
            names = "--window",
            paramLabel = "SPEC",
            description = "The windows of strata (default: the run's first whose windows do not overlap).")
    private Optional<String> window = Optional.empty();

    @Option(
            names = "--bands",
            paramLabel = "N",
            description = "Into how many bands of equal width the scores are divided (default: 4).")
    private int bands = 4;

    @Option(
            names = "--minimum",
            paramLabel = "N",
            description = "How many comments are drawn from each stratum at least, or all that it has (default: 2).")
    private int minimum = 2;

    @Option(
            names = "--allocation",
            paramLabel = "NAME",
            description = "How the others are divided among strata: proportional, neyman (more where scores are less"
                    + " sure), equal (default: proportional).")
    private Allocation allocation = Allocation.PROPORTIONAL;

    @Option(
            names = "--rule-decided",
            paramLabel = "in|out",
            description = "Whether comments are drawn that a rule decided and that count with 0.5 (default: out).")
    private RuleDecidedComments ruleDecided = RuleDecidedComments.OUT;

    @Option(names = "--explain-size", description = "Only show how many labels which precision needs.")
    private boolean explainSize;

    SampleCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        SampleOptions options = options();
        PublishedRun run = RunFolders.of(input, HadoopSettings.ofProcess()).all().stream()
                .filter(PublishedRun::isCurrent)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("--input " + input + " has no current run"));
        JobConfig config = RecordedConfig.of(run.manifest().configuration(), "the manifest of run " + run.id());
        SparkSession spark = SparkSessions.open("sample", ScoringMetrics.class);
        try {
            Session session = context.session(spark, new StopSignal());
            if (explainSize) {
                SampleJob.sizes(run, config, options, session)
                        .lines()
                        .forEach(line -> context.out().println(line));
            } else {
                SampleJob.run(run, config, options, crawl, output.orElseThrow(), session);
            }
            return ExitStatus.OK.code();
        } finally {
            spark.stop();
        }
    }

    private SampleOptions options() {
        List<String> problems = new ArrayList<>();
        if (!explainSize && size == null) {
            problems.add("--size: nothing given; expected --size N, or --explain-size to see what N gives");
        }
        if (!explainSize && output.isEmpty()) {
            problems.add("--output: nothing given; expected --output CSV, the file to write");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new SampleOptions(
                size == null ? 1 : size,
                seed,
                coders,
                strata.isEmpty() ? Optional.empty() : Optional.of(StratifiedBy.parse(strata)),
                window.map(WindowKind::parse),
                bands,
                minimum,
                allocation,
                ruleDecided);
    }
}
