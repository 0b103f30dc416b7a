package io.weibosentiment.output;

import io.weibosentiment.Attempt;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of an output folder. Each has a folder {@code runs/RUN} of its own that never changes once its
 * {@code manifest.json} is there; {@code manifest.json} of the output folder itself is a copy of one of them and so
 * names the run that readers should read. Publishing and rolling back replace that one small file.
 */
public final class RunFolders {

    static final String MANIFEST = "manifest.json";

    /** In the folder of a run whose manifest is written, and to which no reader was ever sent. */
    static final String UNPUBLISHED = "_unpublished";

    private static final Logger LOG = LoggerFactory.getLogger(RunFolders.class);
    static final String RUNS = "runs";
    private static final Duration ROLLBACK_LEASE = Duration.ofMinutes(2);

    private final FileSystem files;
    private final Path root;

    RunFolders(FileSystem files, Path root) {
        this.files = files;
        this.root = root;
    }

    /**
     * The runs of the output folder {@code dir}.
     *
     * @throws InvalidInputException if it cannot be read, or nothing was published there
     */
    public static RunFolders of(String dir, Configuration hadoop) {
        try {
            Path root = new Path(dir);
            FileSystem files = root.getFileSystem(hadoop);
            RunFolders runs = new RunFolders(files, files.makeQualified(root));
            if (runs.current().isEmpty()) {
                throw new InvalidInputException("output '" + dir + "' holds no " + MANIFEST
                        + ", so no run has published there; give the folder that score or aggregate wrote to");
            }
            return runs;
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException("output '" + dir + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Where the current run's {@code table} lies if {@code path} is an output folder; empty if it is none.
     *
     * @throws InvalidInputException if the run does not have it
     */
    public static Optional<Path> tableIn(Path path, Table table, Configuration hadoop) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        if (!files.exists(new Path(path, MANIFEST)) || !files.exists(new Path(path, RUNS))) {
            return Optional.empty();
        }
        Path root = files.makeQualified(path);
        return new RunFolders(files, root)
                .current()
                .map(manifest -> new PublishedRun(manifest, root, true).place(table));
    }

    /**
     * As {@link #tableIn}, also where {@code path} is the folder of one run; but empty where the run does not have the
     * table, as earlier versions made fewer.
     */
    public static Optional<Path> tableBeside(Path path, Table table, Configuration hadoop) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        Path root = files.makeQualified(path);
        boolean hasTable = files.exists(new Path(path, MANIFEST))
                && new RunFolders(files, root)
                        .current()
                        .filter(manifest -> manifest.paths().containsKey(table.folder()))
                        .isPresent();
        return hasTable
                ? tableIn(path, table, hadoop).or(() -> Optional.of(new Path(root, table.folder())))
                : Optional.empty();
    }

    /** The manifest in {@code folder}, of an output folder's current run or of the one run whose folder it is, if there is one. */
    public static Optional<RunManifest> manifestAt(Path folder, Configuration hadoop) throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        return new RunFolders(files, files.makeQualified(folder)).current();
    }

    Path folder(String run) {
        return new Path(new Path(root, RUNS), run);
    }

    /** Where a table of {@code run} lies. */
    public Path table(String run, Table table) {
        return new Path(folder(run), table.folder());
    }

    /** The manifest of the run that readers are sent to; empty if there is none. */
    public Optional<RunManifest> current() throws IOException {
        return read(new Path(root, MANIFEST));
    }

    /**
     * The run that readers are sent to.
     *
     * @throws InvalidInputException if there is none
     */
    public PublishedRun published() {
        try {
            return current()
                    .map(manifest -> new PublishedRun(manifest, root, true))
                    .orElseThrow(() -> new InvalidInputException(
                            root + " has no current run; expected the run that " + MANIFEST + " names"));
        } catch (IOException e) {
            throw new InvalidInputException(root + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<RunManifest> read(Path manifest) throws IOException {
        AtomicFile file = new AtomicFile(files, manifest);
        return file.exists() ? Optional.of(RunManifest.parse(manifest.toString(), file.read())) : Optional.empty();
    }

    /** Every run that was published and is still there, the latest first. */
    public List<PublishedRun> all() throws IOException {
        String current = current().map(RunManifest::run).orElse("");
        List<PublishedRun> runs = new ArrayList<>();
        for (String id : folders()) {
            boolean isCurrent = id.equals(current);
            if (isCurrent || !files.exists(new Path(folder(id), UNPUBLISHED))) {
                read(new Path(folder(id), MANIFEST))
                        .ifPresent(manifest -> runs.add(new PublishedRun(manifest, root, isCurrent)));
            }
        }
        // Not by id alone: that is the time of the start, and a run may have waited for others that started later.
        Comparator<PublishedRun> order =
                Comparator.comparing(run -> run.manifest().finished());
        runs.sort(order.thenComparing(PublishedRun::id).reversed());
        return runs;
    }

    /** Whether readers are sent to {@code run}. */
    boolean isCurrent(String run) throws IOException {
        return current().map(RunManifest::run).filter(run::equals).isPresent();
    }

    /** Folders of runs, whole or not. */
    private List<String> folders() throws IOException {
        return names(files, new Path(root, RUNS));
    }

    /** The names of the folders in {@code parent}; none if that was never made. */
    static List<String> names(FileSystem files, Path parent) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (FileStatus status : files.listStatus(parent)) {
                if (status.isDirectory()) {
                    names.add(status.getPath().getName());
                }
            }
        } catch (FileNotFoundException e) {
            return names;
        }
        return names;
    }

    /** Sends readers to {@code run}, which must be whole: one small file is replaced in one step. */
    void publish(String run) throws IOException {
        Optional<RunManifest> before = current();
        if (before.isPresent()) { // its run may have died before it could do this
            files.delete(new Path(folder(before.get().run()), UNPUBLISHED), false);
        }
        String manifest = new AtomicFile(files, new Path(folder(run), MANIFEST)).read();
        new AtomicFile(files, new Path(root, MANIFEST)).replace(manifest);
    }

    /** What follows once readers are sent to {@code run}; nothing of it is worth failing for. */
    void follow(String run) {
        orWarn(
                run,
                "its mark " + UNPUBLISHED + " stays",
                () -> files.delete(new Path(folder(run), UNPUBLISHED), false));
        orWarn(
                run,
                "the links in " + root + " still lead to another, read the tables where " + MANIFEST + " says",
                () -> LocalLinks.point(files, root, RUNS + "/" + run));
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Chore {
        void run() throws IOException;
    }

    /** Does a chore after readers were sent to {@code run}; a failure then does not undo that, and is a warning. */
    static void orWarn(String run, String consequence, Chore chore) {
        try {
            chore.run();
        } catch (IOException | RuntimeException e) {
            LOG.warn("run {} is published, but {}: {}", run, consequence, e.toString());
        }
    }

    /**
     * Sends readers back to an earlier run.
     *
     * @param to the run's id; empty: the one before the current
     * @param now the time
     * @return the run that is current now
     * @throws InvalidInputException if there is no such run
     * @throws io.weibosentiment.OutputBusyException if a run holds the folder: it could delete the chosen one
     */
    public PublishedRun rollBack(Optional<String> to, Instant now) throws IOException {
        Lease.Holder holder = new Lease.Holder("rollback-" + UUID.randomUUID(), new Attempt("rollback", 0), now);
        try (Lease lease = Lease.take(files, root, holder, ROLLBACK_LEASE, Lease.Waiting.NEVER)) {
            List<PublishedRun> runs = all();
            PublishedRun chosen = to.map(id -> named(runs, id)).orElseGet(() -> before(runs));
            lease.check();
            publish(chosen.id());
            follow(chosen.id());
            return new PublishedRun(chosen.manifest(), root, true);
        }
    }

    private static PublishedRun named(List<PublishedRun> runs, String id) {
        return runs.stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("--to " + id + ": there is no such run; there are " + ids(runs)));
    }

    private static PublishedRun before(List<PublishedRun> runs) {
        return runs.stream()
                .dropWhile(run -> !run.isCurrent())
                .skip(1)
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("there is no run before the current one; there are " + ids(runs)));
    }

    private static List<String> ids(List<PublishedRun> runs) {
        return runs.stream().map(PublishedRun::id).toList();
    }

    /** Deletes what died before it was whole, and whole runs beyond the latest {@code keep}; never the current one. */
    void tidy(int keep) throws IOException {
        List<PublishedRun> whole = all();
        List<String> kept = whole.stream().limit(keep).map(PublishedRun::id).toList();
        String current = current().map(RunManifest::run).orElse("");
        for (String id : folders()) {
            if (!kept.contains(id) && !id.equals(current)) {
                files.delete(folder(id), true);
            }
        }
    }

    /** Deletes the rejected rows of runs that ended more than {@code days} days before {@code now}. */
    void dropRejected(int days, Instant now) throws IOException {
        Instant oldest = now.minus(Duration.ofDays(days));
        for (PublishedRun run : all()) {
            if (run.manifest().finished().isBefore(oldest)) {
                files.delete(table(run.id(), Table.REJECTED_COMMENTS), true);
            }
        }
    }
}
