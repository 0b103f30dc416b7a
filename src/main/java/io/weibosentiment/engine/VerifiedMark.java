package io.weibosentiment.engine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A note in a library's folder of the files that were found whole, by size, times, and inode: as long as they are still
 * those, their content need not be read again. Whoever writes to a file or replaces it changes one of these. The note
 * is put aside while the library is loaded; if that ends the process, the next one reads the files again.
 *
 * @param folder the library's folder
 */
record VerifiedMark(Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(VerifiedMark.class);
    private static final String NAME = "verified";
    private static final String ASIDE = "verified.loading";

    private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino";
    private static final String OTHER = "size,lastModifiedTime,fileKey";

    /** Whether {@code files} are those that were found whole. */
    boolean isOf(List<LibraryFile> files) throws IOException {
        try {
            return Files.readString(file()).equals(identity(files));
        } catch (NoSuchFileException | AccessDeniedException e) {
            return false;
        }
    }

    /**
     * Notes that {@code files} were found whole; not in a folder of others or on a full disk, where they are read at
     * each start.
     */
    void set(List<LibraryFile> files) {
        try {
            if (Files.isWritable(folder)) {
                replace(identity(files));
            }
        } catch (IOException e) {
            LOG.debug("the libraries in {} are read again at the next start: {}", folder, e.toString());
        }
    }

    private void replace(String identity) throws IOException {
        // Not a temporary file of Java's: those cannot be read by another user of the cache.
        Path written = folder.resolve(NAME + "." + UUID.randomUUID());
        try {
            Files.writeString(written, identity, StandardOpenOption.CREATE_NEW);
            Files.move(written, file(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Call this before the library is loaded. */
    void putAside() {
        move(NAME, ASIDE);
    }

    /** Call this once the library is loaded. */
    void putBack() {
        move(ASIDE, NAME);
    }

    /** Another process may have moved it, or it cannot be moved: then the files are read once more. */
    private void move(String from, String to) {
        folder.resolve(from).toFile().renameTo(folder.resolve(to).toFile());
    }

    private Path file() {
        return folder.resolve(NAME);
    }

    private String identity(List<LibraryFile> files) throws IOException {
        String attributes = folder.getFileSystem().supportedFileAttributeViews().contains("unix") ? UNIX : OTHER;
        StringBuilder identity = new StringBuilder();
        for (LibraryFile file : files) {
            Map<String, Object> found = new TreeMap<>(Files.readAttributes(folder.resolve(file.name()), attributes));
            identity.append(file.name()).append(' ').append(found).append('\n');
        }
        return identity.toString();
    }
}
