package io.weibosentiment.output;

import io.weibosentiment.Columns;
import io.weibosentiment.erasure.ConcernedFiles;
import io.weibosentiment.erasure.ErasedRows;
import io.weibosentiment.erasure.IdMatcher;
import io.weibosentiment.erasure.IdMatcher.RowIds;
import io.weibosentiment.erasure.ParquetRewrite;
import io.weibosentiment.files.AtomicFile;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Takes rows out of the tables of runs that are kept, file by file. Means of windows stay as they were published, but for
 * those of erased posts and bloggers; matrices with a column of an erased blogger go as a whole.
 *
 * @param spark reads and writes
 * @param files the output folder's file system
 * @param root the output folder
 * @param erased the rows
 */
public record RunErasure(SparkSession spark, FileSystem files, Path root, ErasedRows erased) {

    private static final List<String> IDS =
            List.of(Columns.COMMENT_ID, Columns.POST_ID, Columns.BLOGGER_ID, Columns.USER_HASH);

    /**
     * What went since the run was published, in the manifest's section {@code erased_since}.
     *
     * @param rows of all tables
     */
    public record ErasedSince(long rows) {

        /** The section's name. */
        public static final String SECTION = "erased_since";
    }

    /** How many rows of each table of {@code run} go. */
    public Map<String, Long> count(PublishedRun run) throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String table : run.manifest().paths().keySet()) {
            long rows = concerned(run, table).rows();
            if (rows > 0) {
                counts.put(table, rows);
            }
        }
        return counts;
    }

    private ConcernedFiles concerned(PublishedRun run, String table) throws IOException {
        Path place = place(run, table);
        if (!files.exists(place)) {
            return new ConcernedFiles(List.of(), 0);
        }
        Dataset<Row> rows = spark.read().parquet(SparkPaths.literal(place));
        if (table.equals(Table.REJECTED_COMMENTS.folder())) {
            return ConcernedFiles.of(rows, erased.isErasedRejected());
        }
        return Arrays.stream(rows.columns()).anyMatch(IDS::contains)
                ? ConcernedFiles.of(rows, erased.isErased(rows))
                : new ConcernedFiles(List.of(), 0);
    }

    private Path place(PublishedRun run, String table) {
        return new Path(root, run.manifest().paths().get(table));
    }

    /**
     * Takes the rows out of all tables of {@code run}, and says so in its manifest: also of what went before, if that was
     * cut short.
     *
     * @return how many rows of each table went
     */
    public Map<String, Long> erase(PublishedRun run) throws IOException {
        Map<String, Long> gone = new LinkedHashMap<>();
        Map<String, Long> left = new LinkedHashMap<>(run.manifest().tables());
        Map<String, String> paths = new LinkedHashMap<>(run.manifest().paths());
        for (String table : run.manifest().paths().keySet()) {
            boolean isRejected = table.equals(Table.REJECTED_COMMENTS.folder());
            if (!isRejected && (!files.exists(place(run, table)) || hasErasedColumn(run, table))) {
                files.delete(place(run, table), true);
                paths.remove(table);
                gone.put(table, orZero(left.remove(table)));
                continue;
            }
            ConcernedFiles found = concerned(run, table);
            ParquetRewrite.rewrite(spark, found.paths(), isRejected ? erased.rejectedBlanked() : erased.removed());
            long rows = isRejected ? found.rows() : orZero(left.get(table)) - rowsOf(run, table);
            if (rows > 0) {
                gone.put(table, rows);
                left.computeIfPresent(table, (name, before) -> isRejected ? before : before - rows);
            }
        }
        if (!gone.isEmpty()) {
            note(run, gone, left, paths);
        }
        return gone;
    }

    private long rowsOf(PublishedRun run, String table) {
        return ParquetCounts.in(spark, files, place(run, table)).rows();
    }

    private static long orZero(Long rows) {
        return rows == null ? 0 : rows;
    }

    private boolean hasErasedColumn(PublishedRun run, String table) throws IOException {
        if (!table.startsWith(Table.TRAJECTORIES.folder()) || !files.exists(place(run, table))) {
            return false;
        }
        IdMatcher matcher = erased.ids().value().matcher();
        return Arrays.stream(spark.read()
                        .parquet(SparkPaths.literal(place(run, table)))
                        .columns())
                .anyMatch(blogger -> matcher.matches(new RowIds(null, null, blogger, null)));
    }

    private void note(PublishedRun run, Map<String, Long> gone, Map<String, Long> left, Map<String, String> paths)
            throws IOException {
        RunManifest manifest = run.manifest();
        long before = manifest.facts().section(ErasedSince.SECTION).path("rows").asLong();
        long now = gone.values().stream().mapToLong(Long::longValue).sum();
        RunManifest noted = new RunManifest(
                manifest.run(),
                manifest.command(),
                manifest.software(),
                manifest.application(),
                manifest.configuration(),
                manifest.facts().with(ErasedSince.SECTION, new ErasedSince(before + now)),
                manifest.started(),
                manifest.finished(),
                manifest.seconds(),
                left,
                paths);
        Path folder = new RunFolders(files, root).folder(run.id());
        new AtomicFile(files, new Path(folder, RunFolders.MANIFEST)).replace(noted.json());
    }

    /** Takes the rows out of those that runs were stopped for; gives how many. */
    public long eraseStopped() throws IOException {
        long gone = 0;
        Path stopped = new Path(root, StoppedRuns.REJECTED);
        for (String run : RunFolders.names(files, stopped)) {
            Dataset<Row> rows = spark.read().parquet(SparkPaths.literal(new Path(stopped, run)));
            ConcernedFiles found = ConcernedFiles.of(rows, erased.isErasedRejected());
            ParquetRewrite.rewrite(spark, found.paths(), erased.rejectedBlanked());
            gone += found.rows();
        }
        return gone;
    }

    /** Deletes the tables that a command made of an earlier run; gives whether there was one. */
    public boolean deleteDerived() throws IOException {
        return files.delete(new Path(root, DerivedTable.SENSITIVITY), true);
    }
}
