package io.weibosentiment.output;

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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The runs of an output folder. Each has a folder {@code runs/RUN} of its own that never changes once its
 * {@code manifest.json} is there; {@code manifest.json} of the output folder itself is a copy of one of them and so
 * names the run that readers should read. Publishing and rolling back replace that one small file.
 */
public final class RunFolders {

    static final String MANIFEST = "manifest.json";

    private static final String RUNS = "runs";

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

    private Optional<RunManifest> read(Path manifest) throws IOException {
        AtomicFile file = new AtomicFile(files, manifest);
        return file.exists() ? Optional.of(RunManifest.parse(manifest.toString(), file.read())) : Optional.empty();
    }

    /** Every run that is whole, the latest first. */
    public List<PublishedRun> all() throws IOException {
        String current = current().map(RunManifest::run).orElse("");
        List<PublishedRun> runs = new ArrayList<>();
        for (String id : folders()) {
            read(new Path(folder(id), MANIFEST))
                    .ifPresent(manifest -> runs.add(new PublishedRun(manifest, root, id.equals(current))));
        }
        runs.sort(Comparator.comparing(PublishedRun::id).reversed());
        return runs;
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
        String manifest = new AtomicFile(files, new Path(folder(run), MANIFEST)).read();
        new AtomicFile(files, new Path(root, MANIFEST)).replace(manifest);
        LocalLinks.point(files, root, RUNS + "/" + run);
    }

    /**
     * Sends readers back to an earlier run.
     *
     * @param to the run's id; empty: the one before the current
     * @return the run that is current now
     * @throws InvalidInputException if there is no such run
     */
    public PublishedRun rollBack(Optional<String> to) throws IOException {
        List<PublishedRun> runs = all();
        PublishedRun chosen = to.map(id -> named(runs, id)).orElseGet(() -> before(runs));
        publish(chosen.id());
        return new PublishedRun(chosen.manifest(), root, true);
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
