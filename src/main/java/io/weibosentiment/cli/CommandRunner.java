package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.job.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** Parses the command line, runs the command, and turns whatever happens into an {@link ExitStatus}. */
public final class CommandRunner {

    private static final int HELP_WIDTH = 110;

    private final Surroundings surroundings;

    public CommandRunner(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** A runner on this process's streams, which it writes in UTF-8 whatever the locale says. */
    public static CommandRunner ofProcess() {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        return new CommandRunner(new Surroundings(out, err, Console.on(out), System.getenv()));
    }

    /** Runs the command in {@code args}; it never throws. */
    public ExitStatus run(String... args) {
        RootCommand root = new RootCommand();
        CommandLine commandLine = new CommandLine(root)
                .addSubcommand(new ScoreCommand(surroundings))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new AggregateCommand(surroundings))
                .addSubcommand(new ImportModelCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new RunsCommand(surroundings))
                .addSubcommand(new RollBackCommand(surroundings))
                .addSubcommand(new StoreCommand(surroundings));
        Failures failures = new Failures(surroundings.err(), root::isVerbose);
        everyCommand(commandLine);
        commandLine
                .setExpandAtFiles(false) // a comment may well start with @
                .setUsageHelpWidth(HELP_WIDTH)
                .setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                .setExecutionStrategy(parsed -> {
                    requireSparkLine(commandLine);
                    Logs.setUp(root.isVerbose());
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(failures::badUsage)
                .setExecutionExceptionHandler(failures::failed);
        return ExitStatus.ofCode(commandLine.execute(args));
    }

    /** Before any class is loaded that may not link. */
    private static void requireSparkLine(CommandLine commandLine) {
        try {
            SparkLine.built().requireRunning();
        } catch (InvalidInputException e) {
            throw new CommandLine.ExecutionException(commandLine, e.getMessage(), e);
        }
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

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
