package io.weibosentiment.output;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.SparkPaths;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A complete run in an output folder, for those who read its tables.
 *
 * @param manifest what it read, did and wrote
 * @param root the output folder
 * @param isCurrent whether readers of the output folder read this run
 */
public record PublishedRun(RunManifest manifest, Path root, boolean isCurrent) {

    /** The run's id. */
    public String id() {
        return manifest.run();
    }

    /** Whether the run has {@code table}. */
    public boolean has(Table table) {
        return manifest.paths().containsKey(table.folder());
    }

    /**
     * The folder of a table.
     *
     * @throws InvalidInputException if the run does not have it; lists what it has
     */
    public Path place(Table table) {
        if (!has(table)) {
            throw new InvalidInputException("run " + id() + " in " + root + " has no " + table.folder() + "; it has "
                    + String.join(", ", manifest.paths().keySet()));
        }
        return new Path(root, manifest.paths().get(table.folder()));
    }

    /**
     * The rows of a table.
     *
     * @throws InvalidInputException if the run does not have it
     */
    public Dataset<Row> read(SparkSession spark, Table table) {
        return spark.read().parquet(SparkPaths.literal(place(table)));
    }
}
