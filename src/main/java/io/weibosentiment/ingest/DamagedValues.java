package io.weibosentiment.ingest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with values of records that were kept all the same.
 *
 * @param sharedIds comments whose id a comment with another text or writer has too
 * @param longIds comments whose id has more digits than a spreadsheet keeps
 * @param roundedIds those of these that end in one 0, as a spreadsheet would leave them; one in eleven does by chance
 * @param unread values that could not be read and count as missing, by field
 */
public record DamagedValues(long sharedIds, long longIds, long roundedIds, Map<String, Unread> unread) {

    /** Nothing is wrong. */
    static final DamagedValues NONE = new DamagedValues(0, 0, 0, Map.of());

    public DamagedValues {
        unread = Collections.unmodifiableMap(new LinkedHashMap<>(unread));
    }

    /**
     * Values of one field that could not be read.
     *
     * @param values how many
     * @param examples a few of them
     */
    public record Unread(long values, List<String> examples) {

        public Unread {
            examples = List.copyOf(examples);
        }
    }
}
