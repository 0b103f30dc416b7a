package io.weibosentiment.config;

import java.util.List;

/**
 * What an input names: files, and tables of a catalog.
 *
 * @param files files, folders and globs on any Hadoop file system
 * @param tables tables and views, by the names that Spark knows them by
 */
public record InputPaths(List<String> files, List<String> tables) {

    /** What a table is named with, before its name. */
    public static final String TABLE = "table:";

    public InputPaths {
        files = List.copyOf(files);
        tables = List.copyOf(tables);
    }

    /** What {@code paths} name. */
    public static InputPaths of(List<String> paths) {
        return new InputPaths(
                paths.stream().filter(path -> !path.startsWith(TABLE)).toList(),
                paths.stream()
                        .filter(path -> path.startsWith(TABLE))
                        .map(path -> path.substring(TABLE.length()).strip())
                        .distinct()
                        .toList());
    }
}
