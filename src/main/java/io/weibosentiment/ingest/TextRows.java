package io.weibosentiment.ingest;

import io.weibosentiment.config.InputFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** The rows of a task's lines, whatever files they come from. */
final class TextRows implements Iterator<Row> {

    private final ReadSettings settings;
    private final LineQueue lines;
    private final RecordMapper mapper;
    private final LineDecoder decoder;
    private final Deque<Row> ready = new ArrayDeque<>();
    private String path = "";
    private Optional<RecordParser> source = Optional.empty();

    /**
     * Rows of {@code lines}.
     *
     * @param task a number that no other task of the job has
     */
    TextRows(Iterator<SourceLine> lines, ReadSettings settings, int task) {
        this.settings = settings;
        this.lines = new LineQueue(lines);
        this.mapper = new RecordMapper(settings, task);
        this.decoder = new LineDecoder(settings.charset());
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty()) {
            Optional<SourceLine> next = lines.peek(0);
            if (next.isEmpty()) {
                return false;
            }
            source(next.get()).read(lines, ready::add);
        }
        return true;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private RecordParser source(SourceLine line) {
        if (source.isEmpty() || line.startsFile() || !line.file().equals(path)) {
            path = line.file();
            source = Optional.of(open(path));
        }
        return source.get();
    }

    private RecordParser open(String path) {
        RecordLayout layout = settings.layout();
        SourceFile file = SourceFile.of(path, layout);
        return settings.formatOf(path) == InputFormat.CSV
                ? new CsvRows(file, layout, mapper, decoder)
                : new JsonRows(file, layout, mapper, decoder);
    }
}
