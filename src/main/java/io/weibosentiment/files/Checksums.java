package io.weibosentiment.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The size and CRC-32 of each file of a folder, kept in a file of their own in it. They tell a damaged file, several times
 * as fast as a cryptographic hash does, which they do not replace where the files come from elsewhere.
 */
public final class Checksums {

    private static final String FILE = "checksums.properties";

    private Checksums() {}

    /** Whether {@code folder} has checksums. */
    public static boolean areIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** Notes the files in {@code folder} as they are. */
    public static void write(Path folder) throws IOException {
        Properties checksums = new Properties();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> Files.isRegularFile(file) && !file.equals(folder.resolve(FILE)))
                    .toList();
        }
        for (Path file : files) {
            checksums.setProperty(folder.relativize(file).toString(), of(file));
        }
        Path partial =
                Files.createTempFile(folder.toAbsolutePath().getParent(), folder.getFileName() + HostCache.PARTIAL, "");
        try (OutputStream out = Files.newOutputStream(partial)) {
            checksums.store(out, null);
        }
        Files.move(partial, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether {@code folder} has every file that was noted, as it was then. */
    public static boolean hold(Path folder) throws IOException {
        Properties checksums = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve(FILE))) {
            checksums.load(in);
        }
        for (String name : checksums.stringPropertyNames()) {
            Path file = folder.resolve(name);
            String noted = checksums.getProperty(name);
            if (!Files.isRegularFile(file) || !noted.startsWith(Files.size(file) + " ") || !noted.equals(of(file))) {
                return false;
            }
        }
        return !checksums.isEmpty();
    }

    /** Notes the files in {@code folder}, which are known to be whole, unless it cannot be written. */
    public static void writeIfPossible(Path folder) throws IOException {
        if (Files.isWritable(folder) && Files.isWritable(folder.toAbsolutePath().getParent())) {
            write(folder);
        }
    }

    private static String of(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), checksum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Files.size(file) + " " + Long.toHexString(checksum.getValue());
    }
}
