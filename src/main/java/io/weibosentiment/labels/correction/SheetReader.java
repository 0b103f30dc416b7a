package io.weibosentiment.labels.correction;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.labels.CommentKeys;
import io.weibosentiment.labels.sampling.LabelSheet;
import io.weibosentiment.util.ColumnNames;
import io.weibosentiment.util.SparkPaths;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads sheets of labels as spreadsheets write them back: CSV separated by commas, semicolons or tabs. What is needed of
 * them is ASCII, so only UTF-16 is told from other encodings.
 */
final class SheetReader {

    private static final List<String> SEPARATORS = List.of(",", ";", "\t");
    private static final String LABEL = "label";

    private final SparkSession spark;

    SheetReader(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * The rows of {@code path}, which the driver holds. Runs a Spark job.
     *
     * @throws InvalidInputException if it cannot be read, or lacks a column that is needed
     */
    List<SheetRow> read(String path) {
        Dataset<Row> sheet = open(path);
        List<String> columns = List.of(sheet.columns());
        Optional<String> key = ColumnNames.find(columns, CommentKeys.KEY);
        Optional<String> probability = ColumnNames.find(columns, LabelSheet.PROBABILITY);
        List<String> coders = columns.stream().filter(SheetReader::isLabel).toList();
        if (key.isEmpty() || probability.isEmpty() || coders.isEmpty()) {
            throw new InvalidInputException("labels '" + path + "' has the columns " + ColumnNames.shown(columns)
                    + "; expected " + CommentKeys.KEY + ", " + LabelSheet.PROBABILITY + " and " + LabelSheet.CODER
                    + "1 (or more of these, or label), as the sheet of sample has them");
        }
        Optional<String> run = ColumnNames.find(columns, LabelSheet.RUN);
        Optional<String> stratum = ColumnNames.find(columns, LabelSheet.STRATUM);
        List<SheetRow> rows = new ArrayList<>();
        for (Row row : sheet.collectAsList()) {
            rows.add(new SheetRow(
                    value(row, key),
                    value(row, run),
                    value(row, stratum),
                    value(row, probability),
                    coders.stream().map(coder -> value(row, Optional.of(coder))).toList()));
        }
        return rows;
    }

    private static boolean isLabel(String column) {
        String name = column.toLowerCase(Locale.ROOT);
        return name.startsWith(LabelSheet.CODER) || name.equals(LABEL);
    }

    private static String value(Row row, Optional<String> column) {
        return column.map(name -> row.<String>getAs(name)).orElse("");
    }

    private Dataset<Row> open(String path) {
        try {
            Path file = new Path(path);
            FileSystem files = file.getFileSystem(spark.sparkContext().hadoopConfiguration());
            if (!files.getFileStatus(file).isFile()) {
                throw new InvalidInputException("labels '" + path + "' is no file; expected a CSV file");
            }
            Charset charset = charset(files, file);
            String header = header(files, file, charset);
            String separator = SEPARATORS.stream()
                    .filter(header::contains)
                    .max(Comparator.comparingLong(mark -> countOf(mark, header)))
                    .orElseThrow(() -> new InvalidInputException("labels '" + path
                            + "' begins with a line without columns; expected the header of the sheet of sample"));
            return spark.read()
                    .option("header", true)
                    .option("multiLine", true)
                    .option("sep", separator)
                    .option("quote", "\"")
                    .option("escape", "\"")
                    .option("encoding", charset.name())
                    .csv(SparkPaths.literal(files.makeQualified(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "labels '" + path + "' cannot be read: " + e.getMessage() + "; expected a CSV file", e);
        }
    }

    /** A column that the coders added may have another separator in its name. */
    private static long countOf(String mark, String header) {
        return header.chars().filter(c -> c == mark.charAt(0)).count();
    }

    private static Charset charset(FileSystem files, Path file) throws IOException {
        try (FSDataInputStream in = files.open(file)) {
            int first = in.read();
            int second = in.read();
            boolean isUtf16 = (first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff);
            return isUtf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        }
    }

    private static String header(FileSystem files, Path file, Charset charset) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(files.open(file), charset))) {
            return Optional.ofNullable(lines.readLine()).orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
