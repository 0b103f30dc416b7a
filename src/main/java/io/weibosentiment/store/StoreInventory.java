package io.weibosentiment.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** A whole score store, all its fingerprints, as its keeper sees it. */
public final class StoreInventory {

    static final String FINGERPRINT = "fingerprint=";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileSystem files;
    private final Path root;

    private StoreInventory(FileSystem files, Path root) {
        this.files = files;
        this.root = root;
    }

    /**
     * The store in {@code dir}.
     *
     * @throws InvalidInputException if there is none
     */
    public static StoreInventory of(String dir, Configuration hadoop) {
        try {
            Path root = new Path(dir);
            FileSystem files = root.getFileSystem(hadoop);
            if (!files.exists(root)) {
                throw new InvalidInputException("there is no score store in '" + dir
                        + "'; expected scoring.store of a run, or the folder store in its output");
            }
            return new StoreInventory(files, files.makeQualified(root));
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

    /** Every fingerprint, in the order of their names. */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (FileStatus status : files.listStatus(root)) {
            String name = status.getPath().getName();
            if (status.isDirectory() && name.startsWith(FINGERPRINT)) {
                entries.add(entry(status.getPath(), name.substring(FINGERPRINT.length())));
            }
        }
        return entries;
    }

    private Entry entry(Path folder, String id) throws IOException {
        JsonNode facts = facts(folder);
        long scores = 0;
        long bytes = 0;
        long unreadable = 0;
        List<LocatedFileStatus> stored = parquet(files, folder);
        for (LocatedFileStatus file : stored) {
            long rows = rows(file.getPath());
            scores += Math.max(0, rows);
            unreadable += rows < 0 ? 1 : 0;
            bytes += file.getLen();
        }
        return new Entry(
                Fingerprint.of(facts),
                id,
                facts.path("bundle").asText(),
                Instant.parse(facts.path("last_used").asText(Instant.EPOCH.toString())),
                scores,
                stored.size(),
                bytes,
                unreadable);
    }

    /** The Parquet files below {@code folder} that readers read: none of what Spark hides or is still writing. */
    static List<LocatedFileStatus> parquet(FileSystem files, Path folder) throws IOException {
        List<LocatedFileStatus> found = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
        while (all.hasNext()) {
            LocatedFileStatus file = all.next();
            String inside =
                    file.getPath().toString().substring(folder.toString().length());
            if (inside.endsWith(".parquet") && !inside.contains("/_")) {
                found.add(file);
            }
        }
        return found;
    }

    private JsonNode facts(Path folder) throws IOException {
        try {
            return JSON.readTree(new AtomicFile(files, new Path(folder, ScoreStore.FACTS)).read());
        } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
            return JSON.createObjectNode();
        }
    }

    private long rows(Path file) {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, files.getConf()))) {
            return reader.getRecordCount();
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    /**
     * Deletes the fingerprints that no run has used for {@code unused}.
     *
     * @param dryRun only says which
     * @return those that went, or would go
     */
    public List<Entry> prune(Duration unused, boolean dryRun) throws IOException {
        Instant oldest = Instant.now().minus(unused);
        List<Entry> gone = entries().stream()
                .filter(entry -> entry.lastUsed().isBefore(oldest))
                .toList();
        if (!dryRun) {
            for (Entry entry : gone) {
                files.delete(new Path(root, FINGERPRINT + entry.id()), true);
            }
        }
        return gone;
    }
}
