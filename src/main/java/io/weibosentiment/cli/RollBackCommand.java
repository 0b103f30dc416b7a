package io.weibosentiment.cli;

import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes an earlier run the current one. */
@Command(
        name = "rollback",
        sortOptions = false,
        description = "Makes an earlier run the current one. Nothing is deleted; rollback --to RUN undoes it.",
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
            PublishedRun run = RunFolders.of(dir, HadoopSettings.ofProcess()).rollBack(to, Instant.now());
            context.out().println(RunsCommand.line(run));
            return ExitStatus.OK.code();
        } catch (IOException e) {
            throw new UncheckedIOException("output '" + dir + "' cannot be rolled back: " + e.getMessage(), e);
        }
    }
}
