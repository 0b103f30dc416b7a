package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatioErrorTest {

    private static final MathContext DIGITS = new MathContext(200);
    private static final int FEWEST_LIKES = 10;
    private static final int MOST_LIKES = 40;
    private static final double SPREAD = 0.3;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 50})
    void is_that_of_arithmetic_with_many_digits(int units) {
        Random random = new Random(units);
        for (int i = 0; i < 200; i++) {
            long[] likes = random.longs(units)
                    .map(any -> (any & Long.MAX_VALUE) >> random.nextInt(63))
                    .toArray();
            double[] sentiments = random.doubles(units).toArray();
            RatioError error = new RatioError();
            for (int unit = 0; unit < units; unit++) {
                error.add(ScaledSentiment.of(sentiments[unit]), likes[unit]);
            }

            assertThat(error.standardError()).isCloseTo(expected(likes, sentiments), within(1e-14));
        }
    }

    private static double expected(long[] likes, double[] sentiments) {
        BigDecimal weights = BigDecimal.ZERO;
        BigDecimal products = BigDecimal.ZERO;
        for (int i = 0; i < likes.length; i++) {
            weights = weights.add(weight(likes[i]));
            products = products.add(weight(likes[i]).multiply(sentiment(sentiments[i])));
        }
        BigDecimal mean = products.divide(weights, DIGITS);
        BigDecimal squares = BigDecimal.ZERO;
        for (int i = 0; i < likes.length; i++) {
            BigDecimal deviation = sentiment(sentiments[i]).subtract(mean).multiply(weight(likes[i]));
            squares = squares.add(deviation.multiply(deviation));
        }
        return squares.multiply(BigDecimal.valueOf(likes.length))
                .divide(BigDecimal.valueOf(likes.length - 1L), DIGITS)
                .sqrt(DIGITS)
                .divide(weights, DIGITS)
                .doubleValue();
    }

    private static BigDecimal weight(long likes) {
        return BigDecimal.valueOf(likes).add(BigDecimal.ONE);
    }

    private static BigDecimal sentiment(double value) {
        return BigDecimal.valueOf(ScaledSentiment.of(value), ScaledSentiment.SCALE);
    }

    @Test
    void is_nothing_for_equal_sentiments_and_unknown_for_one_unit() {
        RatioError error = new RatioError();
        assertThat(error.effective()).isNull();
        error.add(ScaledSentiment.of(0.7), 8);
        assertThat(error.standardError()).isNull();
        assertThat(error.effective()).isEqualTo(1);
        error.add(ScaledSentiment.of(0.7), Long.MAX_VALUE);
        assertThat(error.standardError()).isZero();
        assertThat(error.effective()).isEqualTo(1);
        error.add(ScaledSentiment.of(0.7), Long.MAX_VALUE);
        assertThat(error.effective()).isCloseTo(2, within(1e-15));
    }

    @Test
    void sums_of_products_are_those_of_numbers_without_limits() {
        Random random = new Random(5);
        WideSum sum = new WideSum();
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 10_000; i++) {
            long[] factors =
                    random.longs(4).map(any -> any >>> random.nextInt(64)).toArray();
            sum.addProduct(factors[0], factors[1], factors[2], factors[3]);
            expected = expected.add(whole(factors[0], factors[1]).multiply(whole(factors[2], factors[3])));
            assertThat(sum.whole()).isEqualTo(expected);
        }
    }

    private static BigInteger whole(long low, long high) {
        return new BigInteger(Long.toUnsignedString(high))
                .shiftLeft(Long.SIZE)
                .add(new BigInteger(Long.toUnsignedString(low)));
    }

    /**
     * Posts of a large population, of different sizes, with likes that go with their sentiments and up to four times as
     * many as the fewest; comments of a post are alike. The interval is the usual one, with Student's t for as many
     * degrees of freedom as effective posts less one.
     */
    @ParameterizedTest
    @ValueSource(ints = {8, 12, 30})
    void intervals_of_95_percent_cover_the_mean_of_the_population(int posts) {
        Random random = new Random(posts);
        int rounds = 10_000;
        int covered = 0;
        double mean = populationMean();
        for (int round = 0; round < rounds; round++) {
            RatioError error = new RatioError();
            WeightedMean weighted = new WeightedMean();
            for (int post = 0; post < posts; post++) {
                long likes = (long) FEWEST_LIKES + random.nextInt(MOST_LIKES - FEWEST_LIKES);
                WeightedMean comments = new WeightedMean();
                double level = level(likes) + SPREAD * (random.nextDouble() - 0.5);
                int count = 1 + random.nextInt(20);
                for (int comment = 0; comment < count; comment++) {
                    double sentiment = level + SPREAD * (random.nextDouble() - 0.5);
                    comments.add(ScaledSentiment.of(sentiment), random.nextInt(5));
                }
                error.add(ScaledSentiment.of(comments.mean()), likes);
                weighted.add(ScaledSentiment.of(comments.mean()), likes);
            }
            double t = new TDistribution(error.effective() - 1).inverseCumulativeProbability(0.975);
            covered += Math.abs(weighted.mean() - mean) <= t * error.standardError() ? 1 : 0;
        }

        assertThat(100.0 * covered / rounds).isBetween(93.0, 97.0);
    }

    private static double level(long likes) {
        return 0.4 + 0.2 * likes / MOST_LIKES;
    }

    private static double populationMean() {
        double weights = 0;
        double products = 0;
        for (int likes = FEWEST_LIKES; likes < MOST_LIKES; likes++) {
            weights += likes + 1;
            products += (likes + 1) * level(likes);
        }
        return products / weights;
    }
}
