package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.LocalFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * A local folder for the time of an import.
 *
 * @param folder the folder, removed on closing
 * @param lock an open file in it, locked by this process: of a process that was killed, nobody holds the lock
 */
public record ImportFolder(Path folder, FileChannel lock) implements AutoCloseable {

    private static final String PREFIX = "import";
    private static final String LOCK = "in-use.lock";
    private static final Duration LONGEST_IMPORT = Duration.ofDays(1);

    /** Those of this process: closing a file would release every lock that the process has on it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    /** How far above its graph a SavedModel's tokenizer may be. */
    private static final int FOLDERS_ABOVE = 2;

    /** A new folder below {@code root}; removes those that killed imports left there. */
    public static ImportFolder create(Path root) throws IOException {
        Files.createDirectories(root);
        synchronized (ImportFolder.class) { // a file lock belongs to the whole JVM
            try (FileChannel imports = open(root.resolve(PREFIX + "s.lock"))) {
                imports.lock(); // released when the channel closes
                deleteAbandoned(root);
                Path folder = Files.createTempDirectory(root, PREFIX);
                FileChannel lock = open(folder.resolve(LOCK));
                lock.lock();
                OWN.add(folder);
                return new ImportFolder(folder, lock);
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void deleteAbandoned(Path root) throws IOException {
        List<Path> folders;
        try (Stream<Path> entries = Files.list(root)) {
            folders = entries.filter(
                            entry -> entry.getFileName().toString().startsWith(PREFIX) && Files.isDirectory(entry))
                    .toList();
        }
        for (Path folder : folders) {
            if (!OWN.contains(folder) && isAbandoned(folder)) {
                LocalFolders.delete(folder);
            }
        }
    }

    /** An earlier version's has no lock: it is abandoned if it is old. */
    private static boolean isAbandoned(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(LOCK))) {
            return Files.getLastModifiedTime(folder)
                    .toInstant()
                    .isBefore(Instant.now().minus(LONGEST_IMPORT));
        }
        try (FileChannel lock = open(folder.resolve(LOCK))) {
            return lock.tryLock() != null;
        }
    }

    /**
     * The folder {@code from} on this host. If it is elsewhere, the files that an import reads are fetched; for a SavedModel
     * also those of the two folders above it, where its tokenizer may be.
     *
     * @throws InvalidInputException if there is no such folder
     */
    Path fetch(String from, Configuration hadoop) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(from);
        FileSystem files = path.getFileSystem(hadoop);
        if (!files.exists(path) || !files.getFileStatus(path).isDirectory()) {
            throw new InvalidInputException(
                    "there is no folder " + from + "; expected that of a Hugging Face checkpoint or of a SavedModel");
        }
        if (files instanceof LocalFileSystem local) {
            return HubCache.snapshot(local.pathToFile(path).toPath());
        }
        Path fetched = Files.createDirectory(folder.resolve("source"));
        if (!files.exists(new org.apache.hadoop.fs.Path(path, SavedModelFolder.GRAPH))) {
            fetchFolder(files, path, fetched);
            return fetched;
        }
        org.apache.hadoop.fs.Path above = path;
        for (int i = 0; i < FOLDERS_ABOVE && above.getParent() != null; i++) {
            above = above.getParent();
        }
        return fetchSavedModel(files, above, path, fetched);
    }

    /** Fetches a SavedModel, and what lies between {@code above} and it; gives its own folder. */
    private static Path fetchSavedModel(
            FileSystem files, org.apache.hadoop.fs.Path above, org.apache.hadoop.fs.Path from, Path into)
            throws IOException {
        if (above.equals(from)) {
            fetchFolder(files, from, into);
            return into;
        }
        fetch(files, above, Checkpoint.DESCRIPTIONS, into);
        org.apache.hadoop.fs.Path below = from;
        while (!below.getParent().equals(above)) {
            below = below.getParent();
        }
        return fetchSavedModel(files, below, from, Files.createDirectory(into.resolve(below.getName())));
    }

    private static void fetchFolder(FileSystem files, org.apache.hadoop.fs.Path from, Path into) throws IOException {
        fetch(files, from, Checkpoint.FILES, into);
        fetchShards(files, from, into);
        if (SavedModelFolder.hasWeights(into)) {
            return;
        }
        for (String graph : SavedModelFolder.BELOW) {
            org.apache.hadoop.fs.Path exported = graph.isEmpty() ? from : new org.apache.hadoop.fs.Path(from, graph);
            if (files.exists(new org.apache.hadoop.fs.Path(exported, SavedModelFolder.GRAPH))) {
                Path target = Files.createDirectories(into.resolve(graph));
                fetchParts(files, exported, target);
            }
        }
    }

    /** The files that an index of weights names. */
    private static void fetchShards(FileSystem files, org.apache.hadoop.fs.Path from, Path into) throws IOException {
        for (String name : WeightFiles.NAMES) {
            Path index = into.resolve(name);
            if (WeightFiles.isIndex(index) && Files.exists(index)) {
                fetch(
                        files,
                        from,
                        WeightFiles.all(index).stream()
                                .filter(shard -> !Files.exists(shard))
                                .map(shard -> shard.getFileName().toString())
                                .toList(),
                        into);
            }
        }
    }

    /** The files of a SavedModel, without what people keep beside it. */
    private static void fetchParts(FileSystem files, org.apache.hadoop.fs.Path from, Path into) throws IOException {
        for (FileStatus part : files.listStatus(from)) {
            String name = part.getPath().getName();
            if (part.isFile() && name.endsWith(".pb")) {
                fetch(files, part.getPath(), into.resolve(name));
            } else if (part.isDirectory() && SavedModelFolder.PARTS.contains(name)) {
                Path target = Files.createDirectory(into.resolve(name));
                for (FileStatus file : files.listStatus(part.getPath())) {
                    if (file.isFile()) {
                        fetch(
                                files,
                                file.getPath(),
                                target.resolve(file.getPath().getName()));
                    }
                }
            }
        }
    }

    /** Those of {@code names} that are there. */
    private static void fetch(FileSystem files, org.apache.hadoop.fs.Path from, List<String> names, Path into)
            throws IOException {
        for (FileStatus file : files.listStatus(from)) {
            String name = file.getPath().getName();
            if (file.isFile() && names.contains(name)) {
                fetch(files, file.getPath(), into.resolve(name));
            }
        }
    }

    private static void fetch(FileSystem files, org.apache.hadoop.fs.Path file, Path target) throws IOException {
        try (InputStream in = files.open(file)) {
            Files.copy(in, target);
        }
    }

    /** Copies a local folder with all that is in it. */
    static void copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(from)) {
            paths = walk.toList();
        }
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        LocalFolders.delete(folder);
        OWN.remove(folder);
    }
}
