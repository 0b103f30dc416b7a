package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.erasure.ErasedId;
import io.weibosentiment.erasure.ErasedIds;
import io.weibosentiment.erasure.ErasedRows;
import io.weibosentiment.erasure.Erasures;
import io.weibosentiment.erasure.IdKind;
import io.weibosentiment.erasure.Receipt;
import io.weibosentiment.erasure.UserHashing;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunErasure;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.rows.RowsErasure;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.text.TextKeys;
import io.weibosentiment.util.Counted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Removes comments on request from everything that an output folder keeps, and leaves them out from then on. First the
 * ids are noted as keyed hashes; then a run without them is published; then earlier runs, kept rows and the store are
 * rewritten. Killed in between, the next erasure of the folder ends what was begun.
 */
public final class EraseJob {

    private static final String COMMAND = "erase";
    private static final String STEP = "find";
    /** The section of the manifest of a run that an erasure publishes. */
    private static final String SECTION = "erasure";
    /** What the receipt calls the comments that this run lacks. */
    private static final String COMMENTS = "comments";

    private static final int SHOWN = 5;

    private final EraseRequest request;
    private final JobConfig config;
    private final Session session;
    private final SparkSession spark;
    private final Path root;
    private final FileSystem files;
    private final Erasures erasures;
    private final Optional<UserHashing> users;
    private long comments;

    private EraseJob(EraseRequest request, JobConfig config, Session session) {
        this.request = request;
        this.config = config;
        this.session = session;
        this.spark = session.spark();
        try {
            Path output = new Path(config.output().dir());
            this.files = output.getFileSystem(spark.sparkContext().hadoopConfiguration());
            this.root = files.makeQualified(output);
            this.erasures = Erasures.of(files, root);
            boolean needsKey = LeftOut.haveUsers(erasures.receipts())
                    || request.ids().stream().anyMatch(id -> id.kind() == IdKind.USER);
            this.users = needsKey ? LeftOut.users(config.output(), session.environment()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the output cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Erases what {@code request} names, and ends what an erasure has begun that was cut short.
     *
     * @param config see {@link EraseRequest#config}
     * @throws InvalidInputException if nothing that is kept has any of the ids; nothing is done then
     */
    public static RunSummary run(EraseRequest request, JobConfig config, Session session) {
        EraseJob job = new EraseJob(request, config, session);
        return new Publication(COMMAND, config, session).of(job::publish, job::everywhere);
    }

    /**
     * Shows what {@link #run} would remove, and changes nothing.
     *
     * @throws InvalidInputException if nothing that is kept has any of the ids
     */
    public static void dryRun(EraseRequest request, JobConfig config, Session session) {
        try (Run run = Run.unpublished(COMMAND, config, session)) {
            new EraseJob(request, config, session).show(run);
        } catch (IOException e) {
            throw new UncheckedIOException("what is there cannot be read: " + e.getMessage(), e);
        }
    }

    private String store() {
        return config.scoring().storeFor(config.output());
    }

    private RunFolders runs() {
        return RunFolders.of(config.output().dir(), spark.sparkContext().hadoopConfiguration());
    }

    private ErasureSearch search() throws IOException {
        return new ErasureSearch(spark, runs().all(), store(), users, TextKeys.of(config.scoring()));
    }

    private void show(Run run) throws IOException {
        List<PublishedRun> runs = runs().all();
        ErasureSearch search = search();
        ErasureSearch.Found found = run.step(STEP, () -> found(run, search));
        ErasedRows erased = search.rows(found.ids());
        RunErasure rewriting = new RunErasure(spark, files, root, erased);
        long rows = 0;
        for (PublishedRun kept : runs) {
            Map<String, Long> counts = run.step(STEP, () -> counted(rewriting, kept));
            rows += counts.values().stream().mapToLong(Long::longValue).sum();
            run.line(
                    "erase",
                    String.format(Locale.ROOT, "run %s: %s", kept.id(), counts.isEmpty() ? "nothing" : counts));
        }
        long keptRows = run.step(STEP, () -> countedRows(erased));
        run.line("erase", String.format(Locale.ROOT, "kept rows: %,d", keptRows));
        requireAny(rows + keptRows, found);
        List<byte[]> texts = run.step(STEP, () -> textKeys(search, found.ids()));
        run.line(
                "erase",
                "store: the scores of at most " + Counted.of(texts.size(), "text")
                        + ", of which those stay that other comments have");
        run.line("done", "dry run: nothing was changed");
    }

    private ErasureSearch.Found found(Run run, ErasureSearch search) {
        try {
            LeftOut.requireKey(ErasedIds.of(new byte[1], request.ids(), users), config.output(), session.environment());
            ErasureSearch.Found found = search.find(request.ids());
            if (!found.unknown().isEmpty()) {
                run.warn(String.format(
                        Locale.ROOT,
                        "no run that is kept has %,d of %s, such as %s",
                        found.unknown().size(),
                        Counted.of(request.ids().size(), "id"),
                        found.unknown().stream()
                                .limit(SHOWN)
                                .map(ErasedRows::named)
                                .toList()));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Long> counted(RunErasure rewriting, PublishedRun run) {
        try {
            return rewriting.count(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long countedRows(ErasedRows erased) {
        try {
            return RowsErasure.of(spark, store(), erased).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> textKeys(ErasureSearch search, Set<ErasedId> ids) {
        try {
            return search.textKeys(ids);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireAny(long rows, ErasureSearch.Found found) {
        if (rows == 0) {
            throw new InvalidInputException(
                    "nothing that is kept in '" + config.output().dir() + "' has any of the ids given ("
                            + found.unknown().size() + "), such as "
                            + found.unknown().stream()
                                    .limit(SHOWN)
                                    .map(ErasedRows::named)
                                    .toList()
                            + "; nothing was done. Expected ids as the tables have them; what was erased before has gone");
        }
    }

    /** Notes what is erased, and makes the tables without it. */
    private void publish(Run run) throws IOException {
        List<Receipt> receipts = erasures.receipts();
        boolean isPending = receipts.stream().anyMatch(Receipt::isPending);
        if (isPending) {
            run.warn("an earlier erasure was cut short; what it had begun is ended now");
            noteWhatWasPublished(receipts);
        }
        if (!request.ids().isEmpty()) {
            begin(run, receipts, isPending);
        } else if (!isPending) {
            throw new InvalidInputException(
                    "nothing to erase: no erasure of '" + config.output().dir()
                            + "' was cut short, and no id was given; expected --comment, --post, --blogger, --user-hash or"
                            + " --from-file");
        }
        ErasedIds ids = erasures.ids(users);
        LeftOut.requireKey(ids, config.output(), session.environment());
        comments = new ErasedTables(runs().published(), config, run, ErasedRows.of(spark, ids)).write();
        run.fact(SECTION, new Erased(request.reason(), comments, request.counts()));
    }

    /** The run of an erasure that was cut short just after readers were sent to it says what the receipt lacks. */
    private void noteWhatWasPublished(List<Receipt> receipts) throws IOException {
        RunManifest current = runs().published().manifest();
        List<Receipt> pending = receipts.stream().filter(Receipt::isPending).toList();
        boolean isOfThese = current.command().equals(COMMAND)
                && pending.stream()
                        .allMatch(receipt -> !current.finished().isBefore(Instant.parse(receipt.started()))
                                && !receipt.removed().containsKey(COMMENTS));
        if (isOfThese) {
            erasures.note(
                    COMMENTS, current.facts().section(SECTION).path("comments").asLong());
        }
    }

    /**
     * What an erasure did, in the manifest's section {@code erasure}.
     *
     * @param reason why
     * @param comments the comments that the run lacks which was the current one
     * @param ids how many ids of each kind were given
     */
    private record Erased(String reason, long comments, Map<String, Long> ids) {}

    private void begin(Run run, List<Receipt> receipts, boolean isPending) throws IOException {
        ErasureSearch search = search();
        ErasureSearch.Found found = run.step(STEP, () -> found(run, search));
        ErasedRows erased = search.rows(found.ids());
        if (found.unknown().size() == request.ids().size() && !isPending) {
            RunErasure rewriting = new RunErasure(spark, files, root, erased);
            long rows = countedRows(erased);
            for (PublishedRun kept : runs().all()) {
                rows += counted(rewriting, kept).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
            }
            requireAny(rows, found);
        }
        List<byte[]> texts = run.step(STEP, () -> textKeys(search, found.ids()));
        int edition = receipts.isEmpty() ? 1 : receipts.get(receipts.size() - 1).edition() + 1;
        Receipt receipt = new Receipt(
                edition,
                Receipt.PENDING,
                request.reason(),
                "",
                session.clock().instant().toString(),
                "",
                request.counts(),
                found.ids().stream().map(id -> id.kind().label()).distinct().toList(),
                Map.of());
        erasures.begin(receipt, found.ids(), texts);
    }

    /** Takes what is erased out of all that is kept besides the run that was just published. */
    private RunSummary everywhere(RunSummary summary, PublishedRun published) {
        try {
            erasures.note(COMMENTS, comments);
            new ErasureElsewhere(spark, config, files, root, erasures, users).after(published);
            RunSummary shown = ReportJob.renewed(summary, published, config.output(), session);
            return end(published, shown);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "run " + published.id()
                            + " is published without what was erased, but earlier runs, kept rows or the"
                            + " store may still hold it: " + e.getMessage() + "; start again with: erase --output "
                            + config.output().dir(),
                    e);
        }
    }

    private RunSummary end(PublishedRun published, RunSummary summary) throws IOException {
        Map<String, Long> gone = new LinkedHashMap<>();
        for (Receipt receipt : erasures.receipts()) {
            if (receipt.isPending()) {
                gone.putAll(receipt.removed());
                erasures.end(receipt.done(published.id(), session.clock().instant()));
                session.console().line("receipt", erasures.place(receipt).toString());
            }
        }
        gone.forEach((place, rows) -> {
            if (rows > 0) {
                session.console().line("erased", String.format(Locale.ROOT, "%s: %,d", place, rows));
            }
        });
        return summary;
    }
}
