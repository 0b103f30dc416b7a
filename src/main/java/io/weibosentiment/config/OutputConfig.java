package io.weibosentiment.config;

import java.util.Optional;

/**
 * Where tables go and what they keep.
 *
 * @param dir the folder, on any Hadoop file system
 * @param text whether comment_scores keeps raw and cleaned text
 * @param users whether comment_scores keeps users as keyed hashes
 * @param keyFile the file with the key of the users' hashes; empty: the environment
 * @param compression Parquet's codec
 * @param rowsPerFile most rows of one Parquet file
 */
public record OutputConfig(
        String dir, boolean text, boolean users, Optional<String> keyFile, String compression, long rowsPerFile) {}
