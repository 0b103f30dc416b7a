package io.weibosentiment.util;

import org.apache.hadoop.fs.Path;

/** Paths as Spark's readers take them. */
public final class SparkPaths {

    private SparkPaths() {}

    /**
     * The text that a reader of Spark takes for {@code path} itself: it would take brackets and the like for a glob.
     */
    public static String literal(Path path) {
        return path.toString().replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0");
    }
}
