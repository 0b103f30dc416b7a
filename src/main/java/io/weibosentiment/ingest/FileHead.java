package io.weibosentiment.ingest;

import io.weibosentiment.config.InputFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * What the first lines of a text file show.
 *
 * @param lines how many lines were looked at
 * @param undecodable how many of them are no text in the encoding
 * @param texts how many are neither that nor blank
 * @param columns the columns found: of CSV the first record, of JSON every path with dots
 * @param separator what separates the columns of CSV; empty where there is one column or the file is none
 * @param foreign what the file is if it is no text file, and how to export its data
 * @param encodings the encodings that the lines can be in, the likeliest first
 */
record FileHead(
        int lines,
        int undecodable,
        int texts,
        Set<String> columns,
        String separator,
        Optional<String> foreign,
        List<String> encodings) {

    private static final int MAX_LINES = 200;
    private static final int MAX_BYTES = 1 << 20;
    /** Spreadsheets may say in a line of its own what separates the columns. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\uFEFF?\"?sep=(.)\"?");

    private static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");

    /**
     * Reads a file's head.
     *
     * @throws IOException if the file cannot be read
     */
    static FileHead of(FileStatus file, ReadSettings settings, Configuration hadoop) throws IOException {
        LineDecoder decoder = new LineDecoder(settings.charset());
        List<String> texts = new ArrayList<>();
        int lines = 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LineSource source = new LineSource(file.getPath(), 0, file.getLen(), hadoop)) {
            Optional<SourceLine> next = source.next();
            while (next.isPresent() && lines < MAX_LINES && bytes.size() < MAX_BYTES) {
                lines++;
                bytes.writeBytes(next.get().bytes());
                bytes.write('\n');
                text(next.get(), decoder).ifPresent(texts::add);
                next = source.next();
            }
        }
        int undecodable = lines - texts.size();
        texts.removeIf(String::isBlank);
        boolean isCsv = settings.formatOf(file.getPath().getName()) == InputFormat.CSV;
        texts.removeIf(text -> isCsv && SEPARATOR_LINE.matcher(text).matches());
        String separator = separator(texts);
        Set<String> columns = isCsv ? firstRecord(texts, separator) : JsonColumns.in(texts);
        return new FileHead(
                lines,
                undecodable,
                texts.size(),
                columns,
                isCsv && columns.size() > 1 ? separator : "",
                FileShape.foreign(bytes.toByteArray()),
                Encodings.fitting(bytes.toByteArray()));
    }

    /** Whether most of what is there is no text in the encoding. */
    boolean isUndecodable() {
        return undecodable * 2 > lines;
    }

    /** Of a line that is not kept whole, the beginning: its end may be half a character. */
    private static Optional<String> text(SourceLine line, LineDecoder decoder) {
        return line.isTooLong() ? Optional.of(decoder.decodeLossily(line)) : decoder.decode(line);
    }

    /** The separator that makes the most of the first line. */
    private static String separator(List<String> texts) {
        String first = texts.isEmpty() ? "" : texts.get(0);
        String best = SEPARATORS.get(0);
        for (String separator : SEPARATORS) {
            if (first.split(Pattern.quote(separator), -1).length > first.split(Pattern.quote(best), -1).length) {
                best = separator;
            }
        }
        return best;
    }

    private static Set<String> firstRecord(List<String> texts, String separator) {
        CsvSplitter splitter = new CsvSplitter();
        for (String text : texts) {
            if (splitter.add(separator.equals(",") ? text : text.replace(separator, ","))) {
                Set<String> columns = new LinkedHashSet<>();
                splitter.fields().forEach(field -> columns.add(field.strip()));
                return columns;
            }
        }
        return Set.of();
    }
}
