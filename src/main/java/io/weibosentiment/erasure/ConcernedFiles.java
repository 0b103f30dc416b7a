package io.weibosentiment.erasure;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The files that hold rows which are left out.
 *
 * @param paths the files
 * @param rows how many such rows are in them
 */
public record ConcernedFiles(List<String> paths, long rows) {

    private static final String FILE = "file";

    public ConcernedFiles {
        paths = List.copyOf(paths);
    }

    /** Those of the Parquet files that {@code rows} are read from which hold rows that are {@code erased}: one Spark job. */
    public static ConcernedFiles of(Dataset<Row> rows, Column erased) {
        List<String> paths = new ArrayList<>();
        long all = 0;
        for (Row file : rows.where(erased)
                .groupBy(input_file_name().as(FILE))
                .agg(count(lit(1)))
                .collectAsList()) {
            paths.add(new Path(URI.create(file.getString(0))).toString());
            all += file.getLong(1);
        }
        return new ConcernedFiles(paths, all);
    }
}
