package io.weibosentiment.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On a local disk, plain paths to the current run: {@code current} is a symbolic link to its folder, replaced in one
 * step, and each table has a link through {@code current} that never changes. All tables move on together.
 */
final class LocalLinks {

    private static final Logger LOG = LoggerFactory.getLogger(LocalLinks.class);
    private static final String CURRENT = "current";

    private LocalLinks() {}

    /**
     * Points {@code current} of {@code root} to {@code run}, a path relative to it; elsewhere than on a local disk
     * nothing.
     */
    static void point(FileSystem files, org.apache.hadoop.fs.Path root, String run) throws IOException {
        if (!"file".equals(files.getScheme())) {
            return;
        }
        Path folder = Path.of(root.toUri().getPath());
        try {
            replace(folder.resolve(CURRENT), Path.of(run));
            for (Table table : Table.values()) {
                link(folder, table, Files.isDirectory(folder.resolve(run).resolve(table.folder())));
            }
        } catch (UnsupportedOperationException e) {
            LOG.warn("{} has no symbolic links; read the tables where manifest.json says", folder);
        }
    }

    /** A file or folder with a table's name that is not our link to it: readers would continue to read it. */
    static Optional<org.apache.hadoop.fs.Path> foreign(FileSystem files, org.apache.hadoop.fs.Path root)
            throws IOException {
        for (Table table : Table.values()) {
            org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(root, table.folder());
            boolean isLink = "file".equals(files.getScheme())
                    && Files.isSymbolicLink(Path.of(place.toUri().getPath()));
            if (!isLink && files.exists(place)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private static void link(Path folder, Table table, boolean wanted) throws IOException {
        Path link = folder.resolve(table.folder());
        if (!wanted && Files.isSymbolicLink(link)) {
            Files.delete(link);
        } else if (wanted && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            replace(link, Path.of(CURRENT, table.folder()));
        }
    }

    private static void replace(Path link, Path target) throws IOException {
        Path fresh = link.resolveSibling("." + link.getFileName() + "." + UUID.randomUUID());
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
    }
}
