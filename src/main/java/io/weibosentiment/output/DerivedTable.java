package io.weibosentiment.output;

import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table that a command makes of a published run. It lies in the output folder beside the runs, which never change,
 * and is replaced when it is made again.
 *
 * @param root the output folder
 * @param name the table's folder in it
 */
public record DerivedTable(Path root, String name) {

    /** The folder of the table sensitivity. */
    public static final String SENSITIVITY = "sensitivity";

    /** Where the table lies. */
    public Path place() {
        return new Path(root, name);
    }

    /**
     * Writes the table aside, reads it back for {@code check}, and puts it into place unless that throws.
     *
     * @param compression the Parquet codec
     * @throws UncheckedIOException if the folder cannot be written; the table is as it was then, or gone
     */
    public void replace(Dataset<Row> rows, String compression, Check check) {
        SparkSession spark = rows.sparkSession();
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Path hidden = new Path(root, "_" + name + "." + UUID.randomUUID());
        Path aside = new Path(hidden, name); // Spark warns of a table whose own name is hidden
        try {
            FileSystem files = root.getFileSystem(hadoop);
            try {
                rows.write().option("compression", compression).parquet(aside.toString());
                check.accept(spark.read().schema(rows.schema()).parquet(SparkPaths.literal(aside)));
                files.delete(place(), true);
                if (!files.rename(aside, place())) {
                    throw new IOException("the file system refused to rename " + aside);
                }
            } finally {
                files.delete(hidden, true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the table " + place() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Looks at a table before readers can; what it throws keeps the table from them. */
    @FunctionalInterface
    public interface Check {

        /** Looks at {@code written}. */
        void accept(Dataset<Row> written);
    }
}
