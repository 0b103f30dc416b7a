package io.weibosentiment.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.output.ParquetCounts;
import io.weibosentiment.util.SparkPaths;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that a run has staged as Parquet; those of a run without an output folder stay with the executors.
 *
 * @param rows the rows, read back
 * @param counts how many lie there
 * @param folders where; empty for rows that stay with the executors
 */
public record StagedRows(Dataset<Row> rows, ParquetCounts counts, List<String> folders) {

    public StagedRows {
        folders = List.copyOf(folders);
    }

    /** How many rows there are. */
    public long count() {
        return counts.rows();
    }

    /** How many rows have a value in {@code column}. */
    public long with(String column) {
        return counts.with(column);
    }

    static StagedRows of(String name, Dataset<Row> rows, OutputFolder output) {
        Dataset<Row> staged = output.stage(name, rows);
        return new StagedRows(staged, output.staged(name), List.of(output.stagedPlace(name)));
    }

    /**
     * Computes {@code rows} and keeps them in the executors' memory and disks, for as long as the driver refers to them;
     * runs a Spark job. They are not a cached Dataset, which Spark would keep until it is told to drop it.
     */
    static StagedRows withExecutors(Dataset<Row> rows) {
        StructType schema = rows.schema();
        Dataset<Row> kept = rows.sparkSession()
                .createDataFrame(rows.toJavaRDD().persist(StorageLevel.MEMORY_AND_DISK_SER()), schema);
        Column[] nulls = Arrays.stream(schema.fieldNames())
                .map(name -> count_if(col(name).isNull()).as(name))
                .toArray(Column[]::new);
        Row counted = kept.agg(functions.count(lit(1)), nulls).first();
        Map<String, Long> ofColumns = new HashMap<>();
        for (int i = 0; i < nulls.length; i++) {
            ofColumns.put(schema.fieldNames()[i], counted.getLong(i + 1));
        }
        return new StagedRows(kept, new ParquetCounts(counted.getLong(0), ofColumns), List.of());
    }

    /**
     * All of {@code parts} as one: however many there are, they are one source in a plan if they lie in folders.
     *
     * @param parts at least one, of equal schemas
     */
    public static StagedRows all(List<StagedRows> parts) {
        ParquetCounts counts = parts.stream()
                .map(StagedRows::counts)
                .reduce(ParquetCounts::plus)
                .orElseThrow();
        return parts.get(0).folders().isEmpty()
                ? new StagedRows(
                        parts.stream()
                                .map(StagedRows::rows)
                                .reduce(Dataset::union)
                                .orElseThrow(),
                        counts,
                        List.of())
                : inFolders(parts, counts);
    }

    private static StagedRows inFolders(List<StagedRows> parts, ParquetCounts counts) {
        Dataset<Row> first = parts.get(0).rows();
        List<String> folders =
                parts.stream().flatMap(part -> part.folders().stream()).toList();
        String[] literal =
                folders.stream().map(Path::new).map(SparkPaths::literal).toArray(String[]::new);
        return new StagedRows(first.sparkSession().read().schema(first.schema()).parquet(literal), counts, folders);
    }
}
