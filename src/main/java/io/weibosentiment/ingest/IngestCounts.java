package io.weibosentiment.ingest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What became of the rows read; {@code read = kept + duplicates + rejected}.
 *
 * @param read rows read
 * @param kept comments kept, each once
 * @param duplicates rows that were a kept comment again
 * @param rejected rows that could not be used
 * @param rejectedReasons how many rows were rejected for each reason, the most frequent first
 */
public record IngestCounts(long read, long kept, long duplicates, long rejected, Map<String, Long> rejectedReasons) {

    /** The reason of rows that are left out because they were erased on request. */
    public static final String ERASED = "erased";

    /** No rows at all. */
    public static final IngestCounts NONE = of(0, 0, Map.of());

    public IngestCounts {
        rejectedReasons = Collections.unmodifiableMap(new LinkedHashMap<>(rejectedReasons));
        if (read != kept + duplicates + rejected) {
            throw new IllegalArgumentException("the counts do not add up: read " + read + ", kept " + kept
                    + ", duplicates " + duplicates + ", rejected " + rejected);
        }
    }

    /** Rows that could not be used: those rejected, without rows that were erased on request. */
    public long unusable() {
        return rejected - rejectedReasons.getOrDefault(ERASED, 0L);
    }

    /** The counts in a sentence. */
    public String described() {
        return describedAs("comments");
    }

    /** The counts in a sentence that calls the records {@code name}. */
    public String describedAs(String name) {
        return String.format(
                Locale.ROOT,
                "%,d rows: %,d %s, %,d duplicates, %,d rejected%s",
                read,
                kept,
                name,
                duplicates,
                rejected,
                rejectedReasons.isEmpty() ? "" : " " + rejectedReasons);
    }

    /** The counts when {@code comments} of those kept are rejected after all. */
    public IngestCounts reject(String reason, long comments) {
        Map<String, Long> more = new LinkedHashMap<>(rejectedReasons);
        more.merge(reason, comments, Long::sum);
        return new IngestCounts(read, kept - comments, duplicates, rejected + comments, more);
    }

    /** The counts of these rows and of {@code others}. */
    public IngestCounts and(IngestCounts others) {
        Map<String, Long> reasons = new LinkedHashMap<>(rejectedReasons);
        others.rejectedReasons.forEach((reason, rows) -> reasons.merge(reason, rows, Long::sum));
        return new IngestCounts(
                read + others.read,
                kept + others.kept,
                duplicates + others.duplicates,
                rejected + others.rejected,
                reasons);
    }

    /** The counts of {@code kept} out of {@code read} rows, those of each reason rejected. */
    static IngestCounts of(long read, long kept, Map<String, Long> byReason) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        byReason.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(reason -> reasons.put(reason.getKey(), reason.getValue()));
        long rejected = reasons.values().stream().mapToLong(Long::longValue).sum();
        return new IngestCounts(read, kept, read - kept - rejected, rejected, reasons);
    }
}
