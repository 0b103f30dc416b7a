package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_csv;
import static org.apache.spark.sql.functions.to_json;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Files of scored comments as they are: every column of the file, and what a rejected row is reported with. */
final class ScoredFiles {

    static final String FILE = "__file";
    static final String LINE = "__line";
    static final String MALFORMED = "__malformed";

    /** The columns that are none of the files' own. */
    static final Set<String> ADDED = Set.of(FILE, LINE, MALFORMED);

    private static final String OWN_TABLE = "comment_scores";
    private static final Pattern COMPRESSION = Pattern.compile("\\.(gz|bz2|zst|snappy|lz4|deflate)$");

    private final SparkSession spark;
    private final InputConfig input;

    ScoredFiles(SparkSession spark, InputConfig input) {
        this.spark = spark;
        this.input = input;
    }

    /**
     * All rows with the files' own columns and {@code __file}, {@code __line} (the row as text) and {@code __malformed}
     * (whether it is no record of its format).
     *
     * @throws InvalidInputException if a path is missing or its format cannot be told
     */
    Dataset<Row> read() {
        List<String> paths = new ArrayList<>();
        Set<InputFormat> formats = EnumSet.noneOf(InputFormat.class);
        for (String given : input.paths()) {
            Path path = scores(new Path(given));
            paths.add(path.toString());
            formats.add(input.format() == InputFormat.AUTO ? format(path) : input.format());
        }
        if (formats.size() != 1) {
            throw new InvalidInputException("input has files of the formats " + formats
                    + "; expected one format, read each in a run of its own");
        }
        String[] all = paths.toArray(String[]::new);
        return switch (formats.iterator().next()) {
            case CSV -> csv(all);
            case JSONL -> json(all);
            default -> described(spark.read().parquet(all));
        };
    }

    private Dataset<Row> csv(String[] paths) {
        Dataset<Row> named = spark.read()
                .option("header", true)
                .option("encoding", encoding())
                .csv(paths);
        CsvHeaders.requireEqual(spark, Arrays.asList(named.inputFiles()), encoding());
        StructType header = named.schema();
        return described(spark.read()
                .schema(header.add(MALFORMED, DataTypes.StringType))
                .option("header", true)
                .option("enforceSchema", false)
                .option("encoding", encoding())
                .option("columnPruning", false)
                .option("columnNameOfCorruptRecord", MALFORMED)
                .csv(paths));
    }

    private Dataset<Row> json(String[] paths) {
        return described(spark.read()
                .option("primitivesAsString", true)
                .option("encoding", encoding())
                .option("columnNameOfCorruptRecord", MALFORMED)
                .json(paths));
    }

    private static Dataset<Row> described(Dataset<Row> rows) {
        List<String> names = Arrays.asList(rows.columns());
        Column[] own = names.stream()
                .filter(name -> !name.equals(MALFORMED))
                .map(ScoredFiles::quoted)
                .toArray(Column[]::new);
        boolean isFlat =
                Arrays.stream(rows.schema().fields()).allMatch(field -> field.dataType() == DataTypes.StringType);
        Column line = isFlat ? to_csv(struct(own)) : to_json(struct(own));
        Column malformed =
                names.contains(MALFORMED) ? col(MALFORMED) : lit(null).cast(DataTypes.StringType);
        return rows.withColumn(FILE, col("_metadata.file_path"))
                .withColumn(LINE, coalesce(malformed, line))
                .withColumn(MALFORMED, malformed.isNotNull());
    }

    private String encoding() {
        return input.encoding().orElse(StandardCharsets.UTF_8).name();
    }

    static Column quoted(String name) {
        return col(quotedName(name));
    }

    static String quotedName(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** The scores inside a folder that an earlier run wrote, else the path itself. */
    private Path scores(Path path) {
        try {
            Path own = new Path(path, OWN_TABLE);
            return path.getFileSystem(hadoop()).exists(own) ? own : path;
        } catch (IOException e) {
            throw new InvalidInputException("input '" + path + "' cannot be reached: " + e.getMessage(), e);
        }
    }

    private InputFormat format(Path path) {
        try {
            FileSystem files = path.getFileSystem(hadoop());
            FileStatus[] found = files.globStatus(path);
            if (found == null || found.length == 0) {
                throw new InvalidInputException(
                        "input '" + path + "' does not exist; expected a file, a folder or a glob");
            }
            for (FileStatus status : found) {
                RemoteIterator<LocatedFileStatus> inside = files.listFiles(status.getPath(), true);
                while (inside.hasNext()) {
                    Optional<InputFormat> format =
                            formatOf(inside.next().getPath().getName());
                    if (format.isPresent()) {
                        return format.get();
                    }
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException("input '" + path + "' cannot be listed: " + e.getMessage(), e);
        }
        throw new InvalidInputException(
                "input '" + path + "': the format cannot be told from the files' names; expected"
                        + " .csv, .jsonl or .parquet, or input.format set to csv, jsonl or parquet");
    }

    private static Optional<InputFormat> formatOf(String fileName) {
        String name = COMPRESSION.matcher(fileName.toLowerCase(Locale.ROOT)).replaceFirst("");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> Optional.of(InputFormat.CSV);
            case "json", "jsonl", "ndjson" -> Optional.of(InputFormat.JSONL);
            case "parquet" -> Optional.of(InputFormat.PARQUET);
            default -> Optional.empty();
        };
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }
}
