package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecimalFractionTest {

    private static final int RANDOM = 200_000;

    static Stream<Integer> digits() {
        return Stream.of(0, 1, 7, 14, 15);
    }

    @ParameterizedTest
    @MethodSource("digits")
    void is_the_double_that_java_reads(int digits) {
        Random random = new Random(7);
        LongStream numbers = LongStream.concat(
                LongStream.of(0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, 1L << 53, -1L << 53),
                LongStream.generate(() -> random.nextLong() >> random.nextInt(Long.SIZE))
                        .limit(RANDOM));
        numbers.forEach(whole -> assertThat(DecimalFraction.of(whole, digits))
                .as("%d / 10^%d", whole, digits)
                .isEqualTo(Double.parseDouble(BigDecimal.valueOf(whole, digits).toString())));
    }

    /** Numbers next to the middle between two doubles, where the digits after the last one decide. */
    @ParameterizedTest
    @MethodSource("digits")
    void rounds_as_java_beside_the_middle_of_two_doubles(int digits) {
        Random random = new Random(8);
        for (int i = 0; i < RANDOM; i++) {
            double one = random.nextDouble() * Math.min(9e18, 9e18 / Math.pow(10, digits));
            BigDecimal middle =
                    new BigDecimal(one).add(new BigDecimal(Math.nextUp(one))).divide(BigDecimal.valueOf(2));
            long whole = middle.scaleByPowerOfTen(digits).longValue();
            for (long near = whole - 1; near <= whole + 1; near++) {
                assertThat(DecimalFraction.of(near, digits))
                        .as("%d / 10^%d", near, digits)
                        .isEqualTo(Double.parseDouble(
                                BigDecimal.valueOf(near, digits).toString()));
            }
        }
    }
}
