package io.weibosentiment.output;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * How many rows lie in the Parquet files of a folder, from their footers: exactly what was committed there, whatever
 * tasks were repeated, and no row is read.
 *
 * @param rows all rows
 * @param nulls the rows without a value by the names of the columns that are not nested
 */
public record ParquetCounts(long rows, Map<String, Long> nulls) implements Serializable {

    private static final ParquetCounts NONE = new ParquetCounts(0, Map.of());

    /** So many footers are read here; more are read on the executors. */
    private static final int MOST_HERE = 32;

    private static final int FILES_A_TASK = 32;

    public ParquetCounts {
        nulls = Map.copyOf(nulls);
    }

    /** The rows that have a value in {@code column}. */
    public long with(String column) {
        if (rows == 0) {
            return 0;
        }
        if (!nulls.containsKey(column)) {
            throw new IllegalStateException("no Parquet footer says how many rows lack " + column
                    + ", because files are written without statistics; unset parquet.column.statistics.enabled in"
                    + " Hadoop's settings");
        }
        return rows - nulls.get(column);
    }

    /** These counts and those of other files; of columns, what both know. */
    public ParquetCounts plus(ParquetCounts other) {
        if (rows == 0 || other.rows == 0) {
            return rows == 0 ? other : this;
        }
        Map<String, Long> sums = new HashMap<>(nulls);
        sums.keySet().retainAll(other.nulls.keySet());
        sums.replaceAll((column, own) -> own + other.nulls.get(column));
        return new ParquetCounts(rows + other.rows, sums);
    }

    /** The counts of the files below {@code folder} that Spark would read. */
    static ParquetCounts in(SparkSession spark, FileSystem files, Path folder) {
        try {
            List<String> paths = paths(files, folder);
            return paths.size() <= MOST_HERE ? of(paths, files.getConf()) : onExecutors(spark, paths);
        } catch (IOException e) {
            throw new UncheckedIOException("the rows just written to " + folder + " cannot be counted: " + e, e);
        }
    }

    /** The files below {@code folder} that Spark would read. */
    static List<String> paths(FileSystem files, Path folder) throws IOException {
        int prefix = files.makeQualified(folder).toString().length();
        List<String> paths = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
        while (all.hasNext()) {
            String path = all.next().getPath().toString();
            String inside = path.substring(prefix);
            if (inside.endsWith(".parquet") && !inside.contains("/_") && !inside.contains("/.")) {
                paths.add(path);
            }
        }
        if (paths.isEmpty()) { // even a table without rows has a file
            throw new FileNotFoundException("it has no Parquet file");
        }
        return paths;
    }

    private static ParquetCounts onExecutors(SparkSession spark, List<String> paths) {
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        Broadcast<SerializableWritable<Configuration>> hadoop = context.broadcast(
                new SerializableWritable<>(spark.sparkContext().hadoopConfiguration()));
        int tasks = Math.min(paths.size() / FILES_A_TASK + 1, 4 * context.defaultParallelism());
        return context.parallelize(paths, tasks)
                .map(path -> of(List.of(path), hadoop.value().value()))
                .reduce(ParquetCounts::plus);
    }

    private static ParquetCounts of(List<String> paths, Configuration hadoop) throws IOException {
        ParquetCounts counts = NONE;
        for (String path : paths) {
            try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(new Path(path), hadoop))) {
                for (BlockMetaData block : reader.getFooter().getBlocks()) {
                    counts = counts.plus(of(block));
                }
            }
        }
        return counts;
    }

    private static ParquetCounts of(BlockMetaData block) {
        Map<String, Long> nulls = new HashMap<>();
        for (ColumnChunkMetaData column : block.getColumns()) {
            Statistics<?> statistics = column.getStatistics();
            if (column.getPath().size() == 1 && statistics != null && statistics.isNumNullsSet()) {
                nulls.put(column.getPath().toDotString(), statistics.getNumNulls());
            }
        }
        return new ParquetCounts(block.getRowCount(), nulls);
    }
}
