package io.weibosentiment.output;

import io.weibosentiment.Columns;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.util.PlainColumns;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The tables of one run, in the run's folder: written, and read back before they are published. */
public final class RunTables {

    private static final Map<String, String> UNIQUE = PlainColumns.options(Columns.COMMENT_ID, Columns.COMMENT_TIME);

    private final SparkSession spark;
    private final OutputConfig config;
    private final FileSystem files;
    private final Path root;
    private final String run;
    private final Path staging;
    private final RunFolders runs;
    private final Map<Table, StructType> written = new EnumMap<>(Table.class);

    RunTables(SparkSession spark, OutputConfig config, FileSystem files, Path root, String run, Path staging) {
        this.spark = spark;
        this.config = config;
        this.files = files;
        this.root = root;
        this.run = run;
        this.staging = staging;
        this.runs = new RunFolders(files, root);
    }

    /** Writes a table of this run. */
    public void write(Table table, Dataset<Row> rows) {
        write(table, "", rows);
    }

    /**
     * Writes a part of a table to a folder of its own below the table's.
     *
     * @param part the folder's name, for example {@code window=day}; empty for the table's folder itself
     */
    public void write(Table table, String part, Dataset<Row> rows) {
        rows.write()
                .option("compression", config.compression())
                .option("maxRecordsPerFile", config.rowsPerFile())
                .options(UNIQUE)
                .parquet(folder(table, part).toString());
        written.put(table, rows.schema());
    }

    /** As {@link #write(Table, String, Dataset)}, for a table of few rows, which is also written as CSV beside them. */
    public void writeWithCsv(Table table, String part, Dataset<Row> rows) {
        write(table, part, rows);
        writeCsv(table, part);
    }

    /**
     * Writes the same part of several tables with one Spark job, and each also as CSV.
     *
     * @param rows the columns of the tables and {@link Table#COLUMN}
     * @param order the column that the rows of each table are in order of
     */
    public void writeWithCsv(Set<Table> tables, String part, Dataset<Row> rows, String order) {
        new JointWrite(files, config, staging).write(tables, rows, order, table -> folder(table, part));
        tables.forEach(table -> written.put(table, rows.drop(Table.COLUMN).schema()));
        tables.forEach(table -> writeCsv(table, part));
    }

    private void writeCsv(Table table, String part) {
        Path place = folder(table, part);
        try {
            new TableCsv(files, place).write(new Path(place, "_" + table.folder() + ".csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(table + " cannot be written as CSV: " + e.getMessage(), e);
        }
    }

    /** The folder of {@code table}. */
    Path folder(Table table) {
        return runs.table(run, table);
    }

    private Path folder(Table table, String part) {
        Path folder = folder(table);
        return part.isEmpty() ? folder : new Path(folder, part);
    }

    /**
     * A table written in this run, read back before it is published.
     *
     * @throws IllegalStateException if it was not written as a whole
     */
    public Dataset<Row> read(Table table) {
        if (!written.containsKey(table)) {
            throw new IllegalStateException(table + " was not written");
        }
        return spark.read().schema(written.get(table)).parquet(SparkPaths.literal(folder(table)));
    }

    /** How many rows of a table written in this run lie there. */
    public long rows(Table table) {
        return ParquetCounts.in(spark, files, folder(table)).rows();
    }

    /** Where a table of this run lies. */
    public String place(Table table) {
        return folder(table).toString();
    }

    /** The tables written in this run. */
    public Set<Table> written() {
        return Collections.unmodifiableSet(written.keySet());
    }

    /** Where each table written in this run lies, relative to the output folder. */
    public Map<String, String> paths() {
        Map<String, String> paths = new LinkedHashMap<>();
        for (Table table : written.keySet()) {
            paths.put(
                    table.folder(),
                    root.toUri().relativize(folder(table).toUri()).getPath());
        }
        return paths;
    }
}
