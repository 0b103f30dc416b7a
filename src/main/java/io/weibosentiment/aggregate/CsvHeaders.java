package io.weibosentiment.aggregate;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.ColumnNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/**
 * The headers of CSV files that are read as one table. Spark takes the names from one of the files, so another order in
 * the next one would put its values into the wrong columns.
 */
final class CsvHeaders {

    private static final int LONGEST = 1 << 16;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private CsvHeaders() {}

    /**
     * Makes sure that all files which are not empty have the same header; looks on the executors.
     *
     * @param encoding the files' encoding
     * @throws InvalidInputException if two differ; says which, and of their columns what may be shown
     */
    static void requireEqual(SparkSession spark, List<String> files, String encoding) {
        SerializableWritable<Configuration> hadoop =
                new SerializableWritable<>(spark.sparkContext().hadoopConfiguration());
        MapFunction<String, String> header = file -> firstLine(new Path(file), encoding, hadoop.value());
        Dataset<String> different = spark.createDataset(files, Encoders.STRING())
                .repartition(Math.max(
                        1, Math.min(files.size(), 4 * spark.sparkContext().defaultParallelism())))
                .map(header, Encoders.STRING())
                .filter("value <> ''")
                .distinct();
        List<String> found = different.takeAsList(2);
        if (found.size() > 1) {
            throw new InvalidInputException("input: its CSV files begin with different columns, some with "
                    + shown(found.get(0)) + ", some with " + shown(found.get(1))
                    + "; expected the same header in each, or files of one kind in a run of their own");
        }
    }

    /** Empty if the file is. */
    private static String firstLine(Path file, String encoding, Configuration hadoop) throws IOException {
        CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
        try (InputStream stored = file.getFileSystem(hadoop).open(file);
                InputStream bytes = codec == null ? stored : codec.createInputStream(stored);
                BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, Charset.forName(encoding)))) {
            StringBuilder line = new StringBuilder();
            for (int next = reader.read(); next >= 0 && line.length() < LONGEST; next = reader.read()) {
                if (next == '\n' || next == '\r') {
                    break;
                }
                line.append((char) next);
            }
            return line.toString().replaceFirst("^" + BYTE_ORDER_MARK, "").strip();
        }
    }

    private static String shown(String header) {
        return ColumnNames.shown(Arrays.stream(header.split(",", -1))
                .map(column -> column.strip().replaceAll("^\"|\"$", ""))
                .toList());
    }
}
