package io.weibosentiment.output;

import io.weibosentiment.config.OutputConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes small tables of the same columns with one Spark job, whose fixed cost is more than that of their rows: each is a
 * partition below a folder of the run's own, and is moved from there to its place.
 *
 * @param staging the folder of the run's own, on the file system of the places
 */
record JointWrite(FileSystem files, OutputConfig config, Path staging) {

    /**
     * Writes tables.
     *
     * @param rows the columns of the tables and {@link Table#COLUMN}
     * @param order the column that the rows of each table are in order of
     * @param places each table's folder, which must not exist
     */
    void write(Set<Table> tables, Dataset<Row> rows, String order, Function<Table, Path> places) {
        try {
            writeTogether(tables, rows, order, places);
        } catch (IOException e) {
            throw new UncheckedIOException(tables + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void writeTogether(Set<Table> tables, Dataset<Row> rows, String order, Function<Table, Path> places)
            throws IOException {
        Path together = new Path(staging, "tables");
        // A partitioned write would sort by its column alone.
        writer(rows.sortWithinPartitions(Table.COLUMN, order))
                .partitionBy(Table.COLUMN)
                .parquet(together.toString());
        for (Table table : tables) {
            Path written = new Path(together, Table.COLUMN + "=" + table.folder());
            Path place = places.apply(table);
            if (files.exists(written)) {
                move(written, place);
                mark(together, place);
            } else { // it has no rows, and must have a file for its columns
                writer(rows.drop(Table.COLUMN).limit(0)).parquet(place.toString());
            }
        }
        files.delete(together, true);
    }

    private void move(Path written, Path place) throws IOException {
        files.mkdirs(place.getParent());
        if (!files.rename(written, place)) {
            throw new IOException("the file system refused to move " + written + " to " + place);
        }
    }

    /** A folder that was moved is as complete as the one that it was written to, which tools look for a mark of. */
    private void mark(Path together, Path place) throws IOException {
        if (files.exists(new Path(together, FileOutputCommitter.SUCCEEDED_FILE_NAME))) {
            files.create(new Path(place, FileOutputCommitter.SUCCEEDED_FILE_NAME))
                    .close();
        }
    }

    private DataFrameWriter<Row> writer(Dataset<Row> rows) {
        return rows.write()
                .option("compression", config.compression())
                .option("maxRecordsPerFile", config.rowsPerFile());
    }
}
