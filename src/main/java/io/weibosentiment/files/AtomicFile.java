package io.weibosentiment.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;

/**
 * A small text file that may be read while it is written: readers see the old content or the new, never a part.
 *
 * @param files its file system
 * @param path its path
 */
public record AtomicFile(FileSystem files, Path path) {

    /**
     * Where an object appears complete when it is closed, and renaming copies it; elsewhere renaming a file is one
     * step.
     */
    private static final Set<String> OBJECT_STORES = Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn", "obs", "wasb");

    /** Spelled out because Hadoop's constant is as new as the option, 3.4.2. An older client ignores the option. */
    private static final String CONDITIONAL_CREATE = "fs.option.create.conditional.overwrite";

    private static final int MOST_READS = 3;

    private boolean isLocal() {
        return "file".equals(files.getScheme());
    }

    private boolean isObjectStore() {
        return OBJECT_STORES.contains(files.getScheme());
    }

    /** Whether the file is on an object store, where it appears complete when it is closed. */
    boolean appearsWhenClosed() {
        return isObjectStore();
    }

    private java.nio.file.Path local() {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    /** Its content. */
    public String read() throws IOException {
        if (isLocal()) {
            return Files.readString(local());
        }
        for (int attempt = 1; ; attempt++) {
            try (InputStream in = files.open(path)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (PathIOException e) { // S3A: the object was replaced after it was opened
                if (attempt == MOST_READS) {
                    throw e;
                }
            }
        }
    }

    /** Whether it is there. */
    public boolean exists() throws IOException {
        return files.exists(path);
    }

    /** Replaces the content in one step. */
    public void replace(String content) throws IOException {
        if (isObjectStore()) {
            write(path, content, true);
            return;
        }
        String fresh = "." + path.getName() + "." + UUID.randomUUID();
        if (isLocal()) {
            java.nio.file.Path written = Files.writeString(local().resolveSibling(fresh), content);
            Files.move(written, local(), StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path written = new Path(path.getParent(), fresh);
        write(written, content, false);
        FileContext.getFileContext(path.toUri(), files.getConf()).rename(written, path, Options.Rename.OVERWRITE);
    }

    /**
     * Creates the file unless it exists, and returns whether it did. Of several processes that try at once, one
     * succeeds; on object stores without conditional writes, or with a Hadoop older than 3.4.2, several may.
     */
    public boolean create(String content) throws IOException {
        try {
            if (isLocal()) {
                Files.writeString(local(), content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } else if (isObjectStore()) {
                return put(content);
            } else {
                write(path, content, false);
            }
            return true;
        } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
            return false;
        }
    }

    /**
     * The store refuses when the object is closed. If the client retries, it also refuses what it has just accepted.
     */
    private boolean put(String content) throws IOException {
        FSDataOutputStreamBuilder<?, ?> fresh = files.createFile(path);
        fresh.overwrite(false);
        fresh.opt(CONDITIONAL_CREATE, true);
        try (FSDataOutputStream out = fresh.build()) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            if (!exists()) {
                throw e;
            }
            return content.equals(read());
        }
        return true;
    }

    private void write(Path to, String content, boolean overwrite) throws IOException {
        try (FSDataOutputStream out = files.create(to, overwrite)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Deletes it if it exists. */
    public void delete() throws IOException {
        files.delete(path, false);
    }

    /** When it was last written, by the file system's clock, in milliseconds since 1970. */
    public long modified() throws IOException {
        return files.getFileStatus(path).getModificationTime();
    }
}
