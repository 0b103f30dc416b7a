package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.explode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.weibosentiment.Columns;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.Fill;
import io.weibosentiment.config.WindowBy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

    private static final String MINUTES = "yyyy-MM-dd'T'HH:mm";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    day        | Asia/Shanghai    | 2023-09-09T15:59:59Z | 2023-09-08T16:00/2023-09-09T16:00
                    day        | Asia/Shanghai    | 2023-09-09T16:00:00Z | 2023-09-09T16:00/2023-09-10T16:00
                    day        | UTC              | 2023-09-09T00:00:00Z | 2023-09-09T00:00/2023-09-10T00:00
                    day        | +05:30           | 2023-09-09T18:30:00Z | 2023-09-09T18:30/2023-09-10T18:30
                    day        | Asia/Kathmandu   | 2023-09-09T18:14:00Z | 2023-09-08T18:15/2023-09-09T18:15
                    day        | America/New_York | 2023-03-12T04:59:59Z | 2023-03-11T05:00/2023-03-12T05:00
                    day        | America/New_York | 2023-03-12T05:00:00Z | 2023-03-12T05:00/2023-03-13T04:00
                    day        | America/New_York | 2023-03-13T03:59:59Z | 2023-03-12T05:00/2023-03-13T04:00
                    day        | America/New_York | 2023-11-05T05:30:00Z | 2023-11-05T04:00/2023-11-06T05:00
                    day        | America/New_York | 2023-11-05T06:30:00Z | 2023-11-05T04:00/2023-11-06T05:00
                    day        | America/New_York | 2023-11-06T04:59:59Z | 2023-11-05T04:00/2023-11-06T05:00
                    day        | Asia/Shanghai    | 1986-05-04T05:00:00Z | 1986-05-03T16:00/1986-05-04T15:00
                    day        | Asia/Shanghai    | 1986-05-04T15:30:00Z | 1986-05-04T15:00/1986-05-05T15:00
                    day        | Asia/Shanghai    | 1986-09-14T05:00:00Z | 1986-09-13T15:00/1986-09-14T16:00
                    day        | America/Sao_Paulo | 2018-11-04T12:00:00Z | 2018-11-04T03:00/2018-11-05T02:00
                    day        | America/Sao_Paulo | 2018-11-04T02:30:00Z | 2018-11-03T03:00/2018-11-04T03:00
                    day        | America/Sao_Paulo | 2018-02-18T02:30:00Z | 2018-02-17T02:00/2018-02-18T03:00
                    day        | UTC              | 1969-12-31T23:59:59Z | 1969-12-31T00:00/1970-01-01T00:00
                    week       | Asia/Shanghai    | 2023-09-10T15:59:59Z | 2023-09-03T16:00/2023-09-10T16:00
                    week       | Asia/Shanghai    | 2023-09-10T16:00:00Z | 2023-09-10T16:00/2023-09-17T16:00
                    week       | America/New_York | 2023-03-12T12:00:00Z | 2023-03-06T05:00/2023-03-13T04:00
                    half-month | Asia/Shanghai    | 2023-09-15T15:59:59Z | 2023-08-31T16:00/2023-09-15T16:00
                    half-month | Asia/Shanghai    | 2023-09-15T16:00:00Z | 2023-09-15T16:00/2023-09-30T16:00
                    half-month | UTC              | 2023-02-28T23:59:59Z | 2023-02-16T00:00/2023-03-01T00:00
                    half-month | UTC              | 2024-02-29T12:00:00Z | 2024-02-16T00:00/2024-03-01T00:00
                    half-month | UTC              | 2023-12-31T12:00:00Z | 2023-12-16T00:00/2024-01-01T00:00
                    half-month | America/New_York | 2023-03-12T12:00:00Z | 2023-03-01T05:00/2023-03-16T04:00
                    month      | Asia/Shanghai    | 2023-12-31T16:00:00Z | 2023-12-31T16:00/2024-01-31T16:00
                    month      | UTC              | 2024-02-29T23:59:59Z | 2024-02-01T00:00/2024-03-01T00:00
                    month      | America/New_York | 2023-03-31T12:00:00Z | 2023-03-01T05:00/2023-04-01T04:00
                    6h         | Asia/Shanghai    | 2023-09-09T15:59:59Z | 2023-09-09T10:00/2023-09-09T16:00
                    6h         | Asia/Shanghai    | 2023-09-09T16:00:00Z | 2023-09-09T16:00/2023-09-09T22:00
                    6h         | America/New_York | 2023-03-12T08:00:00Z | 2023-03-12T05:00/2023-03-12T11:00
                    6h         | America/New_York | 2023-07-01T12:00:00Z | 2023-07-01T11:00/2023-07-01T17:00
                    1d         | Asia/Shanghai    | 2023-09-09T15:59:59Z | 2023-09-08T16:00/2023-09-09T16:00
                    30m        | Asia/Kathmandu   | 2023-09-09T12:20:00Z | 2023-09-09T12:15/2023-09-09T12:45
                    6h         | UTC              | 1969-12-31T23:00:00Z | 1969-12-31T18:00/1970-01-01T00:00
                    3h/1h      | UTC | 2023-09-09T12:30:00Z | 2023-09-09T10:00/2023-09-09T13:00 2023-09-09T11:00/2023-09-09T14:00 2023-09-09T12:00/2023-09-09T15:00
                    3h/1h      | UTC | 2023-09-09T12:00:00Z | 2023-09-09T10:00/2023-09-09T13:00 2023-09-09T11:00/2023-09-09T14:00 2023-09-09T12:00/2023-09-09T15:00
                    3h/2h      | UTC | 2023-09-09T12:30:00Z | 2023-09-09T10:00/2023-09-09T13:00 2023-09-09T12:00/2023-09-09T15:00
                    3h/2h      | UTC | 2023-09-09T13:30:00Z | 2023-09-09T12:00/2023-09-09T15:00
                    """)
    void puts_a_comment_into_its_windows(String spec, String zone, String time, String expected) {
        Windows windows = new Windows(WindowKind.parse(spec), WindowBy.COMMENT, ZoneId.of(zone));

        assertThat(windowsOf(windows, new Scored().comment(time, null, 0.5).dataset()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2023-09-09T12:00:00Z, 1970-01-01T00:00/1970-01-01T01:00",
        "2023-09-09T12:59:59Z, 1970-01-01T00:00/1970-01-01T01:00",
        "2023-09-09T13:00:00Z, 1970-01-01T01:00/1970-01-01T02:00",
        "2023-09-11T12:30:00Z, 1970-01-03T00:00/1970-01-03T01:00",
        "2023-09-09T11:59:59.900Z, ''"
    })
    void counts_hours_since_the_post(String time, String expected) {
        Windows windows = new Windows(WindowKind.parse("since-post:1h"), WindowBy.POST, Configs.SHANGHAI);
        Scored scored = new Scored().post("b", "p", "2023-09-09T12:00:00Z", null);

        assertThat(windowsOf(windows, scored.comment(time, null, 0.5).dataset()))
                .isEqualTo(expected);
    }

    @Test
    void uses_the_posts_time_when_asked() {
        Windows windows = new Windows(WindowKind.parse("day"), WindowBy.POST, ZoneId.of("UTC"));
        Scored scored = new Scored().post("b", "p", "2023-09-01T12:00:00Z", null);

        assertThat(windowsOf(
                        windows,
                        scored.comment("2023-09-09T12:00:00Z", null, 0.5).dataset()))
                .isEqualTo("2023-09-01T00:00/2023-09-02T00:00");
    }

    @Test
    void leaves_out_and_counts_comments_without_a_window() {
        Dataset<Row> scored = new Scored()
                .post("b", "p", null, null)
                .comment("2023-09-09T12:00:00Z", null, 0.5)
                .comment(null, null, 0.5)
                .post("b", "p", "2023-09-09T13:00:00Z", null)
                .comment("2023-09-09T12:00:00Z", null, 0.5)
                .dataset();
        Aggregation aggregation = new Aggregation(Configs.standard(Fill.NULL, "day", "since-post:1h"));

        WindowSums.OfComments found = aggregation.sums().ofComments(scored, Instant.now());

        assertThat(found.withoutWindow()).isEqualTo(1);
        assertThat(found.withoutWindowOfKind())
                .containsExactly(entry(WindowKind.parse("day"), 1L), entry(WindowKind.parse("since-post:1h"), 3L));
        assertThat(aggregation
                        .posts(scored)
                        .select(Columns.WINDOW, Columns.COMMENTS)
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[day,2]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    day        | America/New_York | 2023-03-11T12:00:00Z | 2023-03-13T12:00:00Z | 2023-03-11T05:00 2023-03-12T05:00 2023-03-13T04:00
                    week       | UTC              | 2023-09-01T12:00:00Z | 2023-09-11T12:00:00Z | 2023-08-28T00:00 2023-09-04T00:00 2023-09-11T00:00
                    half-month | UTC              | 2023-01-20T12:00:00Z | 2023-03-01T12:00:00Z | 2023-01-16T00:00 2023-02-01T00:00 2023-02-16T00:00 2023-03-01T00:00
                    half-month | Asia/Shanghai    | 2023-01-02T12:00:00Z | 2023-01-02T12:00:00Z | 2022-12-31T16:00
                    month      | America/New_York | 2023-02-10T12:00:00Z | 2023-04-10T12:00:00Z | 2023-02-01T05:00 2023-03-01T05:00 2023-04-01T04:00
                    6h         | UTC              | 2023-09-09T01:00:00Z | 2023-09-09T13:00:00Z | 2023-09-09T00:00 2023-09-09T06:00 2023-09-09T12:00
                    """)
    void counts_every_window_between_two(String spec, String zone, String first, String last, String expected) {
        Windows windows = new Windows(WindowKind.parse(spec), WindowBy.COMMENT, ZoneId.of(zone));
        Dataset<Row> assigned = windows.assign(
                new Scored().comment(first, null, 0.5).comment(last, null, 0.5).dataset());
        Dataset<Row> bounds = assigned.selectExpr("min(window_start) as first", "max(window_start) as last");

        List<Row> starts = bounds.select(explode(windows.startsBetween(col("first"), col("last")))
                        .as("start"))
                .select(date_format(col("start"), MINUTES))
                .collectAsList();

        assertThat(starts.stream().map(row -> row.getString(0)).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    private static String windowsOf(Windows windows, Dataset<Row> comments) {
        Dataset<Row> assigned = windows.assign(comments);
        assertThat(Arrays.asList(assigned.columns())).contains("window", "window_start", "window_end");
        return assigned
                .select(date_format(col(Columns.WINDOW_START), MINUTES), date_format(col(Columns.WINDOW_END), MINUTES))
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + "/" + row.getString(1))
                .collect(Collectors.joining(" "));
    }
}
