package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Fill;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SensitivityTest {

    private static final AggregateConfig BY_WEEK = Configs.standard(Fill.NULL, "week");

    /** Two posts of one blogger in the week from Monday, 3 March 2025. */
    private static Scored twoPosts() {
        return new Scored()
                .post("b", "p1", "2025-03-04T00:00:00Z", 9L)
                .comment("2025-03-05T00:00:00Z", 0L, 0.2)
                .comment("2025-03-05T01:00:00Z", 3L, 0.8)
                .comment("2025-03-05T02:00:00Z", 1L, null, "rule:reply", null)
                .post("b", "p2", "2025-03-04T00:00:00Z", 0L)
                .comment("2025-03-05T00:00:00Z", 0L, 0.5)
                .comment("2025-03-05T01:00:00Z", 3L, 0.9);
    }

    /**
     * Chosen: p1 is 0.68 and weighs 10, p2 is 0.82 and weighs 1. The most-liked comments tie; that of p1 comes first.
     */
    @Test
    void makes_a_cell_under_every_alternative_and_names_what_moves_it_most() {
        Row cell = cells(twoPosts().dataset(), BY_WEEK, 2).get(0);

        Map<String, Double> expected = Map.ofEntries(
                Map.entry("sentiment", 7.62 / 11),
                Map.entry("comment_weight", 5.7 / 11),
                Map.entry("post_weight", 0.75),
                Map.entry("weights", 0.6),
                Map.entry("rule_decided", (4.4 / 7 * 10 + 0.82) / 11),
                Map.entry("neutral_scores", 7.7 / 11),
                Map.entry("window_by", 7.62 / 11),
                Map.entry("half_month", 7.62 / 11),
                Map.entry("min_comments", 7.62 / 11),
                Map.entry("without_most_liked", 2.82 / 11),
                Map.entry("without_largest_post", 0.82),
                Map.entry("lowest", 2.82 / 11),
                Map.entry("highest", 0.82),
                Map.entry("spread", 0.82 - 2.82 / 11),
                Map.entry("moved_by", -4.8 / 11));
        expected.forEach((column, value) ->
                assertThat(cell.<Double>getAs(column)).as(column).isCloseTo(value, within(1e-6)));
        assertThat(cell.<String>getAs(Columns.MOVED_MOST_BY)).isEqualTo("without_most_liked");
        assertThat(cell.<Long>getAs(Columns.WITHOUT_VALUE)).isZero();
        assertThat(cell.<Long>getAs(Columns.POSTS)).isEqualTo(2);
        assertThat(cell.<Long>getAs(Columns.COMMENTS)).isEqualTo(4);
    }

    @Test
    void counts_what_leaves_nothing_of_a_cell_but_not_what_has_no_counterpart() {
        Row cell = cells(twoPosts().dataset(), BY_WEEK, 3).get(0);

        assertThat(cell.isNullAt(cell.fieldIndex("min_comments"))).isTrue();
        assertThat(cell.isNullAt(cell.fieldIndex("week"))).isTrue(); // these are weeks
        assertThat(cell.<Long>getAs(Columns.WITHOUT_VALUE)).isEqualTo(1);
    }

    /** Six days of the week from 10 March lie in the first half of the month, one in the second. */
    @Test
    void a_window_of_another_kind_weighs_as_long_as_it_overlaps_the_cell() {
        Dataset<Row> scored = new Scored()
                .post("b", "p", "2025-03-11T00:00:00Z", 0L)
                .comment("2025-03-12T00:00:00Z", 0L, 0.2)
                .comment("2025-03-16T00:00:00Z", 0L, 0.8)
                .dataset();

        Row cell = cells(scored, BY_WEEK, 1).get(0);

        assertThat(cell.<Double>getAs("half_month")).isCloseTo((6 * 0.2 + 0.8) / 7, within(1e-6));
        assertThat(cell.<Double>getAs(Columns.SENTIMENT)).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void a_cell_that_the_other_time_does_not_have_has_no_value_by_it() {
        Dataset<Row> scored = new Scored()
                .post("b", "p", "2025-03-01T00:00:00Z", 0L)
                .comment("2025-03-12T00:00:00Z", 0L, 0.2)
                .dataset();

        Row cell = cells(scored, BY_WEEK, 1).get(0);

        assertThat(cell.isNullAt(cell.fieldIndex("window_by"))).isTrue();
        // by post time, evidence, the most-liked comment and the largest post
        assertThat(cell.<Long>getAs(Columns.WITHOUT_VALUE)).isEqualTo(3);
    }

    @Test
    void windows_since_the_post_have_no_counterpart() {
        AggregateConfig config = Configs.standard(Fill.NULL, "since-post:1d", "day");

        Row cell = cells(twoPosts().dataset(), config, 1).stream()
                .filter(row -> row.getAs(Columns.WINDOW).equals("since-post:1d"))
                .findFirst()
                .orElseThrow();

        for (String column : List.of("window_by", "week", "half_month")) {
            assertThat(cell.isNullAt(cell.fieldIndex(column))).as(column).isTrue();
        }
        assertThat(cell.<Long>getAs(Columns.WITHOUT_VALUE)).isZero();
    }

    @Test
    void has_the_same_bits_whatever_the_partitions_and_the_order() {
        Scored many = new Scored();
        for (int post = 0; post < 7; post++) {
            many.post(post % 2 == 0 ? "b" : null, "p" + post, "2025-03-0" + (1 + post) + "T00:00:00Z", (long) post % 3);
            for (int i = 0; i < 40; i++) {
                many.comment("2025-03-1" + i % 10 + "T00:00:00Z", (long) i % 4, (i * 37 % 100) / 100.0);
            }
        }
        AggregateConfig config = Configs.standard(Fill.NULL, "day", "3d/1d", "month");

        assertThat(cells(many.dataset().repartition(7), config, 3))
                .hasSizeGreaterThan(20)
                .isEqualTo(cells(many.dataset().coalesce(1), config, 3));
    }

    /** The chosen column is what the table of bloggers' windows has. */
    @Test
    void agrees_with_the_tables_of_windows() {
        AggregateConfig config = Configs.standard(Fill.NULL, "day", "week", "6h/2h", "since-post:6h");
        Dataset<Row> scored = twoPosts().dataset();
        Aggregation aggregation = new Aggregation(config);
        List<String> published =
                aggregation.bloggers(aggregation.posts(scored), Optional.empty()).collectAsList().stream()
                        .map(SensitivityTest::cell)
                        .sorted()
                        .toList();

        assertThat(cells(scored, config, 1).stream().map(SensitivityTest::cell).sorted())
                .isEqualTo(published);
    }

    private static String cell(Row row) {
        return row.getAs(Columns.BLOGGER_ID) + " " + row.getAs(Columns.WINDOW) + " " + row.getAs(Columns.WINDOW_START)
                + " " + row.getAs(Columns.WINDOW_END) + " " + row.getAs(Columns.SENTIMENT);
    }

    private static List<Row> cells(Dataset<Row> scored, AggregateConfig config, int minComments) {
        Sensitivity sensitivity = new Sensitivity(config, minComments);
        Dataset<Row> everyWindow = TestSpark.session()
                .createDataFrame(
                        sensitivity.everyWindow(scored).collectAsList(),
                        sensitivity.everyWindow(scored).schema());
        Row[] rows = (Row[]) sensitivity.cells(everyWindow).collect();
        Arrays.sort(rows, (one, other) -> cell(one).compareTo(cell(other)));
        return List.of(rows);
    }
}
