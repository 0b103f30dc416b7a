package io.weibosentiment.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.lib.input.CombineFileSplit;

/** The lines of one split, its files one after another. */
final class SplitLines implements Iterator<SourceLine>, Closeable {

    private final CombineFileSplit split;
    private final Configuration hadoop;
    private int opened;
    private Optional<LineSource> source = Optional.empty();
    private Optional<SourceLine> next = Optional.empty();

    SplitLines(CombineFileSplit split, Configuration hadoop) {
        this.split = split;
        this.hadoop = hadoop;
    }

    /** {@inheritDoc} Fails with the file's path where it cannot be read. */
    @Override
    public boolean hasNext() {
        try {
            while (next.isEmpty() && (source.isPresent() || opened < split.getNumPaths())) {
                if (source.isEmpty()) {
                    source = Optional.of(new LineSource(
                            split.getPath(opened), split.getOffset(opened), split.getLength(opened), hadoop));
                    opened++;
                }
                next = source.get().next();
                if (next.isEmpty()) {
                    close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next.isPresent();
    }

    @Override
    public SourceLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        SourceLine line = next.orElseThrow();
        next = Optional.empty();
        return line;
    }

    @Override
    public void close() throws IOException {
        if (source.isPresent()) {
            source.get().close();
        }
        source = Optional.empty();
    }
}
