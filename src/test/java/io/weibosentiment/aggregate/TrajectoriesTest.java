package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Fill;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrajectoriesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "NEUTRAL, '08 0.25 0.5; 09 0.5 0.5; 10 0.5 1.0; 11 0.75 0.5; 12 0.5 0.5; 13 0.5 0.0'",
                "NULL, '08 0.25 null; 09 null null; 10 null 1.0; 11 0.75 null; 12 null null; 13 null 0.0'",
                "PREVIOUS, '10 0.25 1.0; 11 0.75 1.0; 12 0.75 1.0; 13 0.75 0.0'",
                "LEAVE_OUT, ''"
            })
    void fills_what_is_missing_as_asked(Fill fill, String expected) {
        Trajectories.Matrix matrix = matrix(Configs.standard(fill, "day"), sparse().dataset());

        Dataset<Row> rows = matrix.rows().orElseThrow();
        assertThat(rows.columns()).containsExactly("window_start", "10`0", "a.b");
        assertThat(rows.collectAsList().stream()
                        .map(row -> row.getTimestamp(0).toInstant().toString().substring(8, 10) + " " + row.get(1) + " "
                                + row.get(2))
                        .collect(Collectors.joining("; ")))
                .isEqualTo(expected);
        assertThat(matrix.leftOutBecause()).isEmpty();
    }

    @Test
    void leaves_out_windows_in_which_somebody_is_missing() {
        Dataset<Row> scored = sparse().post("a.b", "p9", null, null)
                .comment("2023-09-09T04:00:00Z", 0L, 0.125)
                .dataset();

        Dataset<Row> rows =
                matrix(Configs.standard(Fill.LEAVE_OUT, "day"), scored).rows().orElseThrow();

        assertThat(written(rows)).isEqualTo("08 0.25 0.125");
    }

    @Test
    void makes_a_column_for_each_of_thousands_of_bloggers() {
        int bloggers = 4000;
        Dataset<Row> windows = TestSpark.session()
                .range(bloggers)
                .selectExpr(
                        "'day' AS window",
                        "format_string('b%04d', id) AS blogger_id",
                        "timestamp'2023-09-08 16:00:00' + make_interval(0, 0, 0, CAST(id % 3 AS INT)) AS window_start",
                        "id / 4000 AS sentiment",
                        "1L AS comments");
        AggregateConfig config = Configs.standard(Fill.NULL, bloggers, "day");

        Dataset<Row> rows = new Aggregation(config)
                .trajectories(windows)
                .values()
                .iterator()
                .next()
                .rows()
                .orElseThrow();

        assertThat(rows.columns()).hasSize(1 + bloggers).endsWith("b3998", "b3999");
        List<Row> matrix = rows.collectAsList();
        assertThat(matrix).hasSize(3);
        for (int blogger = 0; blogger < bloggers; blogger++) {
            for (int day = 0; day < 3; day++) {
                Double expected = blogger % 3 == day ? blogger / 4000.0 : null;
                assertThat(matrix.get(day).<Double>getAs(1 + blogger)).isEqualTo(expected);
            }
        }
    }

    @Test
    void writes_no_matrix_for_too_many_bloggers() {
        Dataset<Row> scored = sparse().post("b3", "p8", null, null)
                .comment("2023-09-09T04:00:00Z", 0L, 0.5)
                .post("b4", "p9", null, null)
                .comment("2023-09-09T04:00:00Z", 0L, 0.5)
                .dataset();

        Trajectories.Matrix matrix = matrix(Configs.standard(Fill.NULL, "day"), scored);

        assertThat(matrix.rows()).isEmpty();
        assertThat(matrix.leftOutBecause().orElseThrow())
                .contains("more than 3 bloggers")
                .contains("aggregate.trajectories.max-bloggers");
    }

    @ParameterizedTest
    @CsvSource({"30m, true", "2h, false", "day, false", "week, false", "half-month, false", "month, false"})
    void writes_no_matrix_when_a_wrong_time_would_make_millions_of_windows(String window, boolean tooMany) {
        Dataset<Row> scored = sparse().post("b", "p8", null, null)
                .comment("1970-01-01T00:00:00Z", 0L, 0.5)
                .comment("2099-12-31T00:00:00Z", 0L, 0.5)
                .dataset();

        Trajectories.Matrix matrix = matrix(Configs.standard(Fill.LEAVE_OUT, window), scored);

        assertThat(matrix.rows().isEmpty()).isEqualTo(tooMany);
        matrix.leftOutBecause()
                .ifPresent(reason ->
                        assertThat(reason).contains("windows of '30m' from 1970-01-01T00:00:00Z", "at most 1,000,000"));
    }

    @Test
    void writes_no_matrix_of_more_cells_than_can_be_written() {
        int bloggers = 200;
        Dataset<Row> windows = TestSpark.session()
                .range(2L * bloggers)
                .selectExpr(
                        "'30m' AS window",
                        "concat('b', id % 200) AS blogger_id",
                        "IF(id < 200, timestamp'1990-01-01 00:00:00', timestamp'2023-09-08 16:00:00') AS window_start",
                        "0.5D AS sentiment",
                        "1L AS comments");

        Trajectories.Matrix matrix = new Aggregation(Configs.standard(Fill.NULL, bloggers, "30m"))
                .trajectories(windows)
                .values()
                .iterator()
                .next();

        assertThat(matrix.rows()).isEmpty();
        assertThat(matrix.leftOutBecause().orElseThrow())
                .startsWith("there are 590,577 windows of '30m'")
                .contains("at most 500,000 are written for 200 bloggers", "ask for longer windows");
    }

    @Test
    void writes_no_matrix_where_columns_would_clash() {
        Dataset<Row> scored = sparse().post("A.B", "p8", null, null)
                .comment("2023-09-09T04:00:00Z", 0L, 0.5)
                .dataset();

        assertThat(matrix(Configs.standard(Fill.NULL, "day"), scored)
                        .leftOutBecause()
                        .orElseThrow())
                .contains("'a.b'");
    }

    @Test
    void writes_no_matrix_without_any_sentiment() {
        Dataset<Row> scored = new Scored()
                .post(null, "p", null, null)
                .comment("2023-09-09T04:00:00Z", 0L, 0.5)
                .post("b", "p", null, null)
                .comment("2023-09-09T04:00:00Z", 0L, null)
                .dataset();

        assertThat(matrix(Configs.standard(Fill.NULL, "day"), scored)
                        .leftOutBecause()
                        .orElseThrow())
                .contains("no blogger has a sentiment");
    }

    private static String written(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> row.getTimestamp(0).toInstant().toString().substring(8, 10) + " " + row.get(1) + " "
                        + row.get(2))
                .collect(Collectors.joining("; "));
    }

    /** Two bloggers with gaps, one who has no id, and a last window in which nothing is scored. */
    private static Scored sparse() {
        return new Scored()
                .post("10`0", "p1", null, null)
                .comment("2023-09-09T04:00:00Z", 0L, 0.25)
                .comment("2023-09-12T04:00:00Z", 0L, 0.75)
                .post("a.b", "p2", null, null)
                .comment("2023-09-11T04:00:00Z", 0L, 1.0)
                .comment("2023-09-13T04:00:00Z", 0L, null)
                .comment("2023-09-14T04:00:00Z", 0L, 0.0)
                .post(null, "p3", null, null)
                .comment("2023-09-20T04:00:00Z", 0L, 1.0);
    }

    private static Trajectories.Matrix matrix(AggregateConfig config, Dataset<Row> scored) {
        Aggregation aggregation = new Aggregation(config);
        Dataset<Row> bloggers = aggregation.bloggers(aggregation.posts(scored), Optional.empty());
        return aggregation.trajectories(bloggers).values().iterator().next();
    }
}
