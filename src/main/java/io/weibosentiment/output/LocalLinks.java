package io.weibosentiment.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;

/**
 * On a local disk, plain paths to the current run: {@code current} is a symbolic link to its folder, replaced in one
 * step, and each table has a link through {@code current} that never changes. All tables move on together.
 */
final class LocalLinks {

    static final String CURRENT = "current";

    private LocalLinks() {}

    /**
     * Points {@code current} of {@code root} to {@code run}, a path relative to it; elsewhere than on a local disk
     * nothing.
     *
     * @throws IOException if a link cannot be made, as on file systems without links
     */
    static void point(FileSystem files, org.apache.hadoop.fs.Path root, String run) throws IOException {
        if (!"file".equals(files.getScheme())) {
            return;
        }
        Path folder = Path.of(root.toUri().getPath());
        replace(folder.resolve(CURRENT), Path.of(run));
        for (Table table : Table.values()) {
            link(folder, table, Files.isDirectory(folder.resolve(run).resolve(table.folder())));
        }
    }

    /** A file or folder in the place of one of our links that is none: readers would continue to read it. */
    static Optional<org.apache.hadoop.fs.Path> foreign(FileSystem files, org.apache.hadoop.fs.Path root)
            throws IOException {
        List<String> names =
                new ArrayList<>(Arrays.stream(Table.values()).map(Table::folder).toList());
        names.add(CURRENT);
        for (String name : names) {
            org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(root, name);
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
        try {
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
