package io.weibosentiment.labels.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.from_utc_timestamp;

import io.weibosentiment.Columns;
import io.weibosentiment.aggregate.Windows;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The windows of rows with times, named by their start in a zone; the session's own zone is UTC.
 *
 * @param windows the windows
 * @param zone the zone
 */
public record NamedWindows(Windows windows, ZoneId zone) {

    /** The name of the window of {@link #assign}ed rows, such as {@code 2025-03-01T00:00}. */
    Column name() {
        return date_format(from_utc_timestamp(col(Columns.WINDOW_START), zone.getId()), "yyyy-MM-dd'T'HH:mm");
    }

    Dataset<Row> assign(Dataset<Row> rows) {
        return windows.assign(rows);
    }
}
