package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The order of a comment's copies, of which the first counts. Values compare as in SQL, null before all others. */
final class CopyOrder implements Comparator<Row>, Serializable {

    private static final long serialVersionUID = 1L;
    private static final List<String> GREATEST_FIRST = List.of(Columns.CRAWL_TIME, Columns.LIKES);
    private static final List<String> SMALLEST_FIRST = List.of(
            Columns.COMMENT_TIME,
            Columns.BLOGGER_ID,
            Columns.USER_ID,
            Columns.TEXT,
            Columns.SOURCE_FILE,
            Columns.POST_TIME,
            Columns.POST_LIKES,
            ParsedRow.UNREAD,
            Columns.LINE);

    private final int[] greatestFirst;
    private final int[] smallestFirst;

    /** The order of rows of {@code schema}. */
    CopyOrder(StructType schema) {
        this.greatestFirst =
                GREATEST_FIRST.stream().mapToInt(schema::fieldIndex).toArray();
        this.smallestFirst =
                SMALLEST_FIRST.stream().mapToInt(schema::fieldIndex).toArray();
    }

    @Override
    public int compare(Row one, Row other) {
        int order = 0;
        for (int i = 0; order == 0 && i < greatestFirst.length; i++) {
            order = -compareValues(one.get(greatestFirst[i]), other.get(greatestFirst[i]));
        }
        for (int i = 0; order == 0 && i < smallestFirst.length; i++) {
            order = compareValues(one.get(smallestFirst[i]), other.get(smallestFirst[i]));
        }
        return order;
    }

    /** Compares two values of one column; texts by the bytes of their UTF-8, structs field by field. */
    static int compareValues(Object one, Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        if (one instanceof String text) {
            return UTF8String.fromString(text).compareTo(UTF8String.fromString((String) other));
        }
        if (one instanceof Row struct) {
            int order = 0;
            for (int i = 0; order == 0 && i < struct.length(); i++) {
                order = compareValues(struct.get(i), ((Row) other).get(i));
            }
            return order;
        }
        return one instanceof Boolean truth
                ? Boolean.compare(truth, (Boolean) other)
                : Long.compare((Long) one, (Long) other);
    }
}
