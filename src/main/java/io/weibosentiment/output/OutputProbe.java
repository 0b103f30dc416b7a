package io.weibosentiment.output;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.OutputConfig;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds out whether tables can be written below the output folder, by writing a small file there and deleting it. */
public final class OutputProbe {

    private static final byte[] CONTENT = {'c', 'h', 'e', 'c', 'k'};

    private OutputProbe() {}

    /**
     * Writes, measures and deletes a file; folders made for it are removed again.
     *
     * @return the folder and what its file system has free, in words
     * @throws InvalidInputException if that cannot be done
     */
    public static String check(OutputConfig config, Configuration hadoop) {
        if (config.dir().isBlank()) {
            throw new InvalidInputException(OutputConfig.DIR.missing());
        }
        try {
            Path given = new Path(config.dir());
            FileSystem files = given.getFileSystem(hadoop);
            Path root = files.makeQualified(given);
            Path existing = root;
            while (!files.exists(existing)) {
                existing = existing.getParent();
            }
            try {
                write(files, root);
            } finally {
                removeMade(files, root, existing);
            }
            long free = files.getStatus(existing).getRemaining();
            return root + ", written and deleted a file" + (free == Long.MAX_VALUE ? "" : gigabytes(free));
        } catch (IOException | IllegalArgumentException e) {
            throw OutputFolder.unwritable(config, e);
        }
    }

    private static void write(FileSystem files, Path root) throws IOException {
        Path probe = new Path(root, "_check-" + UUID.randomUUID());
        try (FSDataOutputStream out = files.create(probe, false)) {
            out.write(CONTENT);
        }
        long length = files.getFileStatus(probe).getLen();
        if (length != CONTENT.length) {
            throw new IOException(
                    "a file of " + CONTENT.length + " bytes has " + length + " after writing; is the disk full?");
        }
        if (!files.delete(probe, false)) {
            throw new IOException("the file " + probe + " was written but cannot be deleted");
        }
    }

    /** Removes the empty folders from {@code root} up to, and without, {@code existing}. */
    private static void removeMade(FileSystem files, Path root, Path existing) throws IOException {
        for (Path made = root; !made.equals(existing); made = made.getParent()) {
            if (files.exists(made)) {
                if (files.listStatus(made).length > 0) {
                    return; // in use by now
                }
                files.delete(made, false);
            }
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, ", %.1f GB free", bytes / 1e9);
    }
}
