package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.Columns;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Fill;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BloggerWindowsTest {

    private static final String NOON = "2023-09-09T04:00:00Z";

    @Test
    void weighs_posts_by_their_likes() {
        Dataset<Row> scored = new Scored()
                .post("b1", "p1", NOON, 9L)
                .comment(NOON, 0L, 0.25)
                .comment(NOON, 2L, 0.75)
                .post("b1", "p2", NOON, null)
                .comment(NOON, 7L, 1.0)
                .post("b1", "p3", NOON, 5L)
                .comment(NOON, 7L, null)
                .post(null, "p4", NOON, 5L)
                .comment(NOON, 7L, 0.5)
                .dataset();

        List<Row> rows = bloggers(Configs.standard(Fill.NULL, "day"), scored, Optional.empty());

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).isNullAt(0)).isTrue();
        Row row = rows.get(1);
        assertThat(row.<Long>getAs(Columns.POSTS)).isEqualTo(3);
        assertThat(row.<Long>getAs(Columns.COMMENTS)).isEqualTo(4);
        assertThat(row.<Long>getAs(Columns.SCORED)).isEqualTo(3);
        assertThat(row.<Double>getAs(Columns.WEIGHT_SUM)).isEqualTo(11);
        assertThat(row.<Double>getAs(Columns.SENTIMENT)).isEqualTo((10 * 0.625 + 1.0) / 11);
        assertThat(row.isNullAt(row.fieldIndex(Columns.COMPLETE))).isTrue();
        double mean = 7.25 / 11;
        double squares = 100 * Math.pow(0.625 - mean, 2) + Math.pow(1 - mean, 2);
        assertThat(row.<Double>getAs(Columns.SENTIMENT_SE)).isCloseTo(Math.sqrt(squares * 2) / 11, within(1e-15));
        assertThat(row.<Double>getAs(Columns.EFFECTIVE_POSTS)).isCloseTo(121.0 / 101, within(1e-15));
        assertThat(row.<Double>getAs(Columns.LARGEST_POST_SHARE)).isEqualTo(10.0 / 11);
        // Comments of p1 weigh 10/4 and 30/4, the one of p2 weighs 1.
        assertThat(row.<Double>getAs(Columns.EFFECTIVE_COMMENTS)).isCloseTo(121 / 63.5, within(1e-12));
        assertThat(row.<String>getAs(Columns.STATUS)).isEqualTo("u");
    }

    @Test
    void takes_the_comments_as_units_where_there_is_one_post() {
        Aggregation aggregation = new Aggregation(Configs.standard(Fill.NULL, "day"));
        Dataset<Row> posts = aggregation.posts(new Scored()
                .post("b1", "p1", NOON, 9L)
                .comment(NOON, 0L, 0.25)
                .comment(NOON, 2L, 0.75)
                .post("b2", "p2", NOON, 9L)
                .comment(NOON, 2L, 0.75)
                .dataset());

        List<Row> rows = aggregation
                .bloggers(posts, Optional.empty())
                .orderBy(Columns.BLOGGER_ID)
                .collectAsList();

        assertThat(rows.get(0).<Double>getAs(Columns.SENTIMENT_SE))
                .isEqualTo(posts.orderBy(Columns.BLOGGER_ID).first().<Double>getAs(Columns.SENTIMENT_SE));
        assertThat(rows.get(0).<Double>getAs(Columns.EFFECTIVE_COMMENTS)).isCloseTo(1.6, within(1e-12));
        assertThat(rows.get(1).<Double>getAs(Columns.SENTIMENT_SE)).isNull();
        assertThat(rows.get(1).<Double>getAs(Columns.EFFECTIVE_COMMENTS)).isEqualTo(1);
    }

    @Test
    void writes_neutral_for_a_mean_of_zero_only_as_the_paper_does() {
        Dataset<Row> scored =
                new Scored().post("b1", "p1", NOON, 9L).comment(NOON, 0L, 0.0).dataset();

        Row paper = bloggers(Configs.paper(), scored, Optional.empty()).get(0);
        Row standard = bloggers(Configs.standard(Fill.NEUTRAL, "day"), scored, Optional.empty())
                .get(0);

        assertThat(paper.<Double>getAs(Columns.SENTIMENT)).isEqualTo(0.5);
        assertThat(standard.<Double>getAs(Columns.SENTIMENT)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "day, 2023-09-09T15:59:59Z, false",
        "day, 2023-09-09T16:00:00Z, true",
        "since-post:1h, 2023-09-09T04:59:59Z, false",
        "since-post:1h, 2023-09-09T05:00:00Z, true"
    })
    void is_complete_when_the_data_reach_beyond_its_end(String window, String latest, boolean complete) {
        Dataset<Row> scored = new Scored()
                .post("b1", "p1", NOON, 9L)
                .comment("2023-09-09T04:30:00Z", 0L, 0.5)
                .dataset();

        Row row = bloggers(Configs.standard(Fill.NULL, window), scored, Optional.of(Instant.parse(latest)))
                .get(0);

        assertThat(row.<Boolean>getAs(Columns.COMPLETE)).isEqualTo(complete);
    }

    @Test
    void finds_the_latest_time_among_comments_and_posts() {
        Dataset<Row> scored = new Scored()
                .post("b1", "p1", NOON, 9L)
                .comment(null, 0L, 0.5)
                .post("b1", "p1", null, 9L)
                .comment("2023-09-09T04:30:00.250Z", 0L, 0.5)
                .comment(null, 0L, 0.5)
                .dataset();

        Instant latest = Instant.parse("2023-09-09T04:30:00.250Z");
        assertThat(latestTime(scored, latest)).contains(latest);
        assertThat(latestTime(scored, latest.minusMillis(1))).contains(Instant.parse(NOON));
        assertThat(latestTime(scored.limit(0), latest)).isEmpty();
    }

    private static Optional<Instant> latestTime(Dataset<Row> scored, Instant now) {
        return new Aggregation(Configs.standard(Fill.NULL, "day"))
                .sums()
                .ofComments(scored, now)
                .times()
                .latest();
    }

    private static List<Row> bloggers(AggregateConfig config, Dataset<Row> scored, Optional<Instant> latest) {
        Aggregation aggregation = new Aggregation(config);
        return aggregation
                .bloggers(aggregation.posts(scored), latest)
                .orderBy(Columns.BLOGGER_ID)
                .collectAsList();
    }
}
