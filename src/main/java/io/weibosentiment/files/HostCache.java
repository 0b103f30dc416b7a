package io.weibosentiment.files;

import io.weibosentiment.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders that all processes of a host share: native libraries, models. A folder is filled once, by the first process
 * that needs it; others wait. It is complete or absent, even after a kill: it is filled under another name and then
 * moved.
 */
public final class HostCache {

    /** The environment variable with the cache's path. */
    public static final String ENVIRONMENT = "WEIBO_SENTIMENT_CACHE";

    /** What follows a folder's name while it is filled or removed. */
    static final String PARTIAL = ".partial";

    private final Path root;

    /**
     * The cache at {@code root}.
     *
     * @throws InvalidInputException if its path contains the separator of path lists, in which native libraries need it
     */
    public HostCache(Path root) {
        this.root = root.toAbsolutePath();
        if (this.root.toString().contains(File.pathSeparator)) {
            throw new InvalidInputException(
                    "the cache folder " + this.root + ": found a path with '" + File.pathSeparator
                            + "', which separates paths where native libraries are searched; set " + ENVIRONMENT
                            + " or model.cache-dir to a path without it");
        }
    }

    /** The cache at {@code dir}; if empty, at {@value #ENVIRONMENT}, else at {@code ~/.cache/weibo-sentiment}. */
    public static HostCache at(Optional<String> dir) {
        return new HostCache(dir.or(() -> Optional.ofNullable(System.getenv(ENVIRONMENT)))
                .map(Path::of)
                .orElseGet(() -> inHome(System.getProperty("user.home"))));
    }

    /** A user id without a name has no home, which Java tells as {@code ?}. */
    static Path inHome(String home) {
        if (!Path.of(home).isAbsolute()) {
            throw new InvalidInputException("this user has no home folder for the cache (found '" + home + "'); set "
                    + ENVIRONMENT + " to a folder on a local disk that it may write to");
        }
        return Path.of(home, ".cache", "weibo-sentiment");
    }

    /** Fills an empty folder; throws if it cannot be filled completely. */
    @FunctionalInterface
    public interface Filler {
        void fill(Path folder) throws IOException;
    }

    /** Checks that a folder still has the content it was filled with. */
    @FunctionalInterface
    public interface Check {
        boolean isWhole(Path folder) throws IOException;
    }

    /** The folder that contains the folders. */
    public Path root() {
        return root;
    }

    /** Whether the folder {@code name} exists, and so is filled. */
    public boolean has(String name) {
        return Files.isDirectory(root.resolve(name));
    }

    /**
     * The bytes that this process can still write here; creates the cache and tries to write to it and to lock a file.
     *
     * @throws IOException if it cannot be created or written
     * @throws InvalidInputException if its file system has no locks
     */
    public long usableBytes() throws IOException {
        LocalFolders.requireWritable(root, this::lock);
        return Files.getFileStore(root).getUsableSpace();
    }

    /**
     * The folder {@code name}, filled by {@code filler} unless it exists.
     *
     * @param name one path element; it must change whenever the content does
     * @throws IOException if the cache cannot be written or the filler fails; nothing is left behind under the name
     * @throws InvalidInputException if its file system has no locks
     */
    public Path folder(String name, Filler filler) throws IOException {
        return folder(name, folder -> true, filler);
    }

    /**
     * As {@link #folder(String, Filler)}, but a folder that {@code check} finds damaged is filled again, by one of the
     * processes that find it damaged.
     */
    public Path folder(String name, Check check, Filler filler) throws IOException {
        Path folder = root.resolve(name);
        if (Files.isDirectory(folder) && check.isWhole(folder)) {
            return folder;
        }
        Files.createDirectories(root);
        // A file lock belongs to the whole JVM, so threads need another lock first.
        synchronized ((HostCache.class.getName() + folder).intern()) {
            try (FileChannel channel = FileChannel.open(
                    root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock(channel);
                if (!Files.isDirectory(folder) || !check.isWhole(folder)) {
                    evict(name);
                    fill(folder, filler);
                }
                return folder;
            }
        }
    }

    /** Takes the lock, which is released when the channel closes. */
    private void lock(FileChannel channel) throws IOException {
        try {
            channel.lock();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the file system of the cache folder " + root + " has no locks (" + e.getMessage() + "); set "
                            + ENVIRONMENT + " to a folder on a local disk",
                    e);
        }
    }

    /** Removes the folder {@code name}, so that it is filled again when it is next needed. */
    public void evict(String name) throws IOException {
        Path folder = root.resolve(name);
        if (Files.isDirectory(folder)) {
            Path doomed = Files.createTempDirectory(root, name + PARTIAL);
            Files.move(folder, doomed.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            LocalFolders.delete(doomed);
        }
    }

    private void fill(Path folder, Filler filler) throws IOException {
        deleteLeftovers(folder.getFileName() + PARTIAL);
        Path partial = root.resolve(folder.getFileName() + PARTIAL);
        Files.createDirectory(partial);
        try {
            filler.fill(partial);
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(
                    "the cache folder " + root + " cannot rename folders atomically; set " + ENVIRONMENT
                            + " to a folder on a local disk",
                    e);
        } finally {
            LocalFolders.delete(partial);
        }
    }

    /** What processes that were killed while they filled or evicted a folder left of it. */
    private void deleteLeftovers(String prefix) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> entries = Files.list(root)) {
            leftovers = entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        for (Path leftover : leftovers) {
            LocalFolders.delete(leftover);
        }
    }
}
