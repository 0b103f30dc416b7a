package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import io.weibosentiment.util.Counted;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the runs in an output folder. */
@Command(
        name = "runs",
        sortOptions = false,
        description =
                "Lists the runs in an output folder, the latest first; * marks the current one, which readers see.",
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions%n",
        footer = {
            "",
            "Examples",
            "  weibo-sentiment runs --output tables",
            "  duckdb -c \"SELECT * FROM '$(weibo-sentiment runs --output hdfs:///tables --path comment_scores)/*.parquet'\""
        })
final class RunsCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "The output folder.")
    private String dir = "";

    @Option(
            names = "--path",
            paramLabel = "TABLE",
            description = "Print only the path of this table in the current run.")
    private Optional<String> table = Optional.empty();

    RunsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        RunFolders folders = RunFolders.of(dir, HadoopSettings.ofProcess());
        try {
            List<PublishedRun> runs = folders.all();
            if (table.isPresent()) {
                context.out().println(path(runs, table.get()));
            } else {
                runs.forEach(run -> context.out().println(line(run)));
            }
            return ExitStatus.OK.code();
        } catch (IOException e) {
            throw new UncheckedIOException("output '" + dir + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private String path(List<PublishedRun> runs, String name) {
        PublishedRun current = runs.stream()
                .filter(PublishedRun::isCurrent)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "output '" + dir + "' has no current run; expected the run that manifest.json names"));
        return Arrays.stream(Table.values())
                .filter(known -> known.folder().equals(name) && current.has(known))
                .findFirst()
                .map(found -> current.place(found).toString())
                .orElseThrow(() -> new InvalidInputException("--path " + name + ": run " + current.id()
                        + " has no such table; it has "
                        + String.join(", ", current.manifest().paths().keySet())));
    }

    static String line(PublishedRun run) {
        return String.format(
                Locale.ROOT,
                "%s %s  %-9s  finished %s  %,d read, %,d kept, %,d rejected; %s scored, %,d reused",
                run.isCurrent() ? "*" : " ",
                run.id(),
                run.manifest().command(),
                run.manifest().finished(),
                count(run, "read"),
                count(run, "kept"),
                count(run, "rejected"),
                Counted.of(count(run, "new_texts"), "text"),
                count(run, "reused_texts"));
    }

    private static long count(PublishedRun run, String name) {
        return run.manifest().facts().section("counts").path(name).asLong();
    }
}
