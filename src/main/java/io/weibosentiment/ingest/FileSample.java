package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import io.weibosentiment.config.InputFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The first rows of a file, read as a run reads them.
 *
 * @param rows how many were read
 * @param rejected how many of them cannot be used
 * @param reasons how many for each reason
 * @param examples a few of these, each with its line and reason but without what it says
 * @param isWhole whether the file has no more rows
 */
record FileSample(long rows, long rejected, Map<String, Long> reasons, List<String> examples, boolean isWhole) {

    private static final int MAX_ROWS_OF_PARQUET = 1000;
    private static final int EXAMPLES = 2;

    /** Counts rows. */
    private static final class Counter {

        private final int reasonAt;
        private final int detailAt;
        private long rows;
        private long rejected;
        private final Map<String, Long> reasons = new TreeMap<>();
        private final List<String> examples = new ArrayList<>();

        Counter(ReadSettings settings) {
            StructType schema = ParsedRow.schema(settings.layout().kind());
            reasonAt = schema.fieldIndex(Columns.REASON);
            detailAt = schema.fieldIndex(Columns.DETAIL);
        }

        void add(Row row, String place) {
            rows++;
            if (row.isNullAt(reasonAt)) {
                return;
            }
            String reason = row.getString(reasonAt);
            rejected++;
            reasons.merge(reason, 1L, Long::sum);
            if (examples.size() < EXAMPLES) {
                examples.add(place + " " + reason + " (" + withoutText(row.getString(detailAt)) + ")");
            }
        }

        FileSample sample(boolean isWhole) {
            return new FileSample(rows, rejected, reasons, examples, isWhole);
        }
    }

    /** The lines of a file, counted. */
    private static final class CountedLines implements Iterator<SourceLine> {

        private final LineSource source;
        private Optional<SourceLine> next = Optional.empty();
        private long lines;
        private long bytes;

        CountedLines(LineSource source) {
            this.source = source;
        }

        @Override
        public boolean hasNext() {
            try {
                next = next.isPresent() ? next : source.next();
                return next.isPresent();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public SourceLine next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            SourceLine line = next.orElseThrow();
            next = Optional.empty();
            lines++;
            bytes += line.length();
            return line;
        }
    }

    /**
     * Reads the beginning of {@code file}.
     *
     * @param maxBytes about how much of a text file
     * @throws IOException if it cannot be read
     */
    static FileSample of(SparkSession spark, FileStatus file, ReadSettings settings, long maxBytes) throws IOException {
        if (settings.formatOf(file.getPath().getName()) == InputFormat.PARQUET) {
            return ofParquet(spark, file, settings);
        }
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Counter counter = new Counter(settings);
        try (LineSource source = new LineSource(file.getPath(), 0, file.getLen(), hadoop)) {
            CountedLines lines = new CountedLines(source);
            TextRows rows = new TextRows(lines, settings, 0);
            while (lines.bytes < maxBytes && rows.hasNext()) {
                counter.add(rows.next(), file.getPath() + ":" + lines.lines);
            }
            return counter.sample(!rows.hasNext());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static FileSample ofParquet(SparkSession spark, FileStatus file, ReadSettings settings) {
        List<Row> rows =
                new ParquetRows(settings).of(spark, List.of(file.getPath())).take(MAX_ROWS_OF_PARQUET);
        Counter counter = new Counter(settings);
        for (int i = 0; i < rows.size(); i++) {
            counter.add(rows.get(i), file.getPath() + ", row " + (i + 1) + ":");
        }
        return counter.sample(rows.size() < MAX_ROWS_OF_PARQUET);
    }

    /** What a detail says before it quotes from the row. */
    private static String withoutText(String detail) {
        return detail.split("[ ,:;]*(?:found )?['\"(]", 2)[0];
    }
}
