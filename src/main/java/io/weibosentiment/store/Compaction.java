package io.weibosentiment.store;

import static org.apache.spark.sql.functions.col;

import io.weibosentiment.Columns;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Merges the small waves of a store into one when there are many, so that reading does not drown in small files. A
 * merged wave that has grown large is left alone from then on.
 *
 * @param files the store's file system
 * @param folder the fingerprint's folder
 */
record Compaction(FileSystem files, Path folder) {

    private static final int MOST_SMALL_WAVES = 8;
    private static final long LARGE_BYTES = 1L << 30;
    private static final Duration SURELY_DEAD = Duration.ofDays(1);

    /** Merges into {@code wave} if there is enough to merge. */
    void run(ScoreStore store, String wave) throws IOException {
        List<Path> small = small();
        if (small.size() <= MOST_SMALL_WAVES) {
            return;
        }
        Object[] names = small.stream()
                .map(path -> path.getName().substring(ScoreStore.WAVE.length() + 1))
                .toArray();
        store.append(
                wave,
                store.all().where(col(ScoreStore.WAVE).isin(names)).dropDuplicates(new String[] {Columns.TEXT_KEY}));
        for (Path merged : small) {
            files.delete(merged, true);
        }
    }

    private List<Path> small() throws IOException {
        List<Path> small = new ArrayList<>();
        for (FileStatus status : files.listStatus(folder)) {
            if (status.isDirectory() && status.getPath().getName().startsWith(ScoreStore.WAVE) && isFinished(status)) {
                ContentSummary size = files.getContentSummary(status.getPath());
                if (size.getLength() < LARGE_BYTES) {
                    small.add(status.getPath());
                }
            }
        }
        return small;
    }

    /** Whether nobody writes to the wave any more. */
    private boolean isFinished(FileStatus wave) throws IOException {
        return files.exists(new Path(wave.getPath(), "_SUCCESS"))
                || wave.getModificationTime() < System.currentTimeMillis() - SURELY_DEAD.toMillis();
    }
}
