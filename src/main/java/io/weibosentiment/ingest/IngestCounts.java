package io.weibosentiment.ingest;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * What became of the rows read; {@code read = kept + duplicates + rejected}.
 *
 * @param read rows read
 * @param kept comments kept, each once
 * @param duplicates rows that were a kept comment again
 * @param rejected rows that could not be used
 * @param reasons how many rows were rejected for each reason, the most frequent first
 */
public record IngestCounts(long read, long kept, long duplicates, long rejected, Map<String, Long> reasons) {

    public IngestCounts {
        reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
        if (read != kept + duplicates + rejected) {
            throw new IllegalArgumentException("the counts do not add up: read " + read + ", kept " + kept
                    + ", duplicates " + duplicates + ", rejected " + rejected);
        }
    }

    /** The counts when {@code comments} of those kept are rejected after all. */
    public IngestCounts reject(String reason, long comments) {
        Map<String, Long> more = new LinkedHashMap<>(reasons);
        more.merge(reason, comments, Long::sum);
        return new IngestCounts(read, kept - comments, duplicates, rejected + comments, more);
    }

    /** The counts of {@code kept} out of {@code read} rows; {@code byReason} has a reason and its rows in each row. */
    static IngestCounts of(long read, long kept, List<Row> byReason) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        byReason.stream()
                .sorted(Comparator.comparing((Row row) -> -row.getLong(1)).thenComparing(row -> row.getString(0)))
                .forEach(row -> reasons.put(row.getString(0), row.getLong(1)));
        long rejected = reasons.values().stream().mapToLong(Long::longValue).sum();
        return new IngestCounts(read, kept, read - kept - rejected, rejected, reasons);
    }
}
