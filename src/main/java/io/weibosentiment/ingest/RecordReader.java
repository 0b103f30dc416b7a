package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.weibosentiment.Columns;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputFormat;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.lib.input.CombineFileSplit;
import org.apache.spark.SerializableWritable;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Reads files and tables into records and rejected rows: one pass, whatever formats and compressions they have. */
public final class RecordReader {

    /**
     * The columns of {@link #parsed} whose values hardly ever repeat, and those of posts, whose comments are together in
     * most files, so that compression finds them.
     */
    public static final Set<String> PLAIN = Set.of(
            ParsedRow.KEY,
            ParsedRow.CONTENT,
            Columns.COMMENT_ID,
            Columns.USER_ID,
            Columns.COMMENT_TIME,
            Columns.LINE,
            Columns.POST_KEY,
            Columns.POST_ID,
            Columns.POST_TIME);

    /** The column of {@link #parsed} that is equal for rows which are the same record, and unique for a rejected row. */
    public static final String KEY = ParsedRow.KEY;

    /** The column of {@link #parsed} that is equal for rows of one key with the same text; 0 for a rejected row. */
    public static final String CONTENT = ParsedRow.CONTENT;

    private static final long MIN_SPLIT_BYTES = 1 << 20;
    private static final long MAX_SPLIT_BYTES = 128 << 20;
    private static final int SPLITS_PER_CORE = 3;

    private final SparkSession spark;
    private final ReadSettings settings;

    private RecordReader(SparkSession spark, ReadSettings settings) {
        this.spark = spark;
        this.settings = settings;
    }

    /** The columns of {@link #parsed}. */
    public static StructType schema(InputFiles files) {
        return ParsedRow.schema(files.settings().layout().kind());
    }

    /** Every row of {@code files} as it is read, the same record as often as it is there. Nothing is read yet. */
    public static Dataset<Row> parsed(SparkSession spark, InputFiles files) {
        JavaRDD<Row> rows = new RecordReader(spark, files.settings()).parsed(files.notEmpty());
        for (CatalogTable table : files.tables()) {
            rows = rows.union(table.parsed(files.settings()));
        }
        return spark.createDataFrame(rows, schema(files));
    }

    /**
     * Every record of {@code files} and every rejected row; see {@link IngestedRows}, which takes this Dataset once it
     * is stored. Nothing is read yet.
     *
     * <p>Columns: source_file; raw, reason, detail (null for records); the fields of the kind of record, null where not
     * known, times as timestamps; copies (long, how many rows were this record).
     *
     * <p>Of raw comments the same is kept once, see {@link Duplicates}. Of comments that are scored already every row
     * counts.
     */
    public static Dataset<Row> records(SparkSession spark, InputFiles files) {
        return records(parsed(spark, files), files);
    }

    /** As {@link #records(SparkSession, InputFiles)}, from what {@link #parsed} gave of these files. */
    public static Dataset<Row> records(Dataset<Row> rows, InputFiles files) {
        RecordKind kind = files.settings().layout().kind();
        Dataset<Row> records = kind.hasDuplicates()
                ? Duplicates.dropped(rows)
                : rows.withColumn(Columns.COPIES, lit(1L)).withColumn(Duplicates.SHARES_ID, lit(false));
        for (Field field : kind.fields()) {
            if (ParsedRow.isTime(field)) {
                records = records.withColumn(field.column(), timestamp_micros(col(field.column())));
            }
        }
        return records;
    }

    private JavaRDD<Row> parsed(List<FileStatus> files) {
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        if (files.isEmpty()) {
            return context.emptyRDD();
        }
        List<Path> parquet =
                files.stream().map(FileStatus::getPath).filter(this::isParquet).toList();
        ParquetFooters.check(spark, parquet, settings.layout());
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Broadcast<SerializableWritable<Configuration>> shared = context.broadcast(new SerializableWritable<>(hadoop));
        ReadSettings sent = settings;
        return eachNearItsData(splits(files, context.defaultParallelism(), hadoop))
                .mapPartitions(own -> rows(own.next(), shared, sent));
    }

    private boolean isParquet(Path file) {
        return settings.formatOf(file.getName()) == InputFormat.PARQUET;
    }

    /**
     * The files of one task.
     *
     * @param hosts where most of their data is
     */
    private record Split(List<FileSlice> files, List<String> hosts) {}

    /** One partition for each split: a task gets only its own files' names, and a host that holds their data. */
    @SuppressWarnings("deprecation") // What Scala 2.13 has instead, 2.12 lacks.
    private JavaRDD<List<FileSlice>> eachNearItsData(List<Split> splits) {
        var located = splits.stream()
                .map(split -> new Tuple2<>(
                        split.files(),
                        JavaConverters.asScalaBuffer(split.hosts()).toSeq()))
                .toList();
        ClassTag<List<FileSlice>> type = ClassTag$.MODULE$.apply(List.class);
        return spark.sparkContext()
                .makeRDD(JavaConverters.asScalaBuffer(located).toSeq(), type)
                .toJavaRDD();
    }

    private List<Split> splits(List<FileStatus> files, int cores, Configuration hadoop) {
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        long share = bytes / (SPLITS_PER_CORE * (long) cores);
        long splitBytes = Math.max(MIN_SPLIT_BYTES, Math.min(MAX_SPLIT_BYTES, share));
        Map<Path, FileStatus> listed =
                files.stream().collect(Collectors.toMap(FileStatus::getPath, Function.identity(), (one, same) -> one));
        try {
            List<Split> splits = new ArrayList<>();
            for (CombineFileSplit split : HadoopFiles.splits(
                    files, file -> mayBeCut(listed.get(file), splitBytes, hadoop), splitBytes, hadoop)) {
                splits.add(split(split, listed));
            }
            return splits;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find where the input's blocks are: " + e.getMessage(), e);
        }
    }

    private static Split split(CombineFileSplit split, Map<Path, FileStatus> listed) throws IOException {
        List<FileSlice> files = new ArrayList<>();
        for (int i = 0; i < split.getNumPaths(); i++) {
            files.add(FileSlice.of(listed.get(split.getPath(i)), split.getOffset(i), split.getLength(i)));
        }
        return new Split(files, split.getLocations() == null ? List.of() : List.of(split.getLocations()));
    }

    /**
     * A CSV file's header and its quoted line breaks are understood from its start only, and so is JSON that is not one
     * object a line.
     */
    private boolean mayBeCut(FileStatus file, long splitBytes, Configuration hadoop) {
        InputFormat format = settings.formatOf(file.getPath().getName());
        if (format == InputFormat.PARQUET) {
            return true;
        }
        boolean isLarge = file.getLen() > splitBytes;
        if (format != InputFormat.JSONL || !isLarge || !FileStream.allowsCuts(file.getPath(), hadoop)) {
            return false;
        }
        try {
            return FileRows.isOfLines(FileSlice.whole(file), settings, hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Iterator<Row> rows(
            List<FileSlice> files, Broadcast<SerializableWritable<Configuration>> hadoop, ReadSettings settings) {
        TaskContext task = TaskContext.get();
        SplitRows rows = new SplitRows(files, settings, hadoop.value().value());
        TaskCompletionListener close = ended -> close(rows);
        task.addTaskCompletionListener(close);
        return rows;
    }

    private static void close(Closeable rows) {
        try {
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
