package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.ingest.CsvRecords.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A small CSV file that is no crawl, read whole: a table that people or their tools wrote, in whatever encoding,
 * compression, separator and way with quotes.
 */
public final class CsvTable {

    private static final int HEAD_LINES = 100;

    private final Path file;
    private final LineQueue lines;
    private final LineDecoder decoder;
    private long number = 1;

    private CsvTable(Path file, LineQueue lines, LineDecoder decoder) {
        this.file = file;
        this.lines = lines;
        this.decoder = decoder;
    }

    /**
     * A record.
     *
     * @param line the first of its lines, from 1
     * @param fields its fields, without blanks around them
     */
    public record Line(long line, List<String> fields) {

        public Line {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Reads a file's records; blank lines are none.
     *
     * @param isHeader tells the names of its columns, or the first of them
     * @throws InvalidInputException if it is no text, or a record cannot be read
     * @throws IOException if the file cannot be read
     */
    public static List<Line> read(Path file, Predicate<List<String>> isHeader, Configuration hadoop)
            throws IOException {
        try (FileStream stream = new FileStream(file, Encodings::of, hadoop)) {
            LineQueue lines = new LineQueue(new LineSource(file, stream, hadoop));
            return new CsvTable(file, lines, new LineDecoder(stream.charset())).records(isHeader);
        }
    }

    private List<Line> records(Predicate<List<String>> isHeader) throws IOException {
        CsvRecords records = new CsvRecords(lines, decoder, CsvDialect.of(head(), isHeader, 0), fields -> false);
        List<Line> found = new ArrayList<>();
        for (Optional<SourceLine> next = lines.peek(0); next.isPresent(); next = lines.peek(0)) {
            String text = text(next.get());
            boolean isNone = text.isBlank()
                    || (found.isEmpty() && CsvDialect.separatorNamedBy(text).isPresent());
            if (isNone) {
                drop(1);
                continue;
            }
            CsvRecord record = records.next(text);
            if (!record.problem().isEmpty()) {
                throw new InvalidInputException(file + ", line " + number + ": " + record.problem());
            }
            found.add(new Line(number, CsvDialect.names(record.fields())));
            drop(record.lines());
        }
        return found;
    }

    private void drop(int count) {
        lines.drop(count);
        number += count;
    }

    private String text(SourceLine line) {
        if (line.isTooLong()) {
            throw new InvalidInputException(file + ", line " + number + ": is longer than " + SourceLine.MAX_BYTES
                    + " bytes; expected a line for each row");
        }
        return decoder.decode(line)
                .orElseThrow(() -> new InvalidInputException(file + ", line " + number + ": is no text in "
                        + decoder.encoding() + "; save the file as UTF-8"));
    }

    private List<String> head() throws IOException {
        List<String> head = new ArrayList<>();
        for (int i = 0; i < HEAD_LINES; i++) {
            lines.peek(i)
                    .filter(line -> !line.isTooLong())
                    .flatMap(decoder::decode)
                    .filter(text -> !text.isBlank())
                    .ifPresent(head::add);
        }
        return head;
    }
}
