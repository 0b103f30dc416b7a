package io.weibosentiment.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.weibosentiment.config.InputFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * What the first lines of a text file show.
 *
 * @param lines how many lines were looked at
 * @param undecodable how many of them are no text in the encoding
 * @param texts how many are neither that nor blank
 * @param columns the columns found: of CSV the first record, of JSON every path with dots
 */
record FileHead(int lines, int undecodable, int texts, Set<String> columns) {

    private static final int MAX_LINES = 200;
    private static final long MAX_BYTES = 1 << 20;

    /**
     * Reads a file's head.
     *
     * @throws IOException if the file cannot be read
     */
    static FileHead of(FileStatus file, ReadSettings settings, Configuration hadoop) throws IOException {
        LineDecoder decoder = new LineDecoder(settings.charset());
        List<String> texts = new ArrayList<>();
        int lines = 0;
        long bytes = 0;
        try (LineSource source = new LineSource(file.getPath(), 0, file.getLen(), hadoop)) {
            Optional<SourceLine> next = source.next();
            while (next.isPresent() && lines < MAX_LINES && bytes < MAX_BYTES) {
                lines++;
                bytes += next.get().length();
                text(next.get(), decoder).ifPresent(texts::add);
                next = source.next();
            }
        }
        int undecodable = lines - texts.size();
        texts.removeIf(String::isBlank);
        boolean csv = settings.formatOf(file.getPath().getName()) == InputFormat.CSV;
        return new FileHead(lines, undecodable, texts.size(), csv ? firstRecord(texts) : members(texts));
    }

    /** Of a line that is not kept whole, the beginning: its end may be half a character. */
    private static Optional<String> text(SourceLine line, LineDecoder decoder) {
        return line.isTooLong() ? Optional.of(decoder.decodeLossily(line)) : decoder.decode(line);
    }

    private static Set<String> firstRecord(List<String> texts) {
        CsvSplitter splitter = new CsvSplitter();
        for (String text : texts) {
            if (splitter.add(text)) {
                Set<String> columns = new LinkedHashSet<>();
                splitter.fields().forEach(field -> columns.add(field.strip()));
                return columns;
            }
        }
        return Set.of();
    }

    private static Set<String> members(List<String> texts) {
        Set<String> members = new LinkedHashSet<>();
        texts.forEach(text -> parsed(text).ifPresent(node -> addMembers(node, "", members)));
        return members;
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(JsonRows.parse(text));
        } catch (JsonProcessingException e) {
            // The line will be rejected as malformed, and counted, when the file is read.
            return Optional.empty();
        }
    }

    private static void addMembers(JsonNode node, String prefix, Set<String> members) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            members.add(prefix + member.getKey());
            addMembers(member.getValue(), prefix + member.getKey() + ".", members);
        }
    }
}
