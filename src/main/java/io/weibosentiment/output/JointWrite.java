package io.weibosentiment.output;

import static org.apache.spark.sql.functions.lit;

import io.weibosentiment.config.OutputConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Writes small tables of the same columns with one Spark job, whose fixed cost is more than that of their rows: each is a
 * partition below a folder of the run's own, and is moved from there to its place.
 *
 * @param staging the folder of the run's own, on the file system of the places
 */
record JointWrite(FileSystem files, OutputConfig config, Path staging) {

    private static final String TABLE = "__table";

    /**
     * Writes tables as Parquet, and as CSV beside it, with one Spark job for each schema among them.
     *
     * @param order the column that the rows of each table are in order of
     * @param places each table's folder, which must not exist
     */
    void write(Map<Table, Dataset<Row>> tables, String order, Function<Table, Path> places) {
        Map<StructType, Map<Table, Dataset<Row>>> bySchema = new LinkedHashMap<>();
        tables.forEach((table, rows) -> bySchema.computeIfAbsent(rows.schema(), schema -> new LinkedHashMap<>())
                .put(table, rows));
        try {
            for (Map<Table, Dataset<Row>> same : bySchema.values()) {
                if (same.size() > 1) {
                    writeTogether(same, order, places);
                } else {
                    same.forEach((table, rows) -> parquet(rows, places.apply(table)));
                }
            }
            for (Table table : tables.keySet()) {
                Path place = places.apply(table);
                new TableCsv(files, place).write(new Path(place, "_" + table.folder() + ".csv"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(tables.keySet() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void writeTogether(Map<Table, Dataset<Row>> tables, String order, Function<Table, Path> places)
            throws IOException {
        Path together = new Path(staging, "tables");
        writer(tables.entrySet().stream()
                        .map(each -> each.getValue()
                                .withColumn(TABLE, lit(each.getKey().folder())))
                        .reduce(Dataset::unionAll)
                        .orElseThrow()
                        .sortWithinPartitions(TABLE, order)) // a partitioned write would sort by its column alone
                .partitionBy(TABLE)
                .parquet(together.toString());
        for (Map.Entry<Table, Dataset<Row>> each : tables.entrySet()) {
            Table table = each.getKey();
            Path written = new Path(together, TABLE + "=" + table.folder());
            if (files.exists(written)) {
                move(written, places.apply(table));
            } else { // it has no rows, and must have a file for its columns
                parquet(each.getValue(), places.apply(table));
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

    private void parquet(Dataset<Row> rows, Path place) {
        writer(rows).parquet(place.toString());
    }

    private DataFrameWriter<Row> writer(Dataset<Row> rows) {
        return rows.write()
                .option("compression", config.compression())
                .option("maxRecordsPerFile", config.rowsPerFile());
    }
}
