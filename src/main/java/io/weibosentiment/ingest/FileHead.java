package io.weibosentiment.ingest;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * What the first rows of a text file show.
 *
 * @param lines how many rows were looked at
 * @param undecodable how many of them are no text in the encoding
 * @param texts how many are
 * @param columns the columns found: of CSV the first record, of JSON every path with dots
 */
record FileHead(int lines, int undecodable, int texts, Set<String> columns) {

    /**
     * Reads a file's head.
     *
     * @throws IOException if the file cannot be read
     */
    static FileHead of(FileStatus file, ReadSettings settings, Configuration hadoop) throws IOException {
        HeadSample sample = HeadSample.of(file, settings, hadoop);
        int lines = sample.rows().size();
        String notDecodable = RejectReason.NOT_DECODABLE.label();
        int undecodable = (int) sample.rejects().stream()
                .filter(reject -> reject.reason().equals(notDecodable))
                .count();
        return new FileHead(lines, undecodable, lines - undecodable, sample.columns());
    }
}
