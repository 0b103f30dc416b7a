package io.weibosentiment.output;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.OutputConfig;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The folder a run publishes to. Everything is first written below {@code _staging/<run>}, out of sight of readers;
 * {@link #publish} moves the tables into place. A run that ends otherwise leaves the tables of the run before it.
 */
public final class OutputFolder implements Closeable {

    private static final String STAGING = "_staging";
    private static final String MANIFEST = "manifest.json";

    private final SparkSession spark;
    private final OutputConfig config;
    private final FileSystem files;
    private final Path root;
    private final Path staging;
    private final boolean wasThere;
    private final Set<Table> written = EnumSet.noneOf(Table.class);

    private OutputFolder(SparkSession spark, OutputConfig config, FileSystem files, Path root, String run)
            throws IOException {
        this.spark = spark;
        this.config = config;
        this.files = files;
        this.root = root;
        this.staging = new Path(new Path(root, STAGING), run);
        this.wasThere = files.exists(root);
    }

    /**
     * Opens the folder for one run.
     *
     * @param run the run's id, one path element
     * @throws InvalidInputException if the folder cannot be made or written to
     */
    public static OutputFolder open(SparkSession spark, OutputConfig config, String run) {
        Path root = new Path(config.dir());
        try {
            FileSystem files = root.getFileSystem(spark.sparkContext().hadoopConfiguration());
            OutputFolder folder = new OutputFolder(spark, config, files, files.makeQualified(root), run);
            if (!files.mkdirs(folder.staging)) {
                throw new IOException("the file system refused to make the folder");
            }
            return folder;
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "output '" + config.dir() + "' cannot be written to: " + e.getMessage()
                            + "; give a folder that may be created or written to on a file system that Hadoop knows",
                    e);
        }
    }

    /**
     * Refuses a folder that holds a table which this run does not make, as publishing would remove it.
     *
     * @throws InvalidInputException if {@code table} is there
     */
    public void requireWithout(Table table) throws IOException {
        if (files.exists(new Path(root, table.folder()))) {
            throw new InvalidInputException("output '" + config.dir() + "' holds " + table.folder()
                    + " of an earlier run, which this one would remove; give another folder");
        }
    }

    /** Folders that runs which died left below {@code _staging}; they hold raw comments and may be deleted. */
    public List<String> leftovers() throws IOException {
        List<String> others = new ArrayList<>();
        for (FileStatus status : files.listStatus(staging.getParent())) {
            if (!status.getPath().getName().equals(staging.getName())) {
                others.add(status.getPath().toString());
            }
        }
        return others;
    }

    /**
     * Writes an intermediate result and reads it back, so that it is computed once whatever uses it and whoever dies.
     */
    public Dataset<Row> stage(String name, Dataset<Row> rows) {
        String path = new Path(staging, name).toString();
        rows.write().option("compression", "snappy").parquet(path);
        return spark.read().schema(rows.schema()).parquet(path);
    }

    /** Writes a table to the staging folder. */
    public void write(Table table, Dataset<Row> rows) {
        write(table, "", rows);
    }

    /**
     * Writes a part of a table to a folder of its own below the table's.
     *
     * @param part the folder's name, for example {@code window=day}; empty for the table's folder itself
     */
    public void write(Table table, String part, Dataset<Row> rows) {
        Path folder = staged(table);
        rows.write()
                .option("compression", config.compression())
                .option("maxRecordsPerFile", config.rowsPerFile())
                .parquet((part.isEmpty() ? folder : new Path(folder, part)).toString());
        written.add(table);
    }

    /** A table written in this run, read back before it is published. */
    public Dataset<Row> read(Table table) {
        return spark.read().parquet(staged(table).toString());
    }

    /** Where readers find a table once it is published. */
    public String place(Table table) {
        return new Path(root, table.folder()).toString();
    }

    /** The tables written in this run. */
    public Set<Table> written() {
        return EnumSet.copyOf(written);
    }

    /**
     * Puts this run's tables in the place of the ones before; a table that this run did not write disappears, as it
     * would belong to another run.
     *
     * @param manifest the run's manifest as JSON
     */
    public void publish(String manifest) throws IOException {
        Path replaced = new Path(staging, "replaced");
        files.mkdirs(replaced);
        files.delete(new Path(root, MANIFEST), false);
        for (Table table : Table.values()) {
            Path place = new Path(root, table.folder());
            if (files.exists(place)) {
                move(place, new Path(replaced, table.folder()));
            }
            if (written.contains(table)) {
                move(staged(table), place);
            }
        }
        try (FSDataOutputStream out = files.create(new Path(root, MANIFEST), true)) {
            out.write(manifest.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Removes what this run staged, and the folder itself if the run made it and published nothing. */
    @Override
    public void close() throws IOException {
        files.delete(staging, true);
        deleteIfEmpty(staging.getParent());
        if (!wasThere) {
            deleteIfEmpty(root);
        }
    }

    private void deleteIfEmpty(Path folder) throws IOException {
        if (files.exists(folder) && files.listStatus(folder).length == 0) {
            files.delete(folder, false);
        }
    }

    private Path staged(Table table) {
        return new Path(new Path(staging, "tables"), table.folder());
    }

    private void move(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("could not move " + from + " to " + to);
        }
    }
}
