package io.weibosentiment.files;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.GlobFilter;

/**
 * Finds local files whose names Java cannot read: where no locale is set or the one that is set is not installed, all that
 * are not ASCII, and elsewhere those in another encoding. Listings leave such files out without an error.
 */
public final class FileNameEncoding {

    private static final String UNREADABLE = "\uFFFD";
    private static final int SHOWN = 3;

    private FileNameEncoding() {}

    /**
     * What is wrong with names below {@code path}, and what to do about it; empty if nothing is.
     *
     * @param path a file, a folder or a glob; only the local file system has such files
     * @param matters whether a file would be read, by its name, with U+FFFD for what cannot be read of it
     * @throws IOException if the folders cannot be listed
     */
    public static Optional<String> problem(
            org.apache.hadoop.fs.Path path, Configuration hadoop, Predicate<String> matters) throws IOException {
        if (!"file".equals(path.getFileSystem(hadoop).getScheme())) {
            return Optional.empty();
        }
        if (path.toString().contains(UNREADABLE)) {
            return Optional.of("input '" + path + "' is not what was typed: Java read it in the encoding " + encoding()
                    + remedy());
        }
        Search search = Search.below(path, matters);
        if (search.found.isEmpty()) {
            return Optional.empty();
        }
        int count = search.found.size();
        return Optional.of(String.format(
                Locale.ROOT,
                "input '%s' has %,d files or folders whose names Java cannot read in the encoding %s, such as %s%s",
                path,
                count,
                encoding(),
                String.join(", ", search.found.subList(0, Math.min(SHOWN, count))),
                remedy()));
    }

    private static String encoding() {
        return System.getProperty("sun.jnu.encoding", "that it does not tell");
    }

    private static String remedy() {
        return encoding().equalsIgnoreCase("UTF-8")
                ? "; rename them in UTF-8, for example with: convmv -f gb18030 -t utf-8 -r --notest FOLDER"
                : "; set LC_ALL=C.UTF-8, or another locale with UTF-8 that is installed (locale -a)";
    }

    /** A walk through folders by the names that the file system has, whether Java can read them or not. */
    private static final class Search extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<String> patterns;
        private final Predicate<String> matters;
        private final List<String> found = new ArrayList<>();

        private Search(Path root, List<String> patterns, Predicate<String> matters) {
            this.root = root;
            this.patterns = patterns;
            this.matters = matters;
        }

        static Search below(org.apache.hadoop.fs.Path glob, Predicate<String> matters) throws IOException {
            Deque<String> patterns = new ArrayDeque<>();
            org.apache.hadoop.fs.Path fixed = glob;
            while (NestedPaths.hasWildcard(fixed)) {
                patterns.addFirst(fixed.getName());
                fixed = fixed.getParent() == null ? new org.apache.hadoop.fs.Path(".") : fixed.getParent();
            }
            String local = fixed.toUri().getPath();
            Search search = new Search(Path.of(local).toAbsolutePath(), List.copyOf(patterns), matters);
            if (Files.exists(search.root)) {
                Files.walkFileTree(search.root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, search);
            }
            return search;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (folder.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            if (!isMatched(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (isUnreadable(folder)) {
                found.add(folder.toString());
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            boolean isLost = !file.equals(root) && isUnreadable(file) && isMatched(file);
            if (isLost && matters.test(file.getFileName().toString())) {
                found.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
        }

        /** Links that lead nowhere or in a circle, and folders that may not be read: who reads the input reports them. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        private boolean isMatched(Path path) throws IOException {
            int depth = path.getNameCount() - root.getNameCount();
            if (depth > patterns.size()) {
                return true;
            }
            org.apache.hadoop.fs.Path name = new org.apache.hadoop.fs.Path(
                    "/", path.getFileName().toString().replace(':', '_'));
            return new GlobFilter(patterns.get(depth - 1)).accept(name);
        }

        /** Whether the name does not lead back to the file: some names do have the character for what is unreadable. */
        private static boolean isUnreadable(Path path) {
            String name = path.toString();
            if (!name.contains(UNREADABLE)) {
                return false;
            }
            try {
                return !Files.exists(Path.of(name), LinkOption.NOFOLLOW_LINKS);
            } catch (InvalidPathException e) {
                return true; // not in this encoding
            }
        }
    }
}
