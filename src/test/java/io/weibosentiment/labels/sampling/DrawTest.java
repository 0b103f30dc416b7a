package io.weibosentiment.labels.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.WindowKind;
import io.weibosentiment.aggregate.Windows;
import io.weibosentiment.config.WindowBy;
import io.weibosentiment.labels.sampling.SampleOptions.RuleDecidedComments;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class DrawTest {

    private static final StructType SCHEMA = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(Columns.COMMENT_ID, DataTypes.StringType)
            .add(Columns.COMMENT_TIME, DataTypes.TimestampType)
            .add(Columns.POST_TIME, DataTypes.TimestampType)
            .add(Columns.LIKES, DataTypes.LongType)
            .add(Columns.TEXT_KEY, DataTypes.StringType)
            .add(Columns.SENTIMENT, DataTypes.FloatType)
            .add(Columns.DECIDED_BY, DataTypes.StringType);
    private static final Instant DAY = Instant.parse("2025-03-03T04:00:00Z");
    private static final int COMMENTS = 600;

    /** Comments by two bloggers on three days; every third has no id, and some of these are alike. */
    private static Dataset<Row> scores() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < COMMENTS; i++) {
            boolean hasId = i % 3 != 0;
            Timestamp time = Timestamp.from(DAY.plusSeconds(86_400L * (i % 3) + (hasId ? i : 0)));
            float sentiment = i % 60 / 60f;
            rows.add(RowFactory.create(
                    i % 4 == 0 ? "b1" : "b2",
                    "p" + i % 4,
                    hasId ? "c" + i : null,
                    time,
                    Timestamp.from(DAY),
                    (long) (i % 5),
                    "text" + i % 60,
                    sentiment,
                    "model"));
        }
        for (int i = 0; i < 40; i++) {
            Timestamp time = Timestamp.from(DAY);
            rows.add(RowFactory.create("b1", "p0", "r" + i, time, time, 0L, null, i < 30 ? 0.5f : null, "rule:reply"));
        }
        return TestSpark.session().createDataFrame(rows, SCHEMA);
    }

    @Test
    void draws_the_same_comments_however_they_are_partitioned() {
        SampleOptions options = options(100, 7, Optional.empty(), RuleDecidedComments.OUT);
        List<DrawnComment> once = draw(scores().repartition(1), options);

        assertThat(draw(scores().repartition(7), options)).isEqualTo(once);
        assertThat(draw(scores(), options(100, 8, Optional.empty(), RuleDecidedComments.OUT)))
                .isNotEqualTo(once);
        assertThat(once).hasSize(100).extracting(DrawnComment::key).doesNotHaveDuplicates();
    }

    @Test
    void draws_every_comment_once_where_all_are_asked_for() {
        List<DrawnComment> all = draw(scores(), options(10_000, 1, Optional.empty(), RuleDecidedComments.OUT));

        assertThat(all).hasSize(COMMENTS).extracting(DrawnComment::key).doesNotHaveDuplicates();
        assertThat(all).filteredOn(drawn -> drawn.key().contains("-")).isNotEmpty();
        assertThat(draw(scores(), options(10_000, 1, Optional.empty(), RuleDecidedComments.IN)))
                .hasSize(COMMENTS + 30);
    }

    @Test
    void totals_weighted_by_inclusion_probabilities_are_right_on_average() {
        Dataset<Row> scores = scores().cache();
        Optional<StratifiedBy> by = Optional.of(StratifiedBy.parse(List.of("blogger", "score")));
        Map<String, Integer> numberOf = new HashMap<>();
        for (Row row : frame(scores, options(1, 1, by, RuleDecidedComments.OUT)).collectAsList()) {
            numberOf.put(row.getAs("comment_key"), numberOf.size() % 17);
        }
        double truth = numberOf.values().stream().mapToInt(Integer::intValue).sum();
        int draws = 40;
        List<Double> totals = new ArrayList<>();
        for (int seed = 0; seed < draws; seed++) {
            SampleOptions options = options(60, seed, by, RuleDecidedComments.OUT);
            Dataset<Row> frame = frame(scores, options);
            Strata strata = Strata.of(Frame.cells(frame), options);
            List<DrawnComment> drawn = Draw.from(frame, strata);
            long[] numbers = new long[strata.strata().size()];
            drawn.forEach(comment -> numbers[comment.stratum()]++);

            assertThat(numbers)
                    .containsExactly(
                            strata.drawn().stream().mapToLong(Long::longValue).toArray());
            assertThat(drawn).hasSize(60);
            totals.add(drawn.stream()
                    .mapToDouble(comment -> numberOf.get(comment.key()) / strata.probability(comment.stratum()))
                    .sum());
        }
        double mean = totals.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double variance = totals.stream()
                        .mapToDouble(total -> (total - mean) * (total - mean))
                        .sum()
                / (draws - 1);
        assertThat(Math.abs(mean - truth)).isLessThan(3 * Math.sqrt(variance / draws));
        assertThat(Math.sqrt(variance) / truth).isBetween(0.02, 0.2);
        scores.unpersist();
    }

    @Test
    void makes_coarser_strata_where_the_size_does_not_allow_the_finest() {
        assertThat(strata(100, Optional.empty()).by()).hasToString("window, blogger, score");
        assertThat(strata(20, Optional.empty()).by()).hasToString("blogger, score");
        assertThat(strata(10, Optional.empty()).by()).hasToString("score");
        Optional<StratifiedBy> asked = Optional.of(StratifiedBy.parse(List.of("window", "blogger", "score")));
        assertThatThrownBy(() -> strata(20, asked))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--size 20: strata by window, blogger, score are too many");
    }

    private static Strata strata(int size, Optional<StratifiedBy> by) {
        SampleOptions options = options(size, 1, by, RuleDecidedComments.OUT);
        return Strata.of(Frame.cells(frame(scores(), options)), options);
    }

    private static List<DrawnComment> draw(Dataset<Row> scores, SampleOptions options) {
        Dataset<Row> frame = frame(scores, options).cache();
        try {
            return Draw.from(frame, Strata.of(Frame.cells(frame), options));
        } finally {
            frame.unpersist();
        }
    }

    private static Dataset<Row> frame(Dataset<Row> scores, SampleOptions options) {
        Windows days = new Windows(WindowKind.parse("day"), WindowBy.COMMENT, ZoneId.of("Asia/Shanghai"));
        return new Frame(options, days).of(scores);
    }

    private static SampleOptions options(
            int size, long seed, Optional<StratifiedBy> by, RuleDecidedComments ruleDecided) {
        return new SampleOptions(size, seed, 1, by, Optional.empty(), 4, 2, Allocation.PROPORTIONAL, ruleDecided);
    }
}
