package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import io.weibosentiment.config.InputFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The first rows of a file or a table, read as a run reads them.
 *
 * @param rows how many were read
 * @param rejected how many of them cannot be used
 * @param reasons how many for each reason
 * @param examples a few of these, each with its line and reason but without what it says
 * @param isWhole whether there are no more rows
 */
record FileSample(long rows, long rejected, Map<String, Long> reasons, List<String> examples, boolean isWhole) {

    private static final int MAX_ROWS_OF_PARQUET = 1000;
    private static final int EXAMPLES = 2;

    /** Counts rows. */
    private static final class Counter {

        private final int lineAt;
        private final int reasonAt;
        private final int detailAt;
        private long rows;
        private long rejected;
        private final Map<String, Long> reasons = new TreeMap<>();
        private final List<String> examples = new ArrayList<>();

        Counter(ReadSettings settings) {
            StructType schema = ParsedRow.schema(settings.layout().kind());
            lineAt = schema.fieldIndex(Columns.LINE);
            reasonAt = schema.fieldIndex(Columns.REASON);
            detailAt = schema.fieldIndex(Columns.DETAIL);
        }

        void add(Row row, Object file) {
            rows++;
            if (row.isNullAt(reasonAt)) {
                return;
            }
            String reason = row.getString(reasonAt);
            rejected++;
            reasons.merge(reason, 1L, Long::sum);
            if (examples.size() < EXAMPLES) {
                String place = row.isNullAt(lineAt) ? file + ", row " + rows + ":" : file + ":" + row.getLong(lineAt);
                examples.add(place + " " + reason + " (" + withoutText(row.getString(detailAt)) + ")");
            }
        }

        FileSample sample(boolean isWhole) {
            return new FileSample(rows, rejected, reasons, examples, isWhole);
        }
    }

    /**
     * Reads the beginning of {@code file}.
     *
     * @param maxBytes about how much of a text file
     * @throws IOException if it cannot be read
     */
    static FileSample of(FileStatus file, ReadSettings settings, long maxBytes, Configuration hadoop)
            throws IOException {
        FileSlice whole = FileSlice.whole(file);
        boolean isParquet = settings.formatOf(file.getPath().getName()) == InputFormat.PARQUET;
        Counter counter = new Counter(settings);
        RecordMapper mapper = new RecordMapper(settings);
        try (FileRows rows = FileRows.open(whole, settings, mapper, ColumnListener.NONE, hadoop)) {
            while (rows.bytes() < maxBytes && !(isParquet && counter.rows >= MAX_ROWS_OF_PARQUET) && rows.hasNext()) {
                counter.add(rows.next(), file.getPath());
            }
            return counter.sample(!rows.hasNext());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Reads the beginning of {@code table}. */
    static FileSample of(CatalogTable table, ReadSettings settings) {
        Counter counter = new Counter(settings);
        List<Row> rows = table.head(settings, MAX_ROWS_OF_PARQUET);
        rows.forEach(row -> counter.add(row, "table " + table.facts().name()));
        return counter.sample(rows.size() < MAX_ROWS_OF_PARQUET);
    }

    /** What a detail says before it quotes from the row. */
    private static String withoutText(String detail) {
        return detail.split("[ ,:;]*(?:found )?['\"(]", 2)[0];
    }
}
