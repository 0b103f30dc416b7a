package io.weibosentiment.cli;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.rows.RowsInventory;
import io.weibosentiment.store.StoreInventory;
import io.weibosentiment.util.Counted;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands for a score store. */
@Command(
        name = "store",
        sortOptions = false,
        description = "Manages a score store: lists its content, verifies it, deletes what is no longer used.",
        synopsisHeading = "Usage: ",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands%n",
        footer = {
            "",
            "Examples",
            "  weibo-sentiment store info --store tables/store",
            "  weibo-sentiment store verify --input crawl/*.csv --preset weibo-crawler --output tables --sample 1000",
            "  weibo-sentiment store prune --store tables/store --unused-days 90"
        })
final class StoreCommand implements Runnable {

    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    StoreCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        throw RootCommand.noCommand(spec);
    }

    @Command(
            name = "info",
            sortOptions = false,
            description = "Lists the fingerprints and the kept rows in a store, with their sizes and last use.",
            footer = {"", "Example", "  weibo-sentiment store info --store tables/store"})
    int info(@Option(names = "--store", required = true, paramLabel = "DIR", description = "The store.") String dir) {
        try {
            for (StoreInventory.Entry entry : inventory(dir).entries()) {
                context.out().println(line(entry));
            }
            for (RowsInventory.Entry entry : rows(dir).entries()) {
                context.out().println(line(entry));
            }
            return ExitStatus.OK.code();
        } catch (IOException e) {
            throw new UncheckedIOException("the score store '" + dir + "' cannot be read: " + e.getMessage(), e);
        }
    }

    @Command(
            name = "prune",
            sortOptions = false,
            description =
                    "Deletes fingerprints and kept rows that no run has used for some time, such as those of replaced models.",
            footer = {"", "Example", "  weibo-sentiment store prune --store tables/store --unused-days 90"})
    int prune(
            @Option(names = "--store", required = true, paramLabel = "DIR", description = "The store.") String dir,
            @Option(
                            names = "--unused-days",
                            required = true,
                            paramLabel = "N",
                            description = "For how many days it must have been unused.")
                    int days,
            @Option(names = "--dry-run", description = "Only list what would be deleted.") boolean dryRun) {
        if (days < 1) {
            throw new InvalidInputException("--unused-days: found " + days
                    + "; expected the number of days, from 1, for" + " which a fingerprint must have been unused");
        }
        try {
            StoreInventory store = inventory(dir);
            for (StoreInventory.Entry entry : store.unused(Duration.ofDays(days))) {
                if (!dryRun) {
                    store.delete(entry);
                }
                context.out().println((dryRun ? "would delete " : "deleted ") + line(entry));
            }
            RowsInventory rows = rows(dir);
            for (RowsInventory.Entry entry : rows.unused(Duration.ofDays(days))) {
                if (!dryRun) {
                    rows.delete(entry);
                }
                context.out().println((dryRun ? "would delete " : "deleted ") + line(entry));
            }
            return ExitStatus.OK.code();
        } catch (IOException e) {
            throw new UncheckedIOException("the score store '" + dir + "' cannot be pruned: " + e.getMessage(), e);
        }
    }

    private static StoreInventory inventory(String dir) {
        return StoreInventory.of(dir, HadoopSettings.ofProcess(), Clock.systemUTC());
    }

    private static RowsInventory rows(String dir) throws IOException {
        return RowsInventory.of(dir, HadoopSettings.ofProcess(), Clock.systemUTC());
    }

    private static String line(RowsInventory.Entry entry) {
        return String.format(
                Locale.ROOT,
                "_rows/%s  %s of %s, %,.1f MB, last used %s%s",
                entry.name(),
                Counted.of(entry.rows(), "row"),
                Counted.of(entry.files(), "input file"),
                entry.bytes() / 1e6,
                entry.lastUsed(),
                entry.isComplete() ? "" : "; not complete");
    }

    private static String line(StoreInventory.Entry entry) {
        return String.format(
                Locale.ROOT,
                "%s  %s, %s, %d tokens  %s in %s, %,.1f MB, last used %s%s",
                entry.id(),
                entry.bundle(),
                entry.fingerprint().precision(),
                entry.fingerprint().maxTokens(),
                Counted.of(entry.scores(), "score"),
                Counted.of(entry.files(), "file"),
                entry.bytes() / 1e6,
                entry.lastUsed(),
                entry.unreadable() == 0 ? "" : "; " + Counted.of(entry.unreadable(), "file") + " cannot be read");
    }
}
