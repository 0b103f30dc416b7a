package io.weibosentiment.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.substring;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.AtomicFile;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The scores of one fingerprint: Parquet files below {@code STORE/fingerprint=ID/wave=WAVE/bucket=H}, where H is the
 * first hex digit of the text's key. Files are only ever added, each wave in a folder of its own, so writers need no
 * lock; a text that was scored twice has equal rows, of which one is read.
 */
public final class ScoreStore {

    /** A kept score: text_key, sentiment, tokens, truncated. */
    public static final StructType SCHEMA = new StructType()
            .add(Columns.TEXT_KEY, DataTypes.StringType, true)
            .add(Columns.SENTIMENT, DataTypes.FloatType, true)
            .add(Columns.TOKENS, DataTypes.IntegerType, true)
            .add(Columns.TRUNCATED, DataTypes.BooleanType, true);

    static final String WAVE = "wave";
    static final String BUCKET = "bucket";
    static final String FACTS = "_fingerprint.json";

    private static final StructType STORED =
            SCHEMA.add(WAVE, DataTypes.StringType, true).add(BUCKET, DataTypes.StringType, true);

    private final SparkSession spark;
    private final FileSystem files;
    private final Path folder;

    private ScoreStore(SparkSession spark, FileSystem files, Path folder) {
        this.spark = spark;
        this.files = files;
        this.folder = folder;
    }

    /**
     * Opens the part of a store that belongs to {@code fingerprint}, and notes that it is used.
     *
     * @param dir the store's folder, on any Hadoop file system
     * @param bundle the model bundle's name, for people
     * @throws InvalidInputException if the folder cannot be made or written to
     */
    public static ScoreStore open(SparkSession spark, String dir, Fingerprint fingerprint, String bundle) {
        try {
            Path root = new Path(dir);
            FileSystem files = root.getFileSystem(spark.sparkContext().hadoopConfiguration());
            Path folder = new Path(files.makeQualified(root), StoreInventory.FINGERPRINT + fingerprint.id());
            files.mkdirs(folder);
            new AtomicFile(files, new Path(folder, FACTS))
                    .replace(fingerprint.json(bundle, Clock.systemUTC().instant()));
            return new ScoreStore(spark, files, folder);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "scoring.store '" + dir + "' cannot be written to: " + e.getMessage()
                            + "; give a folder that may be created or written to on a file system that Hadoop knows",
                    e);
        }
    }

    /** Where it lies. */
    public String place() {
        return folder.toString();
    }

    /**
     * Those of {@code texts} that have no score here. Reads keys alone, of the buckets that the texts fall into.
     *
     * @param texts text_key and more, each text once
     */
    public Dataset<Row> missing(Dataset<Row> texts) {
        return texts.join(stored(texts).select(Columns.TEXT_KEY), new String[] {Columns.TEXT_KEY}, "left_anti");
    }

    /**
     * The scores of those of {@code texts} that have one here, each once: rows of {@link #SCHEMA}.
     *
     * @param texts text_key and more, each text once
     */
    public Dataset<Row> scores(Dataset<Row> texts) {
        return stored(texts)
                .select(columns())
                .join(texts.select(Columns.TEXT_KEY), new String[] {Columns.TEXT_KEY}, "left_semi")
                .dropDuplicates(new String[] {Columns.TEXT_KEY});
    }

    private Dataset<Row> stored(Dataset<Row> texts) {
        List<String> buckets =
                texts.select(bucket()).distinct().as(Encoders.STRING()).collectAsList();
        return all().where(col(BUCKET).isin(buckets.toArray()));
    }

    /** Everything kept, repeats and all: rows of {@link #SCHEMA}, wave and bucket. */
    Dataset<Row> all() {
        return spark.read()
                .schema(STORED)
                .option("basePath", place())
                .option("parquet.page.verify-checksum.enabled", "true")
                .parquet(place());
    }

    private static Column[] columns() {
        return Arrays.stream(SCHEMA.fieldNames()).map(functions::col).toArray(Column[]::new);
    }

    private static Column bucket() {
        return substring(col(Columns.TEXT_KEY), 1, 1).as(BUCKET);
    }

    /**
     * Keeps scores for good.
     *
     * @param wave a name that no other wave of the store has
     * @param scores rows of {@link #SCHEMA}; those without a sentiment are left out
     */
    public void append(String wave, Dataset<Row> scores) {
        scores.where(col(Columns.SENTIMENT).isNotNull())
                .select(columns())
                .withColumn(BUCKET, bucket())
                .repartition(col(BUCKET))
                .sortWithinPartitions(BUCKET, Columns.TEXT_KEY)
                .write()
                .partitionBy(BUCKET)
                .option("compression", "zstd")
                .parquet(new Path(folder, WAVE + "=" + wave).toString());
    }

    /** Merges small waves once there are many of them; whoever reads the store meanwhile reads it again. */
    public void compact(String wave) throws IOException {
        new Compaction(files, folder).run(this, wave);
    }

    /** The damaged files of this store, each by its path; reads all of it, on the executors. */
    public List<String> damaged() throws IOException {
        return new ParquetIntegrity(spark, files).in(folder);
    }

    /**
     * Finds damaged files and sets them aside, so that their texts are missing and scored again.
     *
     * @return where each was
     */
    public List<String> setDamagedAside() throws IOException {
        ParquetIntegrity damaged = new ParquetIntegrity(spark, files);
        List<String> found = damaged.in(folder);
        for (String file : found) {
            damaged.setAside(new Path(file), folder.getParent());
        }
        return found;
    }

    /** Whether {@code error} came from reading a file of this store. */
    public boolean isConcerned(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().contains(folder.getName())) {
                return true;
            }
        }
        return false;
    }
}
