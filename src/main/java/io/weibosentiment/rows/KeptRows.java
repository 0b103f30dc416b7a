package io.weibosentiment.rows;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.rows.Generation.Mark;
import io.weibosentiment.store.StoreReading;
import io.weibosentiment.util.PlainColumns;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that files were parsed into, kept below {@code STORE/_rows/READER}. Runs need no lock: each adds a generation
 * of its own and believes only those that are marked complete, of each the files that have not changed since. A run
 * whose generation another one deletes meanwhile parses its files again.
 */
public final class KeptRows {

    private static final Logger LOG = LoggerFactory.getLogger(KeptRows.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    /** That a generation is used is noted once in so long. */
    private static final Duration USE_NOTED = Duration.ofHours(12);

    private final SparkSession spark;
    private final RowsLayout layout;
    private final Path folder;
    private final Bounds bounds;
    private final Clock clock;
    private final Optional<Eraser> eraser;

    private KeptRows(
            SparkSession spark, RowsLayout layout, String reader, Bounds bounds, Clock clock, Optional<Eraser> eraser) {
        this.eraser = eraser;
        this.spark = spark;
        this.layout = layout;
        this.folder = layout.reader(reader);
        this.bounds = bounds;
        this.clock = clock;
    }

    /**
     * How much is kept.
     *
     * @param days rows that no run used for so long are deleted
     * @param bytes of rows that are not in use so many are left, those used last
     */
    public record Bounds(int days, long bytes) {}

    /**
     * Opens the rows that are kept in a store.
     *
     * @param store the store's folder, on any Hadoop file system
     * @param reader stands for all that rows depend on besides the files
     * @throws InvalidInputException if it cannot be read or written to
     */
    public static KeptRows open(SparkSession spark, String store, String reader, Bounds bounds, Clock clock) {
        return open(spark, store, reader, bounds, clock, Optional.empty());
    }

    /** The same, without what {@code eraser} leaves out. */
    public static KeptRows open(
            SparkSession spark, String store, String reader, Bounds bounds, Clock clock, Optional<Eraser> eraser) {
        try {
            Path dir = new Path(store);
            FileSystem files = dir.getFileSystem(spark.sparkContext().hadoopConfiguration());
            RowsLayout layout = RowsLayout.of(files, dir);
            layout.makeWithNote();
            return new KeptRows(spark, layout, reader, bounds, clock, eraser);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "scoring.store '" + store + "' cannot be written to: " + e.getMessage()
                            + "; give a folder that may be created or written to on a file system that Hadoop knows, or set"
                            + " input.kept-rows.enabled=false",
                    e);
        }
    }

    /** Which of {@code files} have rows here. */
    public KeptFiles of(List<FileStatus> files) {
        try {
            Selection selection = new Selection(files);
            for (Generation generation : layout.generations(folder)) {
                Optional<Mark> whole = generation.whole();
                if (whole.isPresent() && isForThisOutput(whole.get())) {
                    selection.offer(generation, whole.get());
                } else if (whole.isPresent()) {
                    LOG.debug("{} is without what another output has erased", generation.folder());
                } else if (generation.isMarked()) {
                    LOG.warn("{} is damaged: its files are read again", generation.folder());
                    selection.drop(generation);
                }
            }
            return selection.kept();
        } catch (IOException e) {
            throw new UncheckedIOException("the kept rows in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean isForThisOutput(Mark mark) {
        return eraser.map(own -> own.mayUse(mark.eraser())).orElse(mark.eraser().equals(Eraser.NOBODY));
    }

    /**
     * Keeps the rows of the files that are missing.
     *
     * @param parsed their rows
     * @param plain the columns that are written without dictionaries of their values
     * @param reading does what reads the files, and fails if one was written to meanwhile
     * @return {@code kept} with them
     */
    public KeptFiles add(KeptFiles kept, Dataset<Row> parsed, Set<String> plain, Consumer<Runnable> reading) {
        Instant now = clock.instant();
        String name = NAME.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
        Generation generation = new Generation(layout.files(), new Path(folder, name));
        try {
            // First: what changes from here on has another version in the next run.
            generation.versions().write(kept.missing());
            long begun = Math.min(now.toEpochMilli(), generation.versions().modified());
            reading.accept(() -> blanked(parsed)
                    .write()
                    .option("compression", "zstd")
                    .options(PlainColumns.options(plain.toArray(String[]::new)))
                    .parquet(generation.data().toString()));
            generation.complete(
                    kept.missing().size(),
                    begun - FileVersion.COARSEST_CLOCK.toMillis(),
                    eraser.map(Eraser::mark).orElse(Eraser.NOBODY));
        } catch (IOException e) {
            discard(generation, e);
            throw new UncheckedIOException("rows cannot be kept in " + folder + ": " + e.getMessage(), e);
        } catch (Exception e) { // Spark's checked exceptions are not declared
            discard(generation, e);
            throw e;
        }
        List<Share> shares = new ArrayList<>(kept.shares());
        shares.add(Share.all(generation));
        return new KeptFiles(shares, List.of(), kept.unchanged(), kept.obsolete());
    }

    private void discard(Generation generation, Exception cause) {
        try {
            layout.delete(generation);
            layout.deleteIfUnused();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** The rows of {@code kept}, of the columns {@code schema}. */
    public Dataset<Row> rows(KeptFiles kept, StructType schema) {
        return kept.shares().stream()
                .map(share -> share.of(read(share.generation(), schema)))
                .reduce(Dataset::unionAll)
                .orElseGet(() -> spark.createDataFrame(List.of(), schema));
    }

    private Dataset<Row> read(Generation generation, StructType schema) {
        Dataset<Row> rows = spark.read()
                .schema(schema)
                .option("parquet.page.verify-checksum.enabled", "true")
                .parquet(SparkPaths.literal(generation.data()));
        return isBlanked(generation) ? rows : blanked(rows);
    }

    private boolean isBlanked(Generation generation) {
        try {
            Optional<String> mark = generation.mark().map(Mark::eraser);
            return mark.equals(eraser.map(Eraser::mark));
        } catch (IOException e) {
            throw new UncheckedIOException("the kept rows in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Dataset<Row> blanked(Dataset<Row> rows) {
        return eraser.map(own -> own.blanked().apply(rows)).orElse(rows);
    }

    /**
     * Does what reads rows that are kept here.
     *
     * @throws io.weibosentiment.store.StoreChangedException if it failed on files that are gone, or damaged and now set
     *     aside: another {@link #of} finds without them what is missing
     */
    public <T> T reading(Supplier<T> action) {
        return new StoreReading(spark, layout.files(), folder).of(action);
    }

    /** Whether all that {@code kept} takes rows from is still there, as far as names, lengths and footers show. */
    public boolean areWhole(KeptFiles kept) {
        try {
            for (Share share : kept.shares()) {
                if (share.generation().whole().isEmpty()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the kept rows in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Notes that {@code kept} is in use, and deletes what is no longer needed; a run does not fail for it. */
    public void tidy(KeptFiles kept) {
        try {
            Instant noted = clock.instant().minus(USE_NOTED);
            for (Share share : kept.shares()) {
                if (share.generation().lastUsed().isBefore(noted)) {
                    share.generation().use(clock.instant());
                }
            }
            new StoreReading(spark, layout.files(), folder).deleteSetAside(); // it holds raw text
            for (Generation generation : kept.obsolete()) {
                layout.delete(generation);
            }
            Set<Generation> used = kept.shares().stream().map(Share::generation).collect(Collectors.toSet());
            RowsInventory inventory = new RowsInventory(layout, clock);
            for (RowsInventory.Entry unused : inventory.unused(Duration.ofDays(bounds.days()))) {
                if (!used.contains(unused.generation())) {
                    inventory.delete(unused);
                }
            }
            for (RowsInventory.Entry above : inventory.above(bounds.bytes(), used)) {
                inventory.delete(above);
            }
        } catch (IOException e) {
            LOG.warn("kept rows in {} that are no longer needed were not deleted: {}", layout.root(), e.toString());
        }
    }
}
