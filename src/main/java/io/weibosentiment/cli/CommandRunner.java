package io.weibosentiment.cli;

import io.weibosentiment.run.SparkLine;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;

/** Parses the command line, runs the command, and turns every outcome into an {@link ExitStatus}. */
public final class CommandRunner {

    private static final int HELP_WIDTH = 110;

    private final CommandContext context;
    private final CommandLine.IExecutionStrategy strategy;

    public CommandRunner(CommandContext context) {
        this(context, new CommandLine.RunLast());
    }

    /** A runner that executes the parsed command line with {@code strategy}. */
    CommandRunner(CommandContext context, CommandLine.IExecutionStrategy strategy) {
        this.context = context;
        this.strategy = strategy;
    }

    /** A runner for this process, with its streams in UTF-8 whatever the locale. */
    public static CommandRunner ofProcess() {
        return new CommandRunner(CommandContext.ofProcess());
    }

    /**
     * How a command ended.
     *
     * @param status its status
     * @param errors the messages about its failure; empty if it did not fail, or reported the failure in its result
     */
    record Outcome(ExitStatus status, List<String> errors) {

        Outcome {
            errors = List.copyOf(errors);
        }

        /** The status and the messages in one line. */
        String message() {
            String reason = errors.isEmpty() ? "" : " - " + String.join("; ", errors);
            return "exit code " + status.code() + ": " + status.meaning() + reason;
        }
    }

    /** Runs the command in {@code args}; it never throws. */
    public ExitStatus run(String... args) {
        return outcome(args).status();
    }

    /** As {@link #run}, with the messages about a failure. */
    Outcome outcome(String... args) {
        AtomicBoolean verbose = new AtomicBoolean();
        Failures failures = new Failures(context.err(), verbose::get);
        ExitStatus status;
        try {
            status = ExitStatus.ofCode(commandLine(failures, verbose).execute(args));
        } catch (Throwable thrown) { // picocli does not catch an Error, and Java would end with 1
            status = failures.failed(thrown);
        }
        return new Outcome(status, failures.reported());
    }

    private CommandLine commandLine(Failures failures, AtomicBoolean verbose) {
        RootCommand root = new RootCommand();
        return commands(root)
                .setExpandAtFiles(false) // a comment may start with @
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setOut(writer(context.out()))
                .setErr(writer(context.err()))
                .setExecutionStrategy(parsed -> {
                    verbose.set(root.isVerbose());
                    try {
                        SparkLine.built().requireRunning(); // before loading any class that may not link
                        Logs.setUp(root.isVerbose());
                        return strategy.execute(parsed);
                    } catch (CommandLine.PicocliException thrown) {
                        throw thrown; // goes to the handlers below, as nothing else does
                    } catch (RuntimeException thrown) {
                        return failures.failed(thrown).code();
                    }
                })
                .setParameterExceptionHandler(failures::badUsage)
                .setExecutionExceptionHandler((thrown, command, parsed) ->
                        failures.failed(thrown, command).code());
    }

    /** {@code root} with all commands of the program. */
    CommandLine commands(RootCommand root) {
        CommandLine commandLine = new CommandLine(root)
                .addSubcommand(new ScoreCommand(context))
                .addSubcommand(new CheckCommand(context))
                .addSubcommand(new AggregateCommand(context))
                .addSubcommand(new SampleCommand(context))
                .addSubcommand(new ReportCommand(context))
                .addSubcommand(new SensitivityCommand(context))
                .addSubcommand(new FitCommand(context))
                .addSubcommand(new EvaluateCommand(context))
                .addSubcommand(new TrainCommand(context))
                .addSubcommand(new ImportModelCommand(context))
                .addSubcommand(new ExplainCommand(context))
                .addSubcommand(new RunsCommand(context))
                .addSubcommand(new RollBackCommand(context))
                .addSubcommand(new EraseCommand(context))
                .addSubcommand(
                        new CommandLine(new StoreCommand(context)).addSubcommand(new StoreVerifyCommand(context)));
        everyCommand(commandLine);
        return commandLine;
    }

    private static void everyCommand(CommandLine commandLine) {
        Map<String, String> exitCodes = new LinkedHashMap<>();
        for (ExitStatus status : ExitStatus.values()) {
            exitCodes.put(Integer.toString(status.code()), status.meaning());
        }
        commandLine
                .getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes%n")
                .exitCodeList(exitCodes);
        commandLine.getSubcommands().values().forEach(CommandRunner::everyCommand);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
