package io.weibosentiment.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;

/** The records of a part of a table: a row is what the same values would be in JSON, as with Parquet. */
final class TableRows implements Iterator<Row> {

    private final Iterator<Row> given;
    private final SourceFile source;
    private final RowObjects objects;
    private final RecordRows records;
    private final Deque<Row> ready = new ArrayDeque<>();

    /**
     * Records of rows.
     *
     * @param name what the records say they are from
     * @param part the number of the part of the table
     */
    TableRows(Iterator<Row> given, String name, int part, ReadSettings settings) {
        this.given = given;
        this.source = new SourceFile(name, Map.of());
        this.objects = new RowObjects(settings.zone());
        RecordMapper mapper = new RecordMapper(settings);
        mapper.begin(name, part);
        this.records = new RecordRows(settings.layout(), mapper);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && given.hasNext()) {
            records.add(
                    new JsonRecord(source, OptionalLong.empty(), objects.of(given.next()), Optional.empty()),
                    ready::add);
        }
        return !ready.isEmpty();
    }

    /** The next record; null after the last one. */
    Row nextOrNull() {
        return hasNext() ? next() : null;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
