package io.weibosentiment.store;

import static io.weibosentiment.store.StoreLayout.BUCKET;
import static io.weibosentiment.store.StoreLayout.WAVE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.ScoringEngine;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The scores of one fingerprint: Parquet files below {@code STORE/fingerprint=ID/wave=WAVE/bucket=H}, where H is the
 * first hex digit of the text's key. Files are only ever added, each wave in a folder of its own, so writers need no
 * lock. A text that was scored twice has two rows, which may differ in their last digits where two engines scored it;
 * its score is the smaller one, whatever the waves, their order, and what has been merged since.
 */
public final class ScoreStore {

    /** A kept score: text_key, sentiment, tokens, truncated; with the probabilities of more than two labels. */
    public static final StructType SCHEMA = new StructType()
            .add(Columns.TEXT_KEY, DataTypes.StringType, true)
            .add(Columns.SENTIMENT, DataTypes.FloatType, true)
            .add(Columns.TOKENS, DataTypes.IntegerType, true)
            .add(Columns.TRUNCATED, DataTypes.BooleanType, true);

    private static final long MOST_ROWS_PER_TASK = 500_000;

    /** What a row takes in a file, about: its key does not compress. */
    private static final int BYTES_PER_ROW = 24;

    /** Of a larger store, what cannot be among the texts asked for is left behind before a join. */
    private static final long LARGE_BYTES = 256L << 20;

    private final SparkSession spark;
    private final FileSystem files;
    private final Path folder;
    private final StoreUse use;
    private final StoreReading reading;
    private final StructType schema;
    private final long largeBytes;

    private ScoreStore(
            SparkSession spark, FileSystem files, Path folder, StoreUse use, StructType schema, long largeBytes) {
        this.largeBytes = largeBytes;
        this.schema = schema;
        this.spark = spark;
        this.files = files;
        this.folder = folder;
        this.use = use;
        this.reading = new StoreReading(spark, files, folder);
    }

    /**
     * Opens the part of a store that belongs to {@code fingerprint}, and notes that it is used.
     *
     * @param dir the store's folder, on any Hadoop file system
     * @param use what uses it
     * @throws InvalidInputException if the folder cannot be made or written to, or has a newer format
     */
    public static ScoreStore open(SparkSession spark, String dir, Fingerprint fingerprint, StoreUse use) {
        try {
            Path root = new Path(dir);
            FileSystem files = root.getFileSystem(spark.sparkContext().hadoopConfiguration());
            Path folder = StoreLayout.fingerprint(files.makeQualified(root), fingerprint.id());
            StoreFacts.read(files, folder); // refuses a newer format
            files.mkdirs(folder);
            new StoreFacts(fingerprint, use.bundle(), use.since()).write(files, folder);
            return new ScoreStore(spark, files, folder, use, SCHEMA, LARGE_BYTES);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "scoring.store '" + dir + "' cannot be written to: " + e.getMessage()
                            + "; give a folder that may be created or written to on a file system that Hadoop knows",
                    e);
        }
    }

    /** The same of a model with more than two labels: its rows also have the probability of each. */
    public ScoreStore withProbabilities() {
        StructType more = SCHEMA.add(Columns.PROBABILITIES, DataTypes.createArrayType(DataTypes.FloatType), true);
        return new ScoreStore(spark, files, folder, use, more, largeBytes);
    }

    /** The same store, which counts as large from {@code bytes} on. */
    ScoreStore largeFrom(long bytes) {
        return new ScoreStore(spark, files, folder, use, schema, bytes);
    }

    /** Whether it pays to keep the keys of texts in memory that are looked up here: they are read several times. */
    public boolean isLarge() {
        try {
            return StoreLayout.parquet(files, folder).stream()
                            .mapToLong(org.apache.hadoop.fs.FileStatus::getLen)
                            .sum()
                    >= largeBytes;
        } catch (IOException e) {
            throw new UncheckedIOException("the score store in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Where it lies. */
    public String place() {
        return folder.toString();
    }

    /**
     * Does what reads this store.
     *
     * @param action reads {@link #scores}, to their last row
     * @throws StoreChangedException if it failed on files that are gone, or damaged and now set aside: the scores in
     *     them are missing from then on, and another reading may succeed
     */
    public <T> T reading(Supplier<T> action) {
        return reading.of(action);
    }

    /**
     * The scores of those of {@code texts} that have one here, each once: rows of {@link #SCHEMA}.
     *
     * @param texts text_key and more
     */
    public Dataset<Row> scores(Dataset<Row> texts) {
        return once(storedOf(texts));
    }

    /** Every row kept of {@code texts}, repeats and all: rows of {@link #SCHEMA}, wave and bucket. */
    Dataset<Row> storedOf(Dataset<Row> texts) {
        Dataset<Row> keys = texts.select(Columns.TEXT_KEY);
        Dataset<Row> stored = all();
        if (isLarge()) {
            long count = keys.count();
            stored = count > KeyFilter.MOST_KEYS ? stored : stored.where(KeyFilter.of(keys, count));
        }
        return stored.join(keys, new String[] {Columns.TEXT_KEY}, "left_semi");
    }

    /** Everything kept, repeats and all: rows of {@link #SCHEMA}, wave and bucket. */
    Dataset<Row> all() {
        return spark.read()
                .schema(schema.add(WAVE, DataTypes.StringType, true).add(BUCKET, DataTypes.StringType, true))
                .option("basePath", place())
                .option("parquet.page.verify-checksum.enabled", "true")
                .parquet(SparkPaths.literal(folder));
    }

    /** Each text once, with its smallest score. */
    private Dataset<Row> once(Dataset<Row> stored) {
        List<Column> columns = new ArrayList<>(List.of(
                min(Columns.TOKENS).as(Columns.TOKENS), min(Columns.TRUNCATED).as(Columns.TRUNCATED)));
        if (Arrays.asList(schema.fieldNames()).contains(Columns.PROBABILITIES)) {
            columns.add(min(struct(Columns.SENTIMENT, Columns.PROBABILITIES))
                    .getField(Columns.PROBABILITIES)
                    .as(Columns.PROBABILITIES));
        }
        return stored.groupBy(Columns.TEXT_KEY)
                .agg(min(Columns.SENTIMENT).as(Columns.SENTIMENT), columns.toArray(Column[]::new));
    }

    private static Column bucket() {
        return substring(col(Columns.TEXT_KEY), 1, 1).as(BUCKET);
    }

    /**
     * Keeps scores for good.
     *
     * @param wave a name that no other wave of the store has
     * @param scores rows of {@link #SCHEMA}; those without a sentiment are left out
     * @param rows how many there are
     */
    public void append(String wave, Dataset<Row> scores, long rows) {
        write(wave, scores.where(col(Columns.SENTIMENT).isNotNull()), rows, use.sorted());
    }

    private void write(String wave, Dataset<Row> scores, long rows, Set<ScoringEngine> engines) {
        Path path = StoreLayout.wave(folder, wave);
        try {
            if (files.exists(path)) {
                throw new IllegalArgumentException("the score store holds a wave " + wave + " already, in " + path);
            }
            // First, so that a wave which others see is never without.
            new WaveEngines(files, folder).write(wave, engines);
        } catch (IOException e) {
            throw new UncheckedIOException("wave " + wave + " cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
        scores.select(Arrays.stream(schema.fieldNames()).map(functions::col).toArray(Column[]::new))
                .withColumn(BUCKET, bucket())
                // By ranges: a wave may lie in one bucket, which many tasks then write.
                .repartitionByRange(tasks(rows), col(BUCKET), col(Columns.TEXT_KEY))
                .sortWithinPartitions(BUCKET, Columns.TEXT_KEY)
                .write()
                .mode(SaveMode.Append)
                .partitionBy(BUCKET)
                .option("compression", "zstd")
                .parquet(path.toString());
    }

    private static int tasks(long rows) {
        return Math.toIntExact(1 + rows / MOST_ROWS_PER_TASK);
    }

    /**
     * Merges small waves once there are many of them, as many as make a large one; a run that reads the store meanwhile
     * reads it again.
     *
     * @param wave a name that no other wave of the store has
     * @throws StoreChangedException as {@link #reading} does
     */
    public void compact(String wave) {
        reading(() -> {
            try {
                return merge(wave);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the score store in " + folder + " cannot be merged: " + e.getMessage(), e);
            }
        });
    }

    private List<String> merge(String wave) throws IOException {
        Compaction compaction = new Compaction(files, folder, use.since());
        List<String> small = compaction.waves();
        if (small.isEmpty()) {
            return small;
        }
        try {
            Set<ScoringEngine> engines = new WaveEngines(files, folder).ofAll(small);
            long rows = compaction.bytes(small) / BYTES_PER_ROW;
            // By its own size, and not by that of this run's input, which the session may be set for.
            Dataset<Row> found =
                    all().where(col(WAVE).isin(small.toArray())).repartition(tasks(rows), col(Columns.TEXT_KEY));
            write(wave, once(found), rows, engines);
        } catch (Exception e) { // Spark's checked exceptions are not declared
            compaction.delete(List.of(wave));
            throw e;
        }
        compaction.delete(small);
        return small;
    }

    /** The waves that the engines of this run score again to the bit. */
    List<String> reproducibleWaves() {
        if (!ScoringEngine.areReproducible(use.engines())) {
            return List.of();
        }
        try {
            List<String> waves = new ArrayList<>();
            WaveEngines known = new WaveEngines(files, folder);
            for (String wave : StoreLayout.waves(files, folder)) {
                if (known.of(wave).equals(use.engines())) {
                    waves.add(wave);
                }
            }
            return waves;
        } catch (IOException e) {
            throw new InvalidInputException("the score store in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The damaged files of this store, each by its path; reads all of it, on the executors. */
    public List<String> damaged() {
        try {
            return reading.damaged();
        } catch (IOException e) {
            throw new InvalidInputException("the score store in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Finds damaged files and sets them aside, so that their texts are missing and scored again.
     *
     * @return where each was
     */
    List<String> setDamagedAside() {
        List<String> found = damaged();
        reading.setAside(found);
        return found;
    }
}
