package io.weibosentiment.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The size and CRC-32 of each file of a folder, kept in a file of their own in it. They tell a damaged file, several
 * times as fast as a cryptographic hash does, which they do not replace where the files come from elsewhere.
 */
public final class Checksums {

    private static final Logger LOG = LoggerFactory.getLogger(Checksums.class);
    private static final String FILE = "checksums.properties";

    private Checksums() {}

    /** Whether {@code folder} has checksums that this user can read. */
    public static boolean areIn(Path folder) {
        return Files.isReadable(folder.resolve(FILE));
    }

    /** Notes the files in {@code folder} as they are. */
    public static void write(Path folder) throws IOException {
        Properties checksums = new Properties();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> Files.isRegularFile(file) && !isOurs(folder, file))
                    .toList();
        }
        for (Path file : files) {
            checksums.setProperty(folder.relativize(file).toString(), of(file));
        }
        // Not a temporary file of Java's: those cannot be read by another user of the cache.
        Path partial = folder.resolve(FILE + "." + UUID.randomUUID());
        try {
            try (OutputStream out = Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW)) {
                checksums.store(out, null);
            }
            Files.move(partial, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static boolean isOurs(Path folder, Path file) {
        return file.getParent().equals(folder) && file.getFileName().toString().startsWith(FILE);
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

    /**
     * Notes the files in {@code folder}, which are known to be whole, unless it cannot be written, as on a full disk.
     */
    public static void writeIfPossible(Path folder) {
        try {
            if (Files.isWritable(folder)) {
                write(folder);
            }
        } catch (IOException e) {
            LOG.debug("the files in {} are read again at the next start: {}", folder, e.toString());
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
