package io.weibosentiment.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is done with whole folders of this host. */
public final class LocalFolders {

    private LocalFolders() {}

    /** What is tried with an empty file. */
    @FunctionalInterface
    interface Trial {
        void with(FileChannel file) throws IOException;
    }

    /**
     * Creates {@code folder} unless it exists, and a file in it for a moment.
     *
     * @throws IOException if either cannot be
     */
    public static void requireWritable(Path folder) throws IOException {
        requireWritable(folder, file -> {});
    }

    /** As {@link #requireWritable(Path)}, and does {@code trial} with the file. */
    static void requireWritable(Path folder, Trial trial) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "check", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            trial.with(channel);
        } finally {
            Files.delete(file);
        }
    }

    /** Deletes {@code folder} with all that is in it, if it is there; another process may be deleting it too. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
