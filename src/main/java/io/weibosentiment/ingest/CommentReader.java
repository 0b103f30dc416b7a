package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Reads raw files into comments and rejected rows: one pass over the files, one shuffle for the duplicates. */
public final class CommentReader {

    private static final long MIN_SPLIT_BYTES = 1 << 20;
    private static final long MAX_SPLIT_BYTES = 128 << 20;
    private static final int SPLITS_PER_CORE = 3;

    private final SparkSession spark;
    private final InputConfig input;
    private final ReadSettings settings;

    private CommentReader(SparkSession spark, InputConfig input) {
        this.spark = spark;
        this.input = input;
        this.settings = ReadSettings.of(input);
    }

    /**
     * Every comment of {@code input} once and every rejected row; see {@link IngestedRows}, which takes this Dataset
     * once it is stored. Nothing is read yet.
     *
     * <p>Columns: source_file; raw, reason, detail (null for comments); blogger_id, post_id, comment_id, user_id, text;
     * comment_time, post_time (timestamps); likes, post_likes (long); crawl_time (timestamp); copies (long, how many
     * rows were this comment). Null is what is not known.
     *
     * <p>The same comment is kept once: the row of the latest crawl, then the one with the most likes, then a fixed
     * order of the values. Its post's likes and time are those of the latest crawl among all its copies, else the most.
     *
     * @throws InvalidInputException if the input cannot be listed, or a file's format is not known;
     *     {@link InputFiles#check} finds that and more beforehand
     */
    public static Dataset<Row> records(SparkSession spark, InputConfig input) {
        CommentReader reader = new CommentReader(spark, input);
        return withoutDuplicates(spark.createDataFrame(reader.parsed(), ParsedRow.SCHEMA));
    }

    private JavaRDD<Row> parsed() {
        List<FileStatus> files = files();
        List<FileStatus> parquet = files.stream()
                .filter(file -> settings.formatOf(file.getPath().getName()) == InputFormat.PARQUET)
                .toList();
        if (parquet.isEmpty()) {
            return text(files, input.paths());
        }
        if (parquet.size() == files.size()) {
            return new ParquetRows(settings)
                    .of(spark.read().parquet(input.paths().toArray(String[]::new)));
        }
        List<FileStatus> text =
                files.stream().filter(file -> !parquet.contains(file)).toList();
        Dataset<Row> data = spark.read().parquet(paths(parquet).toArray(String[]::new));
        return text(text, paths(text)).union(new ParquetRows(settings).of(data));
    }

    private List<FileStatus> files() {
        try {
            return SourceLineFormat.files(hadoop(), input.paths()).stream()
                    .filter(file -> file.getLen() > 0)
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException("cannot list the input: " + e.getMessage(), e);
        }
    }

    private JavaRDD<Row> text(List<FileStatus> files, List<String> paths) {
        files.stream()
                .filter(file -> settings.formatOf(file.getPath().getName()) == InputFormat.AUTO)
                .findFirst()
                .ifPresent(file -> {
                    throw new InvalidInputException(InputFiles.unknownFormat(file.getPath()));
                });
        ReadSettings sent = settings;
        // A task's number is the same whenever the task is repeated, so rejected rows have the same keys then.
        return lines(files, paths).mapPartitions(lines -> new TextRows(lines, sent, TaskContext.getPartitionId()));
    }

    private JavaRDD<SourceLine> lines(List<FileStatus> files, List<String> paths) {
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        long share = bytes / (SPLITS_PER_CORE * (long) context.defaultParallelism());
        long splitBytes = Math.max(MIN_SPLIT_BYTES, Math.min(MAX_SPLIT_BYTES, share));
        try {
            Job job = SourceLineFormat.job(hadoop(), paths, settings.format(), splitBytes);
            return context.newAPIHadoopRDD(
                            job.getConfiguration(), SourceLineFormat.class, NullWritable.class, SourceLine.class)
                    .values();
        } catch (IOException e) {
            throw new InvalidInputException("cannot list the input: " + e.getMessage(), e);
        }
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    private static List<String> paths(List<FileStatus> files) {
        return files.stream().map(file -> file.getPath().toString()).toList();
    }

    private static Dataset<Row> withoutDuplicates(Dataset<Row> parsed) {
        String rank = "rank_among_copies";
        WindowSpec best = Window.partitionBy(ParsedRow.KEY)
                .orderBy(
                        col(Columns.CRAWL_TIME).desc_nulls_last(),
                        col(Columns.LIKES).desc_nulls_last(),
                        col(Columns.COMMENT_TIME).asc(),
                        col(Columns.BLOGGER_ID).asc(),
                        col(Columns.USER_ID).asc(),
                        col(Columns.TEXT).asc(),
                        col(Columns.SOURCE_FILE).asc(),
                        col(Columns.POST_TIME).asc(),
                        col(Columns.POST_LIKES).asc());
        // The order is of no matter to these, but with the same one Spark makes them all in one pass.
        WindowSpec copies = best.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        return parsed.withColumns(Map.of(
                        rank,
                        row_number().over(best),
                        Columns.COPIES,
                        count(lit(1)).over(copies),
                        Columns.POST_TIME,
                        latest(Columns.POST_TIME).over(copies),
                        Columns.POST_LIKES,
                        latest(Columns.POST_LIKES).over(copies)))
                .where(col(rank).equalTo(1))
                .drop(ParsedRow.KEY, rank)
                .withColumns(Map.of(
                        Columns.COMMENT_TIME, timestamp_micros(col(Columns.COMMENT_TIME)),
                        Columns.POST_TIME,
                                timestamp_micros(col(Columns.POST_TIME).getField(Columns.POST_TIME)),
                        Columns.POST_LIKES, col(Columns.POST_LIKES).getField(Columns.POST_LIKES),
                        Columns.CRAWL_TIME, timestamp_micros(col(Columns.CRAWL_TIME))));
    }

    /** Of the rows where {@code column} is known, the latest crawl's value, then the greatest; in a field of that name. */
    static Column latest(String column) {
        return max(when(col(column).isNotNull(), struct(col(Columns.CRAWL_TIME), col(column))));
    }
}
