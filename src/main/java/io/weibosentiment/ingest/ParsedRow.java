package io.weibosentiment.ingest;

import io.weibosentiment.Columns;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The schema of parsed rows before duplicates are dropped; times are microseconds since 1970. */
final class ParsedRow {

    /** Equal for rows that are the same comment, unique for a rejected row. */
    static final String KEY = "duplicate_key";

    static final StructType SCHEMA = new StructType()
            .add(KEY, DataTypes.BinaryType)
            .add(Columns.SOURCE_FILE, DataTypes.StringType)
            .add(Columns.RAW, DataTypes.StringType)
            .add(Columns.REASON, DataTypes.StringType)
            .add(Columns.DETAIL, DataTypes.StringType)
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(Columns.COMMENT_ID, DataTypes.StringType)
            .add(Columns.USER_ID, DataTypes.StringType)
            .add(Columns.TEXT, DataTypes.StringType)
            .add(Columns.COMMENT_TIME, DataTypes.LongType)
            .add(Columns.POST_TIME, DataTypes.LongType)
            .add(Columns.LIKES, DataTypes.LongType)
            .add(Columns.POST_LIKES, DataTypes.LongType)
            .add(Columns.CRAWL_TIME, DataTypes.LongType);

    private ParsedRow() {}

    /** Microseconds since 1970, or null in the row where there is no time. */
    static Object micros(Optional<Instant> time) {
        return time.<Object>map(instant -> instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000)
                .orElse(null);
    }
}
