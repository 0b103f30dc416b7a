package io.weibosentiment.ingest;

import io.weibosentiment.config.InputFormat;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/** The rows of one file, or of a part of it, whatever its format. */
final class FileRows implements Iterator<Row>, Closeable {

    private final RecordParser parser;
    private final LongSupplier bytes;
    private final Deque<Row> ready = new ArrayDeque<>();

    private FileRows(RecordParser parser, LongSupplier bytes) {
        this.parser = parser;
        this.bytes = bytes;
    }

    /**
     * Opens a file.
     *
     * @param columns takes the columns that are found
     * @throws IOException if it cannot be opened
     * @throws io.weibosentiment.InvalidInputException if it is no file of its format
     */
    static FileRows open(
            FileSlice slice, ReadSettings settings, RecordMapper mapper, ColumnListener columns, Configuration hadoop)
            throws IOException {
        mapper.begin(slice);
        RecordLayout layout = settings.layout();
        SourceFile file = SourceFile.of(slice.file(), layout);
        RecordRows records = new RecordRows(layout, mapper);
        InputFormat format = settings.formatOf(slice.path().getName());
        if (format == InputFormat.PARQUET) {
            return new FileRows(new ParquetRows(slice, file, records, settings.zone(), columns, hadoop), () -> 0);
        }
        JsonPages pages = new JsonPages(file, layout, records, columns);
        if (!slice.isWhole()) {
            LineSource part = new LineSource(slice.path(), slice.start(), slice.length(), hadoop);
            LineDecoder decoder = new LineDecoder(settings.charset());
            return new FileRows(new JsonRows(file, mapper, pages, new LineQueue(part), decoder, part), () -> 0);
        }
        FileStream stream = new FileStream(slice.path(), settings::charsetOf, hadoop);
        if (format != InputFormat.CSV && !JsonRows.areIn(head(stream))) {
            DecodedText text = new DecodedText(stream.text(), stream.charset());
            return new FileRows(new JsonDocument(file, mapper, pages, text, stream), stream::read);
        }
        LineQueue lines = new LineQueue(new LineSource(slice.path(), stream, hadoop));
        LineDecoder decoder = new LineDecoder(stream.charset());
        return new FileRows(
                format == InputFormat.CSV
                        ? new CsvRows(file, layout, mapper, columns, lines, decoder, stream)
                        : new JsonRows(file, mapper, pages, lines, decoder, stream),
                stream::read);
    }

    /**
     * Whether {@code slice}, which is a whole file, is JSON whose lines can be read from its middle.
     *
     * @throws IOException if it cannot be opened
     */
    static boolean isOfLines(FileSlice slice, ReadSettings settings, Configuration hadoop) throws IOException {
        try (FileStream stream = new FileStream(slice.path(), settings::charsetOf, hadoop)) {
            return stream.charset().equals(settings.charset()) && JsonRows.areIn(head(stream));
        }
    }

    private static String head(FileStream stream) throws IOException {
        return new String(stream.head(), stream.charset());
    }

    /** How many bytes of a text file were read so far, decompressed. */
    long bytes() {
        return bytes.getAsLong();
    }

    /** {@inheritDoc} Fails with the file's path where it cannot be read on. */
    @Override
    public boolean hasNext() {
        try {
            boolean goesOn = true;
            while (ready.isEmpty() && goesOn) {
                goesOn = parser.read(ready::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return !ready.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
