package io.weibosentiment.store;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which small waves of a store are merged once there are many, so that reading does not drown in small files. A merged
 * wave that has grown large is left alone from then on.
 *
 * @param files the store's file system
 * @param folder the fingerprint's folder
 * @param now what the time is
 */
record Compaction(FileSystem files, Path folder, Instant now) {

    private static final int MOST_SMALL_WAVES = 8;
    private static final long LARGE_BYTES = 1L << 30;
    private static final Duration SURELY_DEAD = Duration.ofDays(1);

    /**
     * The waves to be merged into one; none while there are few. The smallest first, and no more than make a large one: a
     * store of a billion scores is not merged at once.
     */
    List<String> waves() throws IOException {
        Map<String, Long> small = new HashMap<>();
        for (String wave : StoreLayout.waves(files, folder)) {
            Path path = StoreLayout.wave(folder, wave);
            long bytes = files.getContentSummary(path).getLength();
            if (isFinished(path) && bytes < LARGE_BYTES) {
                small.put(wave, bytes);
            }
        }
        return small.size() > MOST_SMALL_WAVES ? enough(small) : List.of();
    }

    private static List<String> enough(Map<String, Long> small) {
        List<String> merged = new ArrayList<>();
        long bytes = 0;
        for (String wave : small.keySet().stream()
                .sorted(Comparator.comparing((String name) -> small.get(name)).thenComparing(Comparator.naturalOrder()))
                .toList()) {
            if (merged.size() < 2 || bytes < LARGE_BYTES) {
                merged.add(wave);
                bytes += small.get(wave);
            }
        }
        return merged;
    }

    /** Whether no run writes to the wave any more. */
    private boolean isFinished(Path wave) throws IOException {
        return files.exists(new Path(wave, "_SUCCESS"))
                || files.getFileStatus(wave).getModificationTime()
                        < now.minus(SURELY_DEAD).toEpochMilli();
    }

    /** What {@code waves} take on disk. */
    long bytes(List<String> waves) throws IOException {
        long bytes = 0;
        for (String wave : waves) {
            bytes += files.getContentSummary(StoreLayout.wave(folder, wave)).getLength();
        }
        return bytes;
    }

    /** Deletes waves that were merged. */
    void delete(List<String> waves) throws IOException {
        for (String wave : waves) {
            files.delete(StoreLayout.wave(folder, wave), true);
        }
    }
}
