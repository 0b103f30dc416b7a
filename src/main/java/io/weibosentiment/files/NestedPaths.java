package io.weibosentiment.files;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

/**
 * Says whether a path lies inside another, however both are written: relative, through links, with or without a scheme,
 * there already or not.
 *
 * @param hadoop the settings of the file systems
 */
public record NestedPaths(Configuration hadoop) {

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
    private static final String LOCAL = "file";

    /**
     * Whether {@code inner} is what {@code outer} names, or below it.
     *
     * @param outer a path, or a glob: then whether something that it matches would be {@code inner} or above it
     * @throws IOException if the file system of either cannot be reached
     */
    public boolean isInside(Path inner, Path outer) throws IOException {
        Path place = resolved(inner);
        for (String alternative : GlobExpander.expand(outer.toString())) {
            if (isInside(place, alternative)) {
                return true;
            }
        }
        return false;
    }

    private boolean isInside(Path place, String glob) throws IOException {
        Path fixed = path(glob);
        Deque<String> matched = new ArrayDeque<>();
        while (hasWildcard(fixed)) {
            matched.addFirst(fixed.getName());
            fixed = fixed.getParent() == null ? new Path(Path.CUR_DIR) : fixed.getParent();
        }
        Path above = resolved(path(unescaped(fixed.toString())));
        if (!fileSystem(above).equals(fileSystem(place))) {
            return false;
        }
        List<String> names = names(place);
        List<String> namesAbove = names(above);
        int more = names.size() - namesAbove.size();
        if (more < matched.size() || !names.subList(0, namesAbove.size()).equals(namesAbove)) {
            return false;
        }
        int next = namesAbove.size();
        for (String pattern : matched) {
            if (!new GlobFilter(pattern).accept(new Path(place, names.get(next++)))) {
                return false;
            }
        }
        return true;
    }

    /** The path that {@code written} is; that of the current folder is written as nothing. */
    private static Path path(String written) {
        return new Path(written.isEmpty() ? Path.CUR_DIR : written);
    }

    /** Whether any name in {@code path} is a pattern. */
    static boolean hasWildcard(Path path) throws IOException {
        for (Path step = path; step != null; step = step.getParent()) {
            if (new GlobFilter(step.getName()).hasPattern()) {
                return true;
            }
        }
        return false;
    }

    private static String unescaped(String path) {
        return ESCAPED.matcher(path).replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
    }

    /** The path from the root of its file system, with no link in the part of it that is there already. */
    private Path resolved(Path path) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        Path there = files.makeQualified(path);
        Deque<String> rest = new ArrayDeque<>();
        while (there.getParent() != null && !files.exists(there)) {
            rest.addFirst(there.getName());
            there = there.getParent();
        }
        Path resolved = LOCAL.equals(files.getScheme())
                ? new Path(
                        LOCAL,
                        null,
                        java.nio.file.Path.of(there.toUri().getPath())
                                .toRealPath()
                                .toString())
                : files.resolvePath(there);
        for (String name : rest) {
            resolved = new Path(resolved, name);
        }
        return resolved;
    }

    private static String fileSystem(Path path) {
        return path.toUri().getScheme() + "://" + Objects.toString(path.toUri().getAuthority(), "");
    }

    private static List<String> names(Path path) {
        Deque<String> names = new ArrayDeque<>();
        for (Path step = path; step.getParent() != null; step = step.getParent()) {
            names.addFirst(step.getName());
        }
        return new ArrayList<>(names);
    }
}
