package io.weibosentiment.cli;

import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends readers back to an earlier run. */
@Command(
        name = "rollback",
        sortOptions = false,
        description = "Sends readers back to an earlier run; nothing is deleted, so it can be undone in the same way.",
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions%n",
        footer = {"", "Example", "  weibo-sentiment rollback --output tables"})
final class RollBackCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "The output folder.")
    private String dir = "";

    @Option(names = "--to", paramLabel = "RUN", description = "The run (the one before the current unless given).")
    private Optional<String> to = Optional.empty();

    RollBackCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try {
            PublishedRun run = RunFolders.of(dir, HadoopSettings.ofProcess()).rollBack(to);
            context.out().println(RunsCommand.line(run));
            return ExitStatus.OK.code();
        } catch (IOException e) {
            throw new UncheckedIOException("output '" + dir + "' cannot be rolled back: " + e.getMessage(), e);
        }
    }
}
