package io.weibosentiment.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files and folders that a path names. It is a glob only where nothing has that very name, so that brackets in the
 * names of files and folders mean themselves.
 *
 * @param found what it names
 * @param pattern the path as a glob, if it was taken for one; else it is empty
 */
record Roots(List<FileStatus> found, String pattern) {

    private static final Pattern GLOB_CHARACTER = Pattern.compile("[*?\\[\\]{}]");

    /**
     * What {@code path} names.
     *
     * @throws IOException if it names nothing
     */
    static Roots of(Path path, Configuration hadoop) throws IOException {
        FileSystem fileSystem = path.getFileSystem(hadoop);
        if (fileSystem.exists(path)) {
            return new Roots(List.of(fileSystem.getFileStatus(path)), "");
        }
        Path glob = withLiteralFolders(path, fileSystem);
        FileStatus[] matched = fileSystem.globStatus(glob);
        if (matched == null || matched.length == 0) {
            throw new FileNotFoundException("no file or folder has this name, or matches it as a glob");
        }
        return new Roots(List.of(matched), glob.toUri().getPath());
    }

    /** {@code path} as a glob in which the names of folders that exist mean themselves. */
    private static Path withLiteralFolders(Path path, FileSystem fileSystem) throws IOException {
        URI uri = path.toUri();
        StringBuilder literal = new StringBuilder();
        StringBuilder glob = new StringBuilder();
        boolean isLiteral = true;
        for (String name : uri.getPath().split("(?<=/)", -1)) {
            literal.append(name);
            boolean isPlain = !GLOB_CHARACTER.matcher(name).find();
            isLiteral = isLiteral
                    && (isPlain
                            || fileSystem.exists(new Path(uri.getScheme(), uri.getAuthority(), literal.toString())));
            glob.append(isLiteral ? GLOB_CHARACTER.matcher(name).replaceAll("\\\\$0") : name);
        }
        return new Path(uri.getScheme(), uri.getAuthority(), glob.toString());
    }

    /** Whether {@code root} was found by its name, and not by a pattern. */
    private boolean isNamed() {
        return pattern.isEmpty();
    }

    /** Whether {@code root} is nothing to read, though the glob matches it; an artefact that is a file never is. */
    boolean isArtefact(FileStatus root) {
        if (isNamed()) {
            return root.isFile() && Artefacts.contain(root.getPath().getName());
        }
        return matchedNames(root.getPath()).anyMatch(Artefacts::contain);
    }

    /** Whether the glob matches {@code root} only as globs of Hadoop also match names with a dot in front. */
    boolean isHidden(FileStatus root) {
        return !isNamed() && matchedNames(root.getPath()).anyMatch(name -> name.startsWith("."));
    }

    /** The names in {@code path} that a part of the glob matched which does not begin with the same character. */
    private Stream<String> matchedNames(Path path) {
        String[] names = path.toUri().getPath().split("/");
        String[] patterns = pattern.split("/");
        int common = Math.min(names.length, patterns.length);
        return IntStream.rangeClosed(1, common)
                .filter(back ->
                        GLOB_CHARACTER.matcher(patterns[patterns.length - back]).find())
                .filter(back ->
                        !patterns[patterns.length - back].startsWith(names[names.length - back].substring(0, 1)))
                .mapToObj(back -> names[names.length - back]);
    }
}
