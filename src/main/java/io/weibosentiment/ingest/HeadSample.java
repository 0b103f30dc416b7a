package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The first rows of a file, read as they are when the whole of it is.
 *
 * @param rows rows of {@link ParsedRow#schema}
 * @param schema their columns
 * @param columns the columns of the file: of CSV the first record, of other formats every path with dots
 */
record HeadSample(List<Row> rows, StructType schema, Set<String> columns) {

    private static final int MAX_ROWS = 200;
    private static final long MAX_BYTES = 1 << 20;

    HeadSample {
        rows = List.copyOf(rows);
        columns = Collections.unmodifiableSet(new LinkedHashSet<>(columns));
    }

    /**
     * A row that cannot be used.
     *
     * @param reason the label of the {@link RejectReason}
     * @param detail what was expected and what was found
     * @param line the line it begins on, if known
     */
    record Reject(String reason, String detail, OptionalLong line) {}

    /**
     * Reads the head of {@code file}.
     *
     * @throws IOException if it cannot be read, with its path
     * @throws io.weibosentiment.InvalidInputException if it is no file of its format
     */
    static HeadSample of(FileStatus file, ReadSettings settings, Configuration hadoop) throws IOException {
        FileSlice whole = FileSlice.whole(file);
        List<Row> rows = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        RecordMapper mapper = new RecordMapper(settings);
        try (FileRows read = FileRows.open(whole, settings, mapper, found -> columns.addAll(found.get()), hadoop)) {
            while (rows.size() < MAX_ROWS && read.bytes() < MAX_BYTES && read.hasNext()) {
                rows.add(read.next());
            }
        }
        return new HeadSample(rows, ParsedRow.schema(settings.layout().kind()), columns);
    }

    /** The rows that cannot be used. */
    List<Reject> rejects() {
        return rows.stream().filter(row -> !isKept(row)).map(this::reject).toList();
    }

    private boolean isKept(Row row) {
        return row.isNullAt(schema.fieldIndex(Columns.REASON));
    }

    private Reject reject(Row row) {
        int line = schema.fieldIndex(Columns.LINE);
        return new Reject(
                row.getString(schema.fieldIndex(Columns.REASON)),
                row.getString(schema.fieldIndex(Columns.DETAIL)),
                row.isNullAt(line) ? OptionalLong.empty() : OptionalLong.of(row.getLong(line)));
    }
}
