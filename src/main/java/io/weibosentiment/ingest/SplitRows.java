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
    private Optional<FileSlice> slice = Optional.empty();
    private Optional<FileRows> rows = Optional.empty();

    /** Rows of {@code files}. */
    SplitRows(List<FileSlice> files, ReadSettings settings, Configuration hadoop) {
        this.files = files.iterator();
        this.settings = settings;
        this.mapper = new RecordMapper(settings);
        this.hadoop = hadoop;
    }

    /** {@inheritDoc} Fails with the file's path where it cannot be read, or was written to since it was listed. */
    @Override
    public boolean hasNext() {
        try {
            while (rows.isEmpty() || !rows.get().hasNext()) {
                if (rows.isPresent()) {
                    close();
                    change().ifPresent(change -> {
                        throw new FileChangedException(change, null);
                    });
                }
                if (!files.hasNext()) {
                    return false;
                }
                slice = Optional.of(files.next());
                rows = Optional.of(FileRows.open(slice.get(), settings, mapper, ColumnListener.NONE, hadoop));
            }
            return true;
        } catch (FileChangedException e) {
            throw e;
        } catch (IOException e) {
            throw changed(e).orElseGet(() -> new UncheckedIOException(e));
        } catch (RuntimeException e) {
            throw changed(e).orElse(e);
        }
    }

    private Optional<String> change() throws IOException {
        return slice.isPresent() ? slice.get().change(hadoop) : Optional.empty();
    }

    /** Why reading failed, if that is because the file was changed. */
    private Optional<RuntimeException> changed(Exception failure) {
        try {
            return change().map(change -> new FileChangedException(change, failure));
        } catch (IOException e) {
            failure.addSuppressed(e);
            return Optional.empty();
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
