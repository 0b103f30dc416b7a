package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.ingest.DamagedValues.Unread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The stored outcome of {@link RecordReader#records}.
 *
 * @param staged what was stored, read back
 */
public record IngestedRows(Dataset<Row> staged) {

    private static final String COMMENTS = "comments";
    private static final String SHARED = "shared";
    private static final String WITHOUT = "without_comment";
    private static final String LONG = "long_ids";
    private static final String ROUNDED = "rounded_ids";
    private static final String COUNT = "count_";
    private static final String FIRST = "first_";
    private static final String LAST = "last_";

    /**
     * What became of the rows read.
     *
     * @param counts how many there are
     * @param damaged what is wrong with those that were kept
     * @param withoutComment how many of those stand for a post without comments
     */
    public record Outcome(IngestCounts counts, DamagedValues damaged, long withoutComment) {}

    /** How many rows there are of each kind. Runs a Spark job. */
    public IngestCounts counts() {
        return outcome().counts();
    }

    /** What became of the rows read: one pass over a few columns. */
    public Outcome outcome() {
        List<String> forgiving =
                List.of(((StructType) staged.schema().apply(ParsedRow.UNREAD).dataType()).fieldNames());
        List<Row> byReason = alike().groupBy(Columns.REASON)
                .agg(sum(COMMENTS).as(COMMENTS), summedUp(forgiving).toArray(Column[]::new))
                .collectAsList();
        long read =
                byReason.stream().mapToLong(row -> row.getAs(Columns.COPIES)).sum();
        Map<String, Long> reasons = new HashMap<>();
        byReason.stream()
                .filter(row -> !row.isNullAt(0))
                .forEach(row -> reasons.put(row.getString(0), row.getAs(COMMENTS)));
        return byReason.stream()
                .filter(row -> row.isNullAt(0))
                .findFirst()
                .map(kept -> new Outcome(
                        IngestCounts.of(read, kept.getAs(COMMENTS), reasons),
                        new DamagedValues(
                                kept.getAs(SHARED), kept.getAs(LONG), kept.getAs(ROUNDED), unread(kept, forgiving)),
                        kept.getAs(WITHOUT)))
                .orElseGet(() -> new Outcome(IngestCounts.of(read, 0, reasons), DamagedValues.NONE, 0));
    }

    /**
     * How many rows have the same reason and the same values that cannot be read, most of them none. Spark hashes rows by
     * texts; for the least and the greatest text of all it would sort them.
     */
    private Dataset<Row> alike() {
        boolean hasIds = List.of(staged.columns()).contains(Columns.COMMENT_ID);
        Column id = hasIds ? col(Columns.COMMENT_ID) : lit(null).cast(DataTypes.StringType);
        return staged.groupBy(Columns.REASON, ParsedRow.UNREAD)
                .agg(
                        count(lit(1)).as(COMMENTS),
                        sum(Columns.COPIES).as(Columns.COPIES),
                        count_if(col(Duplicates.SHARES_ID)).as(SHARED),
                        count_if(not(isComment())).as(WITHOUT),
                        count_if(WrittenId.isLong(id)).as(LONG),
                        count_if(WrittenId.mayBeRounded(id)).as(ROUNDED));
    }

    private static List<Column> summedUp(List<String> forgiving) {
        List<Column> sums = new ArrayList<>();
        for (String count : List.of(Columns.COPIES, SHARED, WITHOUT, LONG, ROUNDED)) {
            sums.add(sum(count).as(count));
        }
        for (String field : forgiving) {
            Column unread = col(ParsedRow.UNREAD).getField(field);
            sums.add(coalesce(sum(when(unread.isNotNull(), col(COMMENTS))), lit(0L))
                    .as(COUNT + field));
            sums.add(min(unread).as(FIRST + field));
            sums.add(max(unread).as(LAST + field));
        }
        return sums;
    }

    private static Map<String, Unread> unread(Row kept, List<String> fields) {
        Map<String, Unread> unread = new LinkedHashMap<>();
        for (String field : fields) {
            long values = kept.getAs(COUNT + field);
            if (values > 0) {
                List<String> examples = Stream.of(kept.<String>getAs(FIRST + field), kept.<String>getAs(LAST + field))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
                unread.put(field, new Unread(values, examples));
            }
        }
        return unread;
    }

    /**
     * The rows that could not be used: source_file, line (null where it is not known), raw (at most its first 10,000
     * characters), reason, detail.
     */
    public Dataset<Row> rejected() {
        return staged.where(col(Columns.REASON).isNotNull())
                .select(
                        col(Columns.SOURCE_FILE),
                        col(Columns.LINE),
                        col(Columns.RAW),
                        col(Columns.REASON),
                        col(Columns.DETAIL));
    }

    /** The records that were kept: columns as in {@link RecordReader#records} without raw, reason and detail. */
    public Dataset<Row> kept() {
        return staged.where(col(Columns.REASON).isNull())
                .drop(Columns.RAW, Columns.REASON, Columns.DETAIL, ParsedRow.UNREAD, Duplicates.SHARES_ID);
    }

    /** The comments that were kept, without what they say of their post but its key. */
    public Dataset<Row> comments() {
        Dataset<Row> kept = kept();
        return kept.where(isComment())
                .drop(Columns.POST_ID, Duplicates.FACTS_CRAWLED)
                .drop(PostFacts.in(kept).toArray(String[]::new));
    }

    /** Whether a record is a comment. A scored row that nothing decided is not, but its post has none. */
    Column isComment() {
        boolean isScored = List.of(staged.columns()).contains(Columns.DECIDED_BY);
        return isScored ? col(Columns.DECIDED_BY).isNotNull() : lit(true);
    }
}
