package io.weibosentiment.ingest;

import io.weibosentiment.config.InputFormat;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * What the first rows of a text file show.
 *
 * @param lines how many rows were looked at
 * @param undecodable how many of them are no text in the encoding
 * @param texts how many are
 * @param columns the columns found: of CSV the first record, of JSON every path with dots
 * @param separator what separates the columns of CSV; empty where there is one column or the file is none
 * @param encodings the encodings that the first bytes can be in, the likeliest first
 */
record FileHead(int lines, int undecodable, int texts, Set<String> columns, String separator, List<String> encodings) {

    private static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");

    /**
     * Reads a file's head.
     *
     * @throws IOException if the file cannot be read
     * @throws io.weibosentiment.InvalidInputException if it is no text file
     */
    static FileHead of(FileStatus file, ReadSettings settings, Configuration hadoop) throws IOException {
        HeadSample sample = HeadSample.of(file, settings, hadoop);
        int lines = sample.rows().size();
        String notDecodable = RejectReason.NOT_DECODABLE.label();
        int undecodable = (int) sample.rejects().stream()
                .filter(reject -> reject.reason().equals(notDecodable))
                .count();
        boolean isCsv = settings.formatOf(file.getPath().getName()) == InputFormat.CSV;
        try (FileStream stream = new FileStream(file.getPath(), settings::charsetOf, hadoop)) {
            byte[] bytes = stream.head();
            String separator =
                    isCsv && sample.columns().size() > 1 ? separator(new String(bytes, stream.charset())) : "";
            return new FileHead(
                    lines, undecodable, lines - undecodable, sample.columns(), separator, Encodings.fitting(bytes));
        }
    }

    /** Whether most of what is there is no text in the encoding. */
    boolean isUndecodable() {
        return undecodable * 2 > lines;
    }

    /** The separator that makes the most of the first line. */
    private static String separator(String text) {
        String first = text.lines()
                .filter(line ->
                        !line.isBlank() && CsvDialect.separatorNamedBy(line).isEmpty())
                .findFirst()
                .orElse("");
        String best = SEPARATORS.get(0);
        for (String separator : SEPARATORS) {
            if (first.split(Pattern.quote(separator), -1).length > first.split(Pattern.quote(best), -1).length) {
                best = separator;
            }
        }
        return best;
    }
}
