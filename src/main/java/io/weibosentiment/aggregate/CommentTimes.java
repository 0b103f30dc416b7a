package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * What the times of comments say.
 *
 * @param latest the latest comment or post time up to now; empty if there is none. A later one is wrong, and every
 *     window would look complete for it
 * @param implausible those that cannot be true
 */
public record CommentTimes(Optional<Instant> latest, ImplausibleTimes implausible) {

    /** Weibo opened in August 2009. */
    private static final Instant FIRST_DAY = Instant.parse("2009-08-13T16:00:00Z");

    /** The aggregates that they are made from. */
    static List<Column> aggregates(Instant now) {
        return List.of(
                unix_micros(max(greatest(upTo(now, Columns.COMMENT_TIME), upTo(now, Columns.POST_TIME)))),
                count_if(col(Columns.COMMENT_TIME).lt(lit(FIRST_DAY))),
                count_if(col(Columns.COMMENT_TIME).gt(lit(now))));
    }

    private static Column upTo(Instant now, String time) {
        return when(col(time).leq(lit(now)), col(time));
    }

    /** From {@code row}, which has the {@link #aggregates} from {@code place} on. */
    static CommentTimes of(Row row, int place, Instant now) {
        Optional<Instant> latest = row.isNullAt(place)
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(row.getLong(place), ChronoUnit.MICROS));
        return new CommentTimes(latest, new ImplausibleTimes(row.getLong(place + 1), row.getLong(place + 2), now));
    }
}
