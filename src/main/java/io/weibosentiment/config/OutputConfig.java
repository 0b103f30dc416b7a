package io.weibosentiment.config;

import java.util.List;
import java.util.Optional;

/**
 * Where tables go and what they keep.
 *
 * @param dir the folder, on any Hadoop file system; empty where a command writes no tables
 * @param text whether comment_scores keeps raw and cleaned text
 * @param users whether comment_scores keeps users as keyed hashes
 * @param keyFile the file with the key of the users' hashes; empty: the environment
 * @param compression Parquet's codec
 * @param rowsPerFile most rows of one Parquet file
 */
public record OutputConfig(
        String dir, boolean text, boolean users, Optional<String> keyFile, String compression, long rowsPerFile) {

    private static final List<String> COMPRESSIONS = List.of("zstd", "snappy", "gzip", "none");

    public OutputConfig {
        Checks checks = new Checks();
        checks.that(
                COMPRESSIONS.contains(compression),
                "output.compression",
                "'" + compression + "'",
                String.join(", ", COMPRESSIONS));
        checks.that(rowsPerFile >= 1, "output.rows-per-file", rowsPerFile, "at least 1");
        checks.done();
    }
}
