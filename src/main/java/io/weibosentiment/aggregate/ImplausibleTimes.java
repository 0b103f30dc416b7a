package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.weibosentiment.Columns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Comments whose times can be read but not be true. They are kept where they say they belong: which clock was wrong is
 * not known.
 *
 * @param beforeWeibo written before there was a Weibo
 * @param afterNow written after this moment
 * @param now this moment
 */
public record ImplausibleTimes(long beforeWeibo, long afterNow, Instant now) {

    /** Weibo opened in August 2009. */
    private static final Instant FIRST_DAY = Instant.parse("2009-08-13T16:00:00Z");

    /** Counts them among {@code comments}. Runs a Spark job. */
    public static ImplausibleTimes among(Dataset<Row> comments, Instant now) {
        Row counts = comments.select(
                        count_if(col(Columns.COMMENT_TIME).lt(lit(FIRST_DAY))),
                        count_if(col(Columns.COMMENT_TIME).gt(lit(now))))
                .first();
        return new ImplausibleTimes(counts.getLong(0), counts.getLong(1), now);
    }

    /** What the user should know of them. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (beforeWeibo > 0) {
            warnings.add(String.format(
                    Locale.ROOT, "%,d comments are dated before Weibo began in August 2009", beforeWeibo));
        }
        if (afterNow > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%,d comments are dated after this run (%s by this machine's clock)",
                    afterNow,
                    now.truncatedTo(ChronoUnit.SECONDS)));
        }
        return warnings;
    }
}
