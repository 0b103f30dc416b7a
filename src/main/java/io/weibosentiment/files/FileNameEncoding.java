package io.weibosentiment.files;

import io.weibosentiment.util.Counted;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.GlobFilter;

/**
 * Finds local files whose names Java cannot read: where no locale is set or the one that is set is not installed, all
 * that are not ASCII, and elsewhere those in another encoding. Listings leave such files out without an error.
 */
public final class FileNameEncoding {

    private static final String LOCAL = "file";
    private static final String UNREADABLE = "\uFFFD";
    private static final int SHOWN = 3;

    private FileNameEncoding() {}

    /**
     * What is wrong with {@code path} itself, and what to do about it; empty if Java has read it as it was typed.
     *
     * @param path a file, a folder or a glob
     */
    public static Optional<String> misread(org.apache.hadoop.fs.Path path) {
        return path.toString().contains(UNREADABLE)
                ? Optional.of("input '" + path + "' is not what was typed: Java read it in the encoding " + encoding()
                        + remedy())
                : Optional.empty();
    }

    /**
     * What is wrong with names below {@code path}, and what to do about it; empty if nothing is.
     *
     * @param found files and folders below it whose names Java cannot read, from {@link #unreadableIn} and {@link
     *     #unreadableAt}
     * @param matters whether a file would be read, by its name, with U+FFFD for what cannot be read of it
     */
    public static Optional<String> problem(
            org.apache.hadoop.fs.Path path, Collection<Path> found, Predicate<String> matters) {
        List<String> lost = found.stream()
                .filter(entry -> Files.isDirectory(entry)
                        || matters.test(entry.getFileName().toString()))
                .map(Path::toString)
                .sorted()
                .toList();
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "input '%s' has %s that Java cannot read in the encoding %s, such as %s%s",
                        path,
                        Counted.of(lost.size(), "file or folder with a name", "files or folders with names"),
                        encoding(),
                        String.join(", ", lost.subList(0, Math.min(SHOWN, lost.size()))),
                        remedy()));
    }

    /**
     * The entries of a folder whose names Java cannot read; a listing of it has none of them.
     *
     * @param folder with its scheme; only the local file system has such entries
     * @throws IOException if the folder cannot be listed
     */
    public static List<Path> unreadableIn(org.apache.hadoop.fs.Path folder) throws IOException {
        return LOCAL.equals(folder.toUri().getScheme())
                ? unreadable(Path.of(folder.toUri().getPath()))
                : List.of();
    }

    private static List<Path> unreadable(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, FileNameEncoding::isUnreadable)) {
            entries.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /**
     * The files and folders that match a glob, or a part of it on the way there, and whose names Java cannot read. What
     * lies below what it matches is not looked at.
     *
     * @param glob only the local file system has such files
     * @throws IOException if a folder cannot be listed
     */
    public static List<Path> unreadableAt(org.apache.hadoop.fs.Path glob, Configuration hadoop) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!LOCAL.equals(glob.getFileSystem(hadoop).getScheme())) {
            return found;
        }
        Deque<GlobFilter> patterns = new ArrayDeque<>();
        org.apache.hadoop.fs.Path fixed = glob;
        while (NestedPaths.hasWildcard(fixed)) {
            patterns.addFirst(new GlobFilter(fixed.getName()));
            fixed = fixed.getParent() == null ? new org.apache.hadoop.fs.Path(".") : fixed.getParent();
        }
        List<Path> level = List.of(Path.of(fixed.toUri().getPath()).toAbsolutePath());
        for (GlobFilter pattern : patterns) {
            List<Path> next = new ArrayList<>();
            for (Path folder : level) {
                addMatches(folder, pattern, next, found);
            }
            level = next;
        }
        return found;
    }

    /** Who reads the input reports folders that are not there or may not be read. */
    private static void addMatches(Path folder, GlobFilter pattern, List<Path> readable, List<Path> unreadable)
            throws IOException {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString().replace(':', '_');
                if (pattern.accept(new org.apache.hadoop.fs.Path("/", name))) {
                    (isUnreadable(entry) ? unreadable : readable).add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
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

    private static String encoding() {
        return System.getProperty("sun.jnu.encoding", "that it does not tell");
    }

    private static String remedy() {
        return encoding().equalsIgnoreCase("UTF-8")
                ? "; rename them in UTF-8, for example with: convmv -f gb18030 -t utf-8 -r --notest FOLDER"
                : "; set LC_ALL=C.UTF-8, or another locale with UTF-8 that is installed (locale -a)";
    }
}
