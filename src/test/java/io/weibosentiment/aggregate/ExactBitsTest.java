package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Fill;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of whole numbers against arithmetic without limits, and tables made of them against Spark's decimals. */
class ExactBitsTest {

    private static final StructType SCHEMA = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(Columns.COMMENT_TIME, DataTypes.TimestampType)
            .add(Columns.POST_TIME, DataTypes.TimestampType)
            .add(Columns.LIKES, DataTypes.LongType)
            .add(Columns.POST_LIKES, DataTypes.LongType)
            .add(Columns.USER_ID, DataTypes.StringType)
            .add(Columns.SENTIMENT, DataTypes.DoubleType)
            .add(Columns.DECIDED_BY, DataTypes.StringType);

    private static final double[] SENTIMENTS = {
        0.0,
        -0.0,
        1.0,
        0.5,
        0.1f,
        0.7f,
        1e-15,
        5e-16,
        4.9e-16,
        Double.MIN_VALUE,
        0.1234567890123455,
        0.9999999999999994,
        Math.nextDown(1.0),
        Double.NaN
    };
    private static final Long[] LIKES = {
        null,
        -4L,
        0L,
        1L,
        999_999_999_998L,
        999_999_999_999L,
        1_000_000_000_000L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void tables_have_the_bits_of_decimals_for_random_and_extreme_values(long seed) {
        AggregateConfig config = Configs.standard(Fill.NULL, "day", "month", "36h/12h", "since-post:6h");
        Dataset<Row> scored = TestSpark.session().createDataFrame(comments(new Random(seed)), SCHEMA);

        List<String> rows = bits(new Aggregation(config)
                .posts(scored)
                .drop(Columns.SENTIMENT_SE, Columns.EFFECTIVE_COMMENTS, Columns.STATUS));

        assertThat(rows).isEqualTo(bits(DecimalWindows.of(config, scored))).hasSizeGreaterThan(100);
    }

    @Test
    void sums_are_those_of_numbers_without_limits() {
        Random random = new Random(3);
        ExactSum sum = new ExactSum();
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 10_000; i++) {
            long a = random.nextLong() >> random.nextInt(63);
            long b = random.nextLong() >> (8 + random.nextInt(55));
            sum.add(a);
            sum.addProduct(a, b);
            expected = expected.add(BigInteger.valueOf(a))
                    .add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
            assertThat(sum.decimal(7)).isEqualTo(new BigDecimal(expected, 7));
            assertThat(sum.real(7)).isEqualTo(new BigDecimal(expected, 7).doubleValue());
        }
    }

    @Test
    void sum_that_outgrows_128_bits_is_an_error() {
        ExactSum sum = new ExactSum();
        sum.addProduct(Long.MIN_VALUE, Long.MIN_VALUE);

        assertThatThrownBy(() -> sum.addProduct(Long.MIN_VALUE, Long.MIN_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void sentiments_and_their_squares_are_rounded_as_they_are_written() {
        Random random = new Random(4);
        for (int i = 0; i < 100_000; i++) {
            double value = switch (i % 4) {
                case 0 -> random.nextDouble();
                case 1 -> random.nextFloat();
                case 2 -> Math.scalb(random.nextDouble(), -random.nextInt(60));
                default -> (random.nextInt(10_000_000) * 10L + 5) / 1e16 + random.nextInt(10) / 10.0;
            };
            BigDecimal expected = BigDecimal.valueOf(value).setScale(15, RoundingMode.HALF_UP);
            ExactSum square = new ExactSum();
            ScaledSentiment.addSquare(square, ScaledSentiment.of(value));

            assertThat(BigDecimal.valueOf(ScaledSentiment.of(value), 15)).isEqualTo(expected);
            assertThat(ScaledSentiment.of(-value)).isEqualTo(-ScaledSentiment.of(value));
            assertThat(square.decimal(20)).isEqualTo(expected.multiply(expected).setScale(20, RoundingMode.HALF_UP));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, -10, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void what_cannot_be_a_sentiment_is_an_error(double value) {
        assertThatThrownBy(() -> ScaledSentiment.of(value)).isInstanceOf(ArithmeticException.class);
    }

    private static List<Row> comments(Random random) {
        Instant first = Instant.parse("2023-09-09T01:00:00Z");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            int post = random.nextInt(4);
            String decidedBy = List.of("model", "model", "model", "rule:reply").get(random.nextInt(4));
            rows.add(RowFactory.create(
                    post == 3 ? null : "b" + post % 2,
                    "p" + post,
                    random.nextInt(50) == 0 ? null : at(first, random.nextInt(20_000)),
                    post == 2 ? null : at(first, post * 100),
                    LIKES[random.nextInt(LIKES.length)],
                    (long) post,
                    random.nextInt(5) == 0 ? null : "u" + random.nextInt(300),
                    random.nextBoolean() ? SENTIMENTS[random.nextInt(SENTIMENTS.length)] : random.nextDouble(),
                    random.nextInt(100) == 0 ? null : decidedBy));
        }
        return rows;
    }

    private static Timestamp at(Instant first, int minutes) {
        return Timestamp.from(first.plus(Duration.ofMinutes(minutes)));
    }

    private static List<String> bits(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }
}
