package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.WindowKind;
import java.time.Duration;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Days, weeks from Monday, half-months (1-15, 16-end) and months in a zone, by arithmetic on local dates. */
record CalendarWindows(WindowKind.Placement kind, ZoneId zone) {

    private static final int HALF_MONTH = 15;
    private static final int WEEK = 7;
    private static final int MONTH = 30;

    /** The start of the window that contains {@code moment}. */
    Column start(Column moment) {
        return midnight(startDate(localDate(moment)));
    }

    /** The end, excluded, of the window that starts at {@code start}. */
    Column end(Column start) {
        return midnight(endDate(localDate(start)));
    }

    /** Every window's start from {@code first} to {@code last}. */
    Column startsBetween(Column first, Column last) {
        return transform(datesBetween(localDate(first), localDate(last)), this::midnight);
    }

    /** How long a window is, about. */
    Duration length() {
        return Duration.ofDays(
                switch (kind) {
                    case WEEK -> WEEK;
                    case HALF_MONTH -> HALF_MONTH;
                    case MONTH -> MONTH;
                    default -> 1;
                });
    }

    private Column startDate(Column date) {
        return switch (kind) {
            case WEEK -> trunc(date, "week");
            case MONTH -> trunc(date, "month");
            case HALF_MONTH ->
                when(dayofmonth(date).leq(HALF_MONTH), trunc(date, "month"))
                        .otherwise(date_add(trunc(date, "month"), HALF_MONTH));
            default -> date;
        };
    }

    private Column endDate(Column start) {
        return switch (kind) {
            case WEEK -> date_add(start, WEEK);
            case MONTH -> add_months(start, 1);
            case HALF_MONTH ->
                when(dayofmonth(start).leq(HALF_MONTH), date_add(start, HALF_MONTH))
                        .otherwise(add_months(trunc(start, "month"), 1));
            default -> date_add(start, 1);
        };
    }

    private Column datesBetween(Column first, Column last) {
        return switch (kind) {
            case WEEK -> sequence(first, last, expr("interval 7 days"));
            case MONTH -> sequence(first, last, expr("interval 1 month"));
            case HALF_MONTH -> {
                Column months = sequence(trunc(first, "month"), trunc(last, "month"), expr("interval 1 month"));
                Column halves = flatten(transform(months, month -> array(month, date_add(month, HALF_MONTH))));
                yield filter(halves, half -> half.between(first, last));
            }
            default -> sequence(first, last, expr("interval 1 day"));
        };
    }

    private Column localDate(Column moment) {
        return to_date(from_utc_timestamp(moment, zone.getId()));
    }

    /** The first moment of a local date; where clocks skip midnight, the moment they do. */
    private Column midnight(Column date) {
        return to_utc_timestamp(date.cast(DataTypes.TimestampType), zone.getId());
    }
}
