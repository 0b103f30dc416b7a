package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Times as others write them into tables of scores: ISO dates and times with or without seconds, zone or slashes, the
 * form of the Weibo API ({@code Sat Sep 09 20:54:15 +0800 2023}), epoch seconds and milliseconds.
 *
 * @param zone the zone of times that name none
 */
record WrittenTime(ZoneId zone) {

    private static final String LOCAL = "^\\d{4}-\\d{1,2}-\\d{1,2}([ T]\\d{1,2}:\\d{1,2}(:\\d{1,2}(\\.\\d{1,9})?)?)?$";
    private static final String WITH_ZONE =
            "^\\d{4}-\\d{1,2}-\\d{1,2}[ T]\\d{1,2}:\\d{1,2}(:\\d{1,2}(\\.\\d{1,9})?)? ?(Z|[+-]\\d{2}:?\\d{2})$";
    private static final String API = "^[A-Z][a-z]{2} ([A-Z][a-z]{2} \\d{2} \\d{2}:\\d{2}:\\d{2} [+-]\\d{4} \\d{4})$";
    private static final long MILLIS_FROM = 100_000_000_000L;

    /** Beyond them a count of microseconds, which is what a timestamp is, overflows. */
    private static final long MOST_MILLIS = 9_200_000_000_000_000L;

    private static final long MOST_SECONDS = 9_200_000_000_000L;

    /** The timestamp that {@code written}, a column of type {@code type}, means; null where it means none. */
    Column read(Column written, DataType type) {
        if (type.equals(DataTypes.TimestampType)) {
            return written;
        }
        if (type.equals(DataTypes.TimestampNTZType) || type.equals(DataTypes.DateType)) {
            return inZone(written.cast(DataTypes.TimestampType));
        }
        return type.equals(DataTypes.StringType) ? fromText(written) : epoch(written);
    }

    private Column fromText(Column written) {
        Column text = translate(trim(written), "/", "-");
        return when(text.rlike(LOCAL), inZone(try_to_timestamp(text)))
                .when(text.rlike(WITH_ZONE), try_to_timestamp(text))
                .when(text.rlike("^\\d{9,13}$"), epoch(text))
                .when(text.rlike(API), try_to_timestamp(regexp_extract(text, API, 1), lit("MMM dd HH:mm:ss Z yyyy")));
    }

    private static Column epoch(Column number) {
        Column count = number.cast(DataTypes.LongType);
        Column size = number.cast(DataTypes.DoubleType);
        return when(size.between(MILLIS_FROM, MOST_MILLIS), timestamp_millis(count))
                .when(size.between(-MOST_SECONDS, MILLIS_FROM), timestamp_seconds(count));
    }

    private Column inZone(Column asUtc) {
        return to_utc_timestamp(asUtc, zone.getId());
    }
}
