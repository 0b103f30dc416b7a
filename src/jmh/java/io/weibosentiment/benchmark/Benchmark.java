package io.weibosentiment.benchmark;

import io.weibosentiment.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind submit/benchmark.sh. */
@Command(
        name = "submit/benchmark.sh",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Runs the real job, and beside it the usual ways to score the same texts; prints one table.",
        footer = {
            "",
            "Examples",
            "  submit/benchmark.sh --comments 100000",
            "  submit/benchmark.sh --input 'crawl/*.csv' --preset weibo-crawler --model my-checkpoint --json figures.json",
            "  submit/benchmark.sh --comments 20000 --model base-random",
            "  submit/benchmark.sh --comments 10000000 --distinct 200000 --job-only --repeats 1",
            "  submit/benchmark.sh --comments 100000 --model base-random --rerun",
            "  submit/benchmark.sh --comments 1000000 --distinct 20000 --only windows --repeats 3",
            "  submit/benchmark.sh --only sample --json figures.json"
        })
final class Benchmark implements Callable<Integer> {

    private static final int FAILED = 4;
    private static final int BAD_INPUT = 3;
    private static final int HELP_WIDTH = 110;
    private static final long DEFAULT_COMMENTS = 100_000;

    @Option(names = "--comments", paramLabel = "N", description = "Makes N comments up (100000 without --input).")
    private Optional<Long> comments = Optional.empty();

    @Option(
            names = "--distinct",
            paramLabel = "N",
            description = "Draws them from N texts; without it about a fifth are repeats, as in real crawls.")
    private Optional<Long> distinct = Optional.empty();

    @Option(names = "--input", arity = "1..*", paramLabel = "PATH", description = "Reads these comments instead.")
    private List<String> input = new ArrayList<>();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Where the input's fields stand (default: dynamics).")
    private String preset = "dynamics";

    @Option(names = "--policy", paramLabel = "NAME", description = "How text is cleaned: standard, paper or none.")
    private Optional<String> policy = Optional.empty();

    @Option(
            names = "--model",
            paramLabel = "BUNDLE",
            description = "A bundle, a checkpoint to import, or " + ModelUnderTest.BASE_RANDOM
                    + " for random weights of BERT-base's shape (default: the checkpoint, else the bundled model).")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description =
                    "The folder with model.onnx and model-int8.onnx for the comparison with ONNX Runtime (default:"
                            + " that of --model, where it is a checkpoint).")
    private Optional<Path> checkpoint = Optional.empty();

    @Option(names = "--precision", paramLabel = "P", description = "auto, float32, bfloat16 or int8.")
    private Optional<String> precision = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of conf/reference.conf.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--repeats", paramLabel = "N", description = "Runs whose median counts (default: 3).")
    private int repeats = 3;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description =
                    "Texts scored in arrival order; ours and ONNX Runtime get five times as many (default: 10000).")
    private int sample = 10_000;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Measures these parts alone: job, scoring (the ways to score), windows (the tables of windows"
                    + " beside DuckDB's), sample (the bundled sample once more); each but sample needs the job, too.")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @Option(names = "--job-only", description = "The same as --only job.")
    private boolean jobOnly;

    @Option(names = "--int8", description = "Also measures --precision int8, and says how far its scores are off.")
    private boolean int8;

    @Option(
            names = "--labelled",
            arity = "1..*",
            paramLabel = "CSV",
            description = "With --int8: files with the columns label (1: positive) and review, for its accuracy.")
    private List<String> labelled = new ArrayList<>();

    @Option(
            names = "--soak",
            paramLabel = "N",
            description = "Also runs N batches and compares the memory at the end with that after a tenth.")
    private int soak;

    @Option(
            names = "--rerun",
            description =
                    "Measures instead what running again costs: with nothing new, and with a tenth more comments.")
    private boolean rerun;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
    private Optional<Path> json = Optional.empty();

    /** What can be measured; the constants are written in lower case. */
    enum Part {
        JOB,
        SCORING,
        WINDOWS,
        SAMPLE
    }

    /** What was asked for, with defaults filled in. */
    record Request(
            Path home,
            Optional<CommentGenerator> generator,
            List<String> input,
            String preset,
            Optional<String> policy,
            Optional<String> model,
            Optional<Path> checkpoint,
            Optional<String> precision,
            List<String> assignments,
            int repeats,
            int sample,
            Set<Part> parts,
            boolean int8,
            List<String> labelled,
            int soak,
            boolean rerun) {

        boolean asksFor(Part part) {
            return parts.contains(part);
        }
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmark())
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Benchmark::failed)
                .execute(args));
    }

    private static int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        if (error instanceof InvalidInputException) {
            command.getErr().println("submit/benchmark.sh: " + error.getMessage());
            return BAD_INPUT;
        }
        error.printStackTrace(command.getErr());
        return FAILED;
    }

    @Override
    public Integer call() throws Exception {
        if (repeats < 1 || sample < 1 || soak < 0) {
            throw new InvalidInputException("--repeats " + repeats + ", --sample " + sample + ", --soak " + soak
                    + ": expected at least 1, 1 and 0");
        }
        Report report = new BenchmarkRun(request()).run();
        if (json.isPresent()) {
            report.write(json.get());
        }
        return 0;
    }

    private Request request() {
        Path home = Path.of(
                Optional.ofNullable(System.getenv("WEIBO_SENTIMENT_HOME")).orElse("."));
        return new Request(
                home.toAbsolutePath(),
                input.isEmpty() ? Optional.of(generator()) : Optional.empty(),
                input,
                preset,
                policy,
                model,
                checkpoint,
                precision,
                assignments,
                repeats,
                sample,
                jobOnly ? EnumSet.of(Part.JOB) : EnumSet.copyOf(only),
                int8,
                labelled,
                soak,
                rerun);
    }

    private CommentGenerator generator() {
        long count = comments.orElse(DEFAULT_COMMENTS);
        long seed = 1;
        return distinct.isPresent()
                ? new CommentGenerator(count, distinct.get(), seed)
                : CommentGenerator.withUsualRepeats(count, seed);
    }
}
