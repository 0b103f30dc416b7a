package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * A local folder for the time of an import.
 *
 * @param folder the folder, empty at first, removed on closing
 */
record ImportFolder(Path folder) implements AutoCloseable {

    static ImportFolder create(Path root) throws IOException {
        return new ImportFolder(Files.createTempDirectory(Files.createDirectories(root), "import"));
    }

    /**
     * The folder {@code from} on this host, fetched if it is elsewhere.
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
            return local.pathToFile(path).toPath();
        }
        Path fetched = Files.createDirectory(folder.resolve("source"));
        for (FileStatus file : files.listStatus(path)) {
            if (file.isDirectory() || Checkpoint.FILES.contains(file.getPath().getName()) || isSavedModel(file)) {
                fetch(files, file, fetched);
            }
        }
        return fetched;
    }

    private static boolean isSavedModel(FileStatus file) {
        return file.getPath().getName().endsWith(".pb");
    }

    private static void fetch(FileSystem files, FileStatus file, Path into) throws IOException {
        Path target = into.resolve(file.getPath().getName());
        if (file.isDirectory()) {
            Files.createDirectory(target);
            for (FileStatus child : files.listStatus(file.getPath())) {
                fetch(files, child, target);
            }
            return;
        }
        try (InputStream in = files.open(file.getPath())) {
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
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
