package io.weibosentiment.output;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.files.AtomicFile;
import io.weibosentiment.files.HadoopFolders;
import io.weibosentiment.util.PlainColumns;
import io.weibosentiment.util.SparkPaths;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder a run publishes to, held by a lease while the run lasts. Tables are written below {@code runs/RUN}, which
 * no reader is sent to before {@link #publish}; intermediate results below {@code _staging/RUN}. A run that ends
 * otherwise leaves readers with the run before it.
 */
public final class OutputFolder implements Closeable {

    static final String STAGING = "_staging";

    private static final Logger LOG = LoggerFactory.getLogger(OutputFolder.class);

    /** Only this run reads them, and soon: to look these values up in dictionaries takes longer than to copy them. */
    private static final Map<String, String> STAGED = PlainColumns.options(
            Columns.COMMENT_ID,
            Columns.USER_ID,
            Columns.COMMENT_TIME,
            Columns.LINE,
            Columns.POST_KEY,
            Columns.POST_ID,
            Columns.POST_TIME,
            Columns.TEXT,
            Columns.CLEANED_TEXT,
            Columns.TEXT_KEY);

    private final SparkSession spark;
    private final OutputConfig config;
    private final FileSystem files;
    private final Path root;
    private final String run;
    private final Path staging;
    private final boolean wasThere;
    private final Lease lease;
    private final RunFolders runs;
    private final RunTables tables;
    private boolean isPointed;
    private boolean isPublished;

    private OutputFolder(
            SparkSession spark,
            OutputConfig config,
            FileSystem files,
            Path root,
            Lease.Holder holder,
            Runnable whileWaiting)
            throws IOException {
        this.spark = spark;
        this.config = config;
        this.files = files;
        this.root = root;
        this.run = holder.run();
        this.staging = new Path(new Path(root, STAGING), run);
        this.wasThere = files.exists(root);
        if (!files.mkdirs(root)) {
            throw new IOException("the file system refused to make the folder");
        }
        this.lease = Lease.take(
                files, root, holder, config.leaseExpires(), new Lease.Waiting(config.waiting(), whileWaiting));
        this.runs = new RunFolders(files, root);
        this.tables = new RunTables(spark, config, files, root, run, staging);
    }

    /**
     * Opens the folder for one run, once no other run holds it.
     *
     * @param holder the run; what an earlier attempt at the same application held is taken over at once
     * @param whileWaiting done again and again while another run holds the folder; what it throws ends the waiting
     * @throws InvalidInputException if the folder cannot be made or written to
     * @throws io.weibosentiment.OutputBusyException if another run holds it for longer than the configuration waits
     */
    public static OutputFolder open(
            SparkSession spark, OutputConfig config, Lease.Holder holder, Runnable whileWaiting) {
        Path root = new Path(config.dir());
        try {
            FileSystem files = root.getFileSystem(spark.sparkContext().hadoopConfiguration());
            Optional<Path> foreign = LocalLinks.foreign(files, root);
            if (foreign.isPresent()) {
                throw new InvalidInputException("output '" + config.dir() + "' holds " + foreign.get()
                        + ", which is not of the layout runs/RUN/TABLE; move it away or give another folder");
            }
            return new OutputFolder(spark, config, files, files.makeQualified(root), holder, whileWaiting);
        } catch (IOException | IllegalArgumentException e) {
            throw unwritable(config, e);
        }
    }

    static InvalidInputException unwritable(OutputConfig config, Exception cause) {
        return new InvalidInputException(
                "output '" + config.dir() + "' cannot be written to: " + cause.getMessage()
                        + "; give a folder that may be created or written to on a file system that Hadoop knows",
                cause);
    }

    /**
     * Refuses a folder whose current run has a table which this run does not make, as readers would miss it.
     *
     * @throws InvalidInputException if {@code table} is there
     */
    public void requireWithout(Table table) throws IOException {
        boolean isThere = runs.current()
                .map(manifest -> manifest.paths().containsKey(table.folder()))
                .orElse(false);
        if (isThere) {
            throw new InvalidInputException("output '" + config.dir() + "' holds " + table.folder()
                    + " of an earlier run, which this one would take from its readers; give another folder");
        }
    }

    /** The folder. */
    public Path root() {
        return root;
    }

    /** The run that readers are sent to, and those before it. */
    public RunFolders runs() {
        return runs;
    }

    /** The tables of this run. */
    public RunTables tables() {
        return tables;
    }

    /**
     * The current run, if its tables lie there with as many rows as were written; rejected rows may have been deleted
     * since.
     */
    public Optional<RunManifest> whole() throws IOException {
        Optional<RunManifest> current = runs.current();
        return current.isPresent() && isWhole(current.get()) ? current : Optional.empty();
    }

    private boolean isWhole(RunManifest manifest) {
        try {
            for (Map.Entry<String, String> table : manifest.paths().entrySet()) {
                Path place = new Path(root, table.getValue());
                if (!table.getKey().equals(Table.REJECTED_COMMENTS.folder())
                        && ParquetCounts.in(spark, files, place).rows()
                                != manifest.tables().get(table.getKey())) {
                    return false;
                }
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("run {} is not whole: {}", manifest.run(), e.toString());
            return false;
        }
    }

    /** Removes what runs that died have left below {@code _staging}: this run holds the lease, so none is alive. */
    public List<String> removeLeftovers() throws IOException {
        List<String> removed = new ArrayList<>();
        for (String dead : RunFolders.names(files, staging.getParent())) {
            if (!dead.equals(run) && files.delete(new Path(staging.getParent(), dead), true)) {
                removed.add(dead);
            }
        }
        return removed;
    }

    /**
     * Writes an intermediate result and reads it back, so that it is computed once, whatever uses it and whichever executor dies.
     */
    public Dataset<Row> stage(String name, Dataset<Row> rows) {
        Path path = new Path(staging, name);
        rows.write()
                .mode(SaveMode.Overwrite)
                .option("compression", "snappy")
                .options(STAGED)
                .parquet(path.toString());
        return spark.read().schema(rows.schema()).parquet(SparkPaths.literal(path));
    }

    /** What lies where {@link #stage} put rows under {@code name}. */
    public ParquetCounts staged(String name) {
        return ParquetCounts.in(spark, files, new Path(staging, name));
    }

    /** Where {@link #stage} puts rows under {@code name}. */
    public String stagedPlace(String name) {
        return new Path(staging, name).toString();
    }

    /**
     * Keeps the rejected rows of a run that ends because of them, beside those of at most as many such runs as runs are
     * kept, until a run is published and their days are over.
     *
     * @return their folder
     */
    public String keepRejected(Dataset<Row> rows) throws IOException {
        return stoppedRuns().keepRejected(run, rows);
    }

    private StoppedRuns stoppedRuns() {
        return new StoppedRuns(files, root, config);
    }

    /**
     * Closes the run's folder with its manifest and sends readers to it; then removes runs beyond those to be kept.
     *
     * @param manifest the run's manifest
     * @throws IOException if this run no longer holds the folder, or it cannot be written
     */
    public void publish(RunManifest manifest) throws IOException {
        if (tables.written().contains(Table.REJECTED_COMMENTS)) {
            HadoopFolders.rawTextNote(files, tables.folder(Table.REJECTED_COMMENTS))
                    .replace(StoppedRuns.NOTE);
        }
        new AtomicFile(files, new Path(runs.folder(run), RunFolders.UNPUBLISHED)).replace("");
        new AtomicFile(files, new Path(runs.folder(run), RunFolders.MANIFEST)).replace(manifest.json());
        lease.check();
        isPointed = true;
        try {
            runs.publish(run);
        } catch (IOException e) {
            if (!runs.isCurrent(run)) {
                throw e;
            }
            LOG.warn("{} names run {} now, although replacing it failed: {}", root, run, e.toString());
        }
        isPublished = true;
        runs.follow(run);
        tidy(manifest.finished());
    }

    /** Removes runs beyond those to be kept, and rejected rows whose days are over; a run does not fail for it. */
    public void tidy(Instant now) {
        RunFolders.orWarn(run, "earlier runs were not deleted", () -> runs.tidy(config.keepRuns()));
        if (config.rejectedDays() > 0) {
            RunFolders.orWarn(
                    run,
                    "rejected rows of earlier runs, which hold raw text, were not deleted",
                    () -> runs.dropRejected(config.rejectedDays(), now));
        }
        RunFolders.orWarn(
                run,
                "rejected rows of runs that stopped, which hold raw text, were not deleted",
                () -> stoppedRuns().dropRejected(now));
    }

    /** Removes what this run staged and did not publish, and the folder itself if the run made it and left nothing. */
    @Override
    public void close() throws IOException {
        try {
            files.delete(staging, true);
            HadoopFolders.deleteIfEmpty(files, staging.getParent());
            if (!isPublished && !(isPointed && runs.isCurrent(run))) {
                files.delete(runs.folder(run), true);
                HadoopFolders.deleteIfEmpty(files, runs.folder(run).getParent());
            }
        } finally {
            lease.close();
        }
        if (!wasThere) {
            HadoopFolders.deleteIfEmpty(files, root);
        }
    }
}
