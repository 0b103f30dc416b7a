package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Fill;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostWindowsTest {

    private static final String NOON = "2023-09-09T04:00:00Z";

    @Test
    void weighs_comments_by_likes_and_describes_their_spread() {
        Row row = only(new Scored()
                .post("b", "p", "2023-09-09T01:00:00Z", 9L)
                .comment(NOON, 3L, 0.25, "model", "u1")
                .comment(NOON, 0L, 0.5, "model", "u2")
                .comment(NOON, null, 1.0, "model", "u2")
                .comment(NOON, -4L, 0.75, "model", null));

        assertThat(row.<Long>getAs(Columns.COMMENTS)).isEqualTo(4);
        assertThat(row.<Long>getAs(Columns.SCORED)).isEqualTo(4);
        assertThat(row.<Long>getAs(Columns.NEUTRAL)).isZero();
        assertThat(row.<Long>getAs(Columns.COMMENTERS)).isEqualTo(2);
        assertThat(row.<Long>getAs(Columns.POST_LIKES)).isEqualTo(9);
        assertThat(row.<Double>getAs(Columns.WEIGHT_SUM)).isEqualTo(7);
        assertThat(row.<Double>getAs(Columns.SENTIMENT)).isEqualTo((4 * 0.25 + 0.5 + 1 + 0.75) / 7);
        assertThat(row.<Double>getAs(Columns.SENTIMENT_UNWEIGHTED)).isEqualTo(0.625);
        assertThat(row.<Double>getAs(Columns.STDDEV)).isCloseTo(Math.sqrt(0.3125 / 3), within(1e-9));
        assertThat(row.<Double>getAs(Columns.P10)).isCloseTo(0.325, within(1e-12));
        assertThat(row.<Double>getAs(Columns.P50)).isEqualTo(0.625);
        assertThat(row.<Double>getAs(Columns.P90)).isCloseTo(0.925, within(1e-12));
        assertThat(row.<Double>getAs(Columns.POSITIVE_SHARE)).isEqualTo(0.75);
        double mean = 3.25 / 7;
        double squares = 16 * Math.pow(0.25 - mean, 2)
                + Math.pow(0.5 - mean, 2)
                + Math.pow(1 - mean, 2)
                + Math.pow(0.75 - mean, 2);
        assertThat(row.<Double>getAs(Columns.SENTIMENT_SE)).isCloseTo(Math.sqrt(squares * 4 / 3) / 7, within(1e-15));
        assertThat(row.<Double>getAs(Columns.EFFECTIVE_COMMENTS)).isCloseTo(49.0 / 19, within(1e-15));
        assertThat(row.<String>getAs(Columns.STATUS)).isEqualTo("u");
    }

    @ParameterizedTest
    @CsvSource({"2023-09-09T15:59:59Z, 1, m, mp", "2023-09-09T16:00:00Z, 1, m, m", "2023-09-09T15:59:59Z, 20, '', p"})
    void says_what_a_reader_should_know_of_a_mean(String latest, int comments, String whole, String status) {
        Scored scored = new Scored().post("b", "p", NOON, 9L);
        for (int i = 0; i < comments; i++) {
            scored.comment(NOON, 1L, comments == 1 ? null : 0.5 + i / 1000.0);
        }
        Aggregation aggregation = new Aggregation(Configs.standard(Fill.NULL, "day"));

        Row known = aggregation
                .posts(scored.dataset(), Optional.of(Instant.parse(latest)))
                .first();

        assertThat(known.<String>getAs(Columns.STATUS)).isEqualTo(status);
        assertThat(only(scored).<String>getAs(Columns.STATUS)).isEqualTo(whole);
    }

    @Test
    void a_mean_that_rules_alone_made_is_of_low_reliability() {
        Scored scored = new Scored().post("b1", "p1", NOON, null);
        for (int i = 0; i < 20; i++) {
            scored.comment(NOON, 2L, null, "rule:reply", null);
        }
        Aggregation aggregation = new Aggregation(Configs.paper());
        Dataset<Row> posts = aggregation.posts(scored.dataset());

        for (Row row : List.of(
                posts.first(), aggregation.bloggers(posts, Optional.empty()).first())) {
            assertThat(row.<Double>getAs(Columns.SENTIMENT)).isEqualTo(0.5);
            assertThat(row.<Double>getAs(Columns.SENTIMENT_SE)).isZero();
            assertThat(row.<Double>getAs(Columns.EFFECTIVE_COMMENTS)).isEqualTo(20);
            assertThat(row.<String>getAs(Columns.STATUS)).isEqualTo("u");
        }
    }

    @Test
    void leaves_rule_decided_comments_out_of_the_mean_unless_they_count_as_neutral() {
        Scored scored = new Scored()
                .comment(NOON, 1L, 1.0)
                .comment(NOON, 5L, null, "rule:reply", null)
                .comment(NOON, 5L, null);

        Row unscored = only(scored);
        Row neutral = new Aggregation(Configs.paper())
                .posts(scored.post("b1", "p1", NOON, null)
                        .comment(NOON, 1L, 1.0)
                        .comment(NOON, 2L, null, "rule:reply", null)
                        .dataset())
                .first();

        assertThat(unscored.<Long>getAs(Columns.COMMENTS)).isEqualTo(3);
        assertThat(unscored.<Long>getAs(Columns.SCORED)).isEqualTo(1);
        assertThat(unscored.<Long>getAs(Columns.NEUTRAL)).isZero();
        assertThat(unscored.<Double>getAs(Columns.SENTIMENT)).isEqualTo(1.0);
        assertThat(unscored.<Double>getAs(Columns.WEIGHT_SUM)).isEqualTo(2.0);
        assertThat(unscored.isNullAt(unscored.fieldIndex(Columns.STDDEV))).isTrue();
        assertThat(neutral.<Long>getAs(Columns.COMMENTS)).isEqualTo(2);
        assertThat(neutral.<Long>getAs(Columns.SCORED)).isEqualTo(1);
        assertThat(neutral.<Long>getAs(Columns.NEUTRAL)).isEqualTo(1);
        assertThat(neutral.<Double>getAs(Columns.SENTIMENT)).isEqualTo((2 * 1.0 + 3 * 0.5) / 5);
        assertThat(neutral.<Double>getAs(Columns.POSITIVE_SHARE)).isEqualTo(0.5);
    }

    @Test
    void knows_no_sentiment_where_nothing_is_scored() {
        Row row = only(new Scored().comment(NOON, 1L, null, "rule:empty", null).comment(NOON, 1L, Double.NaN));

        assertThat(row.<Long>getAs(Columns.COMMENTS)).isEqualTo(2);
        assertThat(row.<Long>getAs(Columns.SCORED)).isZero();
        assertThat(row.<Double>getAs(Columns.WEIGHT_SUM)).isZero();
        for (String column : List.of(
                Columns.SENTIMENT,
                Columns.SENTIMENT_UNWEIGHTED,
                Columns.STDDEV,
                Columns.P10,
                Columns.P50,
                Columns.P90,
                Columns.POSITIVE_SHARE,
                Columns.COMMENTERS)) {
            assertThat(row.isNullAt(row.fieldIndex(column))).as(column).isTrue();
        }
    }

    @Test
    void knows_no_commenters_where_users_were_not_kept() {
        Dataset<Row> scored = new Scored().comment(NOON, 1L, 0.5).dataset().drop(Columns.USER_ID);

        Row row = new Aggregation(Configs.standard(Fill.NULL, "day"))
                .posts(scored)
                .first();

        assertThat(row.isNullAt(row.fieldIndex(Columns.COMMENTERS))).isTrue();
    }

    @Test
    void sees_no_spread_among_equal_scores() {
        Scored scored = new Scored();
        for (int i = 0; i < 7; i++) {
            scored.comment(NOON, (long) i, 0.7);
        }

        assertThat(only(scored).<Double>getAs(Columns.STDDEV)).isZero();
    }

    @Test
    void holds_the_likes_of_the_most_liked_and_more() {
        Row row = only(new Scored()
                .comment(NOON, 100_000_000L, 1.0)
                .comment(NOON, 4_000_000_000_000_000_000L, 1.0)
                .comment(NOON, Long.MAX_VALUE, 1.0));

        assertThat(row.<Double>getAs(Columns.SENTIMENT)).isEqualTo(1.0);
    }

    @Test
    void has_room_for_many_comments_with_more_likes_than_there_are_people() {
        int comments = 300_000;
        long likes = 1_000_000_000_000_000_000L;
        Dataset<Row> one = new Scored()
                .post("b", "p", NOON, likes)
                .comment(NOON, likes, 0.25)
                .dataset();
        Dataset<Row> many = one.crossJoin(
                        TestSpark.session().range(comments / 2).toDF())
                .union(new Scored()
                        .post("b", "p", NOON, likes)
                        .comment(NOON, 3L, 0.75)
                        .dataset()
                        .crossJoin(TestSpark.session().range(comments / 2).toDF()));
        Aggregation aggregation = new Aggregation(Configs.standard(Fill.NULL, "day"));

        Row post = aggregation.posts(many).first();
        Row blogger = aggregation
                .bloggers(
                        aggregation.posts(
                                one.crossJoin(TestSpark.session().range(2).toDF())),
                        Optional.empty())
                .first();

        BigDecimal half = BigDecimal.valueOf(comments / 2);
        BigDecimal large = BigDecimal.valueOf(likes).add(BigDecimal.ONE);
        BigDecimal weights = half.multiply(large.add(BigDecimal.valueOf(4)));
        BigDecimal products =
                half.multiply(large.multiply(new BigDecimal("0.25")).add(BigDecimal.valueOf(3)));
        assertThat(post.<Long>getAs(Columns.COMMENTS)).isEqualTo(comments);
        assertThat(post.<Double>getAs(Columns.WEIGHT_SUM)).isEqualTo(weights.doubleValue());
        assertThat(post.<Double>getAs(Columns.SENTIMENT))
                .isCloseTo(products.divide(weights, MathContext.DECIMAL64).doubleValue(), within(1e-15));
        assertThat(blogger.<Double>getAs(Columns.WEIGHT_SUM)).isEqualTo(large.doubleValue());
        assertThat(blogger.<Double>getAs(Columns.SENTIMENT)).isEqualTo(0.25);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16})
    void gives_the_same_bits_however_the_rows_are_spread(int partitions) {
        Dataset<Row> scored = many();

        assertThat(tables(scored.repartition(partitions))).isEqualTo(tables(scored.coalesce(1)));
    }

    private static Dataset<Row> many() {
        Random random = new Random(7);
        Scored scored = new Scored();
        for (int i = 0; i < 3000; i++) {
            int post = random.nextInt(5);
            scored.post("b" + post % 2, "p" + post, "2023-09-09T01:00:00Z", (long) post * 1000);
            boolean rule = random.nextInt(10) == 0;
            scored.comment(
                    "2023-09-%02dT04:00:00Z".formatted(10 + random.nextInt(3)),
                    random.nextInt(8) == 0 ? null : (long) Math.exp(random.nextInt(18)),
                    random.nextDouble(),
                    rule ? "rule:reply" : "model",
                    "u" + random.nextInt(100));
        }
        return scored.dataset();
    }

    private static List<String> tables(Dataset<Row> scored) {
        Aggregation aggregation = new Aggregation(Configs.standard(Fill.PREVIOUS, "day", "48h/24h"));
        Dataset<Row> posts = aggregation.posts(scored);
        Dataset<Row> bloggers = aggregation.bloggers(posts, Optional.empty());
        List<String> rows = new ArrayList<>();
        posts.collectAsList().forEach(row -> rows.add(row.toString()));
        bloggers.collectAsList().forEach(row -> rows.add(row.toString()));
        return rows.stream().sorted().toList();
    }

    private static Row only(Scored scored) {
        List<Row> rows = new Aggregation(Configs.standard(Fill.NULL, "day"))
                .posts(scored.dataset())
                .collectAsList();
        assertThat(rows).hasSize(1);
        assertThat(TestSpark.session().conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
        return rows.get(0);
    }
}
