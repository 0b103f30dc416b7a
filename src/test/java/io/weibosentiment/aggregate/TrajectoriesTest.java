package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Fill;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
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
        Matrix matrix = matrix(Configs.standard(fill, "day"), sparse().dataset());

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

        Matrix matrix = matrix(Configs.standard(Fill.NULL, "day"), scored);

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

        Matrix matrix = matrix(Configs.standard(Fill.LEAVE_OUT, window), scored);

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

        Matrix matrix = new Aggregation(Configs.standard(Fill.NULL, bloggers, "30m"))
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

    @Test
    void tells_of_each_value_how_sure_it_is_and_whether_it_was_filled_in() {
        Scored scored = sparse().post("10`0", "p1", null, null).comment("2023-09-12T05:00:00Z", 0L, 0.25);

        Matrix matrix = matrix(Configs.standard(Fill.PREVIOUS, "day"), scored.dataset());

        assertThat(written(matrix.rows(MatrixFigure.SENTIMENT)))
                .isEqualTo("10 0.25 1.0; 11 0.5 1.0; 12 0.5 1.0; 13 0.5 0.0");
        assertThat(written(matrix.rows(MatrixFigure.SENTIMENT_SE)))
                .isEqualTo("10 null null; 11 0.25 null; 12 null null; 13 null null");
        assertThat(written(matrix.rows(MatrixFigure.EFFECTIVE_COMMENTS)))
                .isEqualTo("10 0.0 1.0; 11 2.0 0.0; 12 0.0 0.0; 13 0.0 1.0");
        assertThat(written(matrix.rows(MatrixFigure.FILLED)))
                .isEqualTo("10 true false; 11 false true; 12 true true; 13 true false");
    }

    @ParameterizedTest
    @CsvSource({"NEUTRAL, 08 false true; 09 true true", "NULL, 08 false false; 09 false false"})
    void says_of_no_gap_that_it_was_filled_that_was_not(Fill fill, String filled) {
        Matrix matrix = matrix(Configs.standard(fill, "day"), sparse().dataset());

        assertThat(written(matrix.rows(MatrixFigure.FILLED))).startsWith(filled);
    }

    @Test
    void keeps_the_longest_run_of_windows_in_which_every_blogger_has_evidence() {
        Scored scored = new Scored();
        Map.of("b1", List.of(1, 2, 4, 5, 6, 8), "b2", List.of(1, 2, 3, 4, 5, 6, 7))
                .forEach((blogger, days) -> {
                    scored.post(blogger, "p" + blogger, null, null);
                    days.forEach(day -> scored.comment("2023-09-0%dT04:00:00Z".formatted(day), 0L, day / 8.0));
                });

        Matrix matrix = matrix(Configs.standard(Fill.LONGEST_RUN, "day"), scored.dataset());
        Matrix none = matrix(
                Configs.standard(Fill.LONGEST_RUN, "day"),
                scored.post("b3", "p3", null, null)
                        .comment("2023-09-09T04:00:00Z", 0L, 0.5)
                        .dataset());

        assertThat(written(matrix.rows(MatrixFigure.SENTIMENT))).isEqualTo("03 0.5 0.5; 04 0.625 0.625; 05 0.75 0.75");
        assertThat(none.rows(MatrixFigure.SENTIMENT).collectAsList()).isEmpty();
    }

    @Test
    void replicates_have_the_shape_of_the_matrix_the_spread_of_its_errors_and_the_same_bits_in_any_partitions() {
        Scored scored = sparse();
        for (int post = 0; post < 60; post++) {
            scored.post("a.b", "q" + post, null, post % 7L)
                    .comment("2023-09-11T04:00:00Z", 0L, (double) Math.floorMod(post * 37, 61) / 60);
        }
        AggregateConfig config = Configs.standard(Fill.NULL, "day");
        Aggregation aggregation = new Aggregation(config);
        Dataset<Row> posts = aggregation.posts(scored.dataset()).cache();
        Matrix matrix = matrix(config, scored.dataset());
        Replicates replicates = new Replicates(400, config.windows().get(0), config.postWeight(), 0);

        assertThat(matrix.tooLarge(replicates)).isEmpty();
        assertThat(matrix.tooLarge(new Replicates(10_000_000, replicates.kind(), config.postWeight(), 0)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("10,000,000 replicates", "ask for fewer"));
        List<Row> rows = matrix.replicates(posts, replicates).collectAsList();
        List<Row> spread = matrix.replicates(posts.repartition(7), replicates).collectAsList();

        int windows = (int) matrix.rows(MatrixFigure.SENTIMENT).count();
        assertThat(spread).isEqualTo(rows).hasSize(400 * windows);
        assertThat(rows.get(0).schema().fieldNames()).containsExactly("replicate", "window_start", "10`0", "a.b");
        assertThat(rows.get(0).getDouble(2)).isEqualTo(0.25);
        assertThat(rows.get(0).isNullAt(3)).isTrue();
        double[] means = rows.stream()
                .filter(row -> row.getTimestamp(1).toInstant().equals(Instant.parse("2023-09-10T16:00:00Z")))
                .mapToDouble(row -> row.getDouble(3))
                .toArray();
        double error = matrix.rows(MatrixFigure.SENTIMENT_SE).collectAsList().stream()
                .filter(row -> !row.isNullAt(2))
                .mapToDouble(row -> row.getDouble(2))
                .sum();
        assertThat(new StandardDeviation().evaluate(means)).isCloseTo(error, withinPercentage(12));
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

    private static Matrix matrix(AggregateConfig config, Dataset<Row> scored) {
        Aggregation aggregation = new Aggregation(config);
        Dataset<Row> bloggers = aggregation.bloggers(aggregation.posts(scored), Optional.empty());
        return aggregation.trajectories(bloggers).values().iterator().next();
    }
}
