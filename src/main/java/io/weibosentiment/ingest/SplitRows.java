package io.weibosentiment.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/** The rows of a task: those of its files, one after another. */
final class SplitRows implements Iterator<Row>, Closeable {

    private final Iterator<FileSlice> files;
    private final ReadSettings settings;
    private final RecordMapper mapper;
    private final Configuration hadoop;
    private Optional<FileRows> rows = Optional.empty();

    /** Rows of {@code files}. */
    SplitRows(List<FileSlice> files, ReadSettings settings, Configuration hadoop) {
        this.files = files.iterator();
        this.settings = settings;
        this.mapper = new RecordMapper(settings);
        this.hadoop = hadoop;
    }

    /** {@inheritDoc} Fails with the file's path where it cannot be read. */
    @Override
    public boolean hasNext() {
        try {
            while (rows.isEmpty() || !rows.get().hasNext()) {
                close();
                if (!files.hasNext()) {
                    return false;
                }
                rows = Optional.of(FileRows.open(files.next(), settings, mapper, ColumnListener.NONE, hadoop));
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rows.orElseThrow().next();
    }

    @Override
    public void close() throws IOException {
        if (rows.isPresent()) {
            FileRows open = rows.get();
            rows = Optional.empty();
            open.close();
        }
    }
}
