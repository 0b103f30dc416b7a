package io.weibosentiment.store;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** A whole score store, all its fingerprints, as its operator sees it. */
public final class StoreInventory {

    private final FileSystem files;
    private final Path root;
    private final Clock clock;

    private StoreInventory(FileSystem files, Path root, Clock clock) {
        this.files = files;
        this.root = root;
        this.clock = clock;
    }

    /**
     * The store in {@code dir}.
     *
     * @param clock tells how long a fingerprint has not been used
     * @throws InvalidInputException if there is none
     */
    public static StoreInventory of(String dir, Configuration hadoop, Clock clock) {
        try {
            Path root = new Path(dir);
            FileSystem files = root.getFileSystem(hadoop);
            if (!files.exists(root)) {
                throw new InvalidInputException("there is no score store in '" + dir
                        + "'; expected scoring.store of a run, or the folder store in its output");
            }
            return new StoreInventory(files, files.makeQualified(root), clock);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException("the score store '" + dir + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * One fingerprint of a store.
     *
     * @param fingerprint what the scores depend on
     * @param id its name in the store
     * @param bundle the model bundle's name when it was last used
     * @param lastUsed when a run last used it
     * @param scores rows kept, repeats counted; read from the files' footers
     * @param files Parquet files
     * @param bytes their size
     * @param unreadable files without a footer that can be read
     */
    public record Entry(
            Fingerprint fingerprint,
            String id,
            String bundle,
            Instant lastUsed,
            long scores,
            long files,
            long bytes,
            long unreadable) {}

    /**
     * Every fingerprint, in the order of their names.
     *
     * @throws InvalidInputException if one has a newer format than this version knows
     */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String id : StoreLayout.fingerprints(files, root)) {
            entries.add(entry(id));
        }
        return entries;
    }

    private Entry entry(String id) throws IOException {
        Path folder = StoreLayout.fingerprint(root, id);
        StoreFacts facts = StoreFacts.read(files, folder).orElseGet(StoreFacts::unknown);
        long scores = 0;
        long bytes = 0;
        long unreadable = 0;
        List<LocatedFileStatus> stored = StoreLayout.parquet(files, folder);
        for (LocatedFileStatus file : stored) {
            long rows = rows(file.getPath());
            scores += Math.max(0, rows);
            unreadable += rows < 0 ? 1 : 0;
            bytes += file.getLen();
        }
        return new Entry(
                facts.fingerprint(), id, facts.bundle(), facts.lastUsed(), scores, stored.size(), bytes, unreadable);
    }

    private long rows(Path file) {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, files.getConf()))) {
            return reader.getRecordCount();
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    /** The fingerprints that no run has used for {@code duration}. */
    public List<Entry> unused(Duration duration) throws IOException {
        Instant oldest = clock.instant().minus(duration);
        return entries().stream()
                .filter(entry -> entry.lastUsed().isBefore(oldest))
                .toList();
    }

    /** Deletes a fingerprint with all its scores. */
    public void delete(Entry entry) throws IOException {
        files.delete(StoreLayout.fingerprint(root, entry.id()), true);
    }
}
