package io.weibosentiment.rows;

import io.weibosentiment.Columns;
import io.weibosentiment.erasure.ConcernedFiles;
import io.weibosentiment.erasure.ErasedRows;
import io.weibosentiment.erasure.ParquetRewrite;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.rows.Generation.Mark;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Takes rows out of all that a store keeps, whatever they were read as. */
public final class RowsErasure {

    /** What rows of this version have; others are deleted, and their files are parsed again. */
    private static final Set<String> NEEDED = Set.of(
            Columns.SOURCE_FILE,
            Columns.RAW,
            Columns.REASON,
            Columns.DETAIL,
            Columns.POST_KEY,
            RecordReader.KEY,
            RecordReader.CONTENT);

    private final SparkSession spark;
    private final RowsLayout layout;
    private final ErasedRows erased;

    private RowsErasure(SparkSession spark, RowsLayout layout, ErasedRows erased) {
        this.spark = spark;
        this.layout = layout;
        this.erased = erased;
    }

    /** Takes {@code erased} rows out of what the store in {@code dir} keeps. */
    public static RowsErasure of(SparkSession spark, String dir, ErasedRows erased) throws IOException {
        Path store = new Path(dir);
        FileSystem files = store.getFileSystem(spark.sparkContext().hadoopConfiguration());
        return new RowsErasure(spark, RowsLayout.of(files, store), erased);
    }

    private record Kept(Generation generation, Dataset<Row> rows) {

        boolean isOfThisVersion() {
            return List.of(rows.columns()).containsAll(NEEDED);
        }
    }

    private List<Kept> kept() throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (Generation generation : layout.generations()) {
            if (generation.whole().filter(mark -> mark.rows() > 0).isPresent()) {
                kept.add(new Kept(generation, spark.read().parquet(SparkPaths.literal(generation.data()))));
            }
        }
        return kept;
    }

    /** The rows of comments that go: text, post_key, comment_id and, where they have them, user_id. */
    public Optional<Dataset<Row>> comments() throws IOException {
        return kept().stream()
                .filter(Kept::isOfThisVersion)
                .map(Kept::rows)
                .filter(rows -> List.of(rows.columns()).contains(Columns.COMMENT_ID))
                .map(rows -> rows.where(erased.isErasedParsed(rows))
                        .select(Columns.TEXT, Columns.POST_KEY, Columns.COMMENT_ID, Columns.USER_ID))
                .reduce(Dataset::unionAll);
    }

    /** How many rows go. */
    public long count() throws IOException {
        long rows = 0;
        for (Kept found : kept()) {
            rows += found.isOfThisVersion()
                    ? ConcernedFiles.of(found.rows(), erased.isErasedParsed(found.rows()))
                            .rows()
                    : 0;
        }
        return rows;
    }

    /**
     * Empties the rows that go; deletes what cannot be told from them: what is not whole, or of another version, and
     * damaged files that were set aside.
     *
     * @param eraser of the output whose rows they are
     * @param isShared whether other outputs use the store: they go on with generations that nothing was taken out of
     * @return how many rows went
     */
    public long erase(Eraser eraser, Sharing isShared) throws IOException {
        long rows = 0;
        for (Generation generation : layout.generations()) {
            Optional<Mark> whole = generation.whole();
            if (whole.isPresent()) {
                rows += erase(generation, whole.get(), eraser, isShared);
            } else if (isShared == Sharing.OWN || generation.isMarked()) {
                layout.delete(generation); // of a run that died: this one holds the lease
            }
        }
        for (Path reader : layout.readers()) {
            layout.files().delete(new Path(reader, "_damaged"), true);
        }
        layout.files().delete(new Path(layout.root(), "_damaged"), true);
        return rows;
    }

    /** Whether a store is an output folder's own. */
    public enum Sharing {
        OWN,
        SHARED
    }

    private long erase(Generation generation, Mark mark, Eraser eraser, Sharing isShared) throws IOException {
        if (mark.rows() == 0 || !eraser.mayUse(mark.eraser())) {
            return eraseOfOthers(generation, mark);
        }
        Kept kept = new Kept(generation, spark.read().parquet(SparkPaths.literal(generation.data())));
        if (!kept.isOfThisVersion()) {
            layout.delete(generation);
            return mark.rows();
        }
        ConcernedFiles files = ConcernedFiles.of(kept.rows(), erased.isErasedParsed(kept.rows()));
        if (files.rows() > 0 || isShared == Sharing.OWN) {
            ParquetRewrite.rewrite(spark, files.paths(), erased.parsedBlanked());
            generation.complete(mark.files(), mark.cleanBefore(), eraser.mark());
        }
        return files.rows();
    }

    /** Another output has taken something else out of these rows: nobody can use them after both. */
    private long eraseOfOthers(Generation generation, Mark mark) throws IOException {
        if (mark.rows() == 0) {
            return 0;
        }
        Dataset<Row> rows = spark.read().parquet(SparkPaths.literal(generation.data()));
        long found = ConcernedFiles.of(rows, erased.isErasedParsed(rows)).rows();
        if (found > 0) {
            layout.delete(generation);
        }
        return found;
    }
}
