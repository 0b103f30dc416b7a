package io.weibosentiment.run;

import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.output.ParquetCounts;
import io.weibosentiment.util.SparkPaths;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that a run has staged as Parquet.
 *
 * @param rows the rows, read back
 * @param counts how many lie there
 * @param folders where
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
     * All of {@code parts} as one: however many there are, they are one source in a plan.
     *
     * @param parts at least one, of equal schemas
     */
    public static StagedRows all(List<StagedRows> parts) {
        Dataset<Row> first = parts.get(0).rows();
        List<String> folders =
                parts.stream().flatMap(part -> part.folders().stream()).toList();
        String[] literal =
                folders.stream().map(Path::new).map(SparkPaths::literal).toArray(String[]::new);
        return new StagedRows(
                first.sparkSession().read().schema(first.schema()).parquet(literal),
                parts.stream()
                        .map(StagedRows::counts)
                        .reduce(ParquetCounts::plus)
                        .orElseThrow(),
                folders);
    }
}
