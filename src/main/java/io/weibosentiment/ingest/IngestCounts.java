package io.weibosentiment.ingest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
}
