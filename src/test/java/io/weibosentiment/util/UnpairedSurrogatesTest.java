package io.weibosentiment.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnpairedSurrogatesTest {

    static Stream<Arguments> cut() {
        return Stream.of(
                arguments("太难了\uD83D", "太难了"),
                arguments("\uDE02太难了", "太难了"),
                arguments("太\uD83D难\uDE02了", "太难了"),
                arguments("\uD83D\uD83D\uDE02", "😂"),
                arguments("\uDE02\uD83D", ""),
                arguments("😂\uD83D😂", "😂😂"));
    }

    @ParameterizedTest
    @MethodSource("cut")
    void removes_halves_and_keeps_pairs(String text, String whole) {
        assertThat(UnpairedSurrogates.removed(text)).isEqualTo(whole);
    }

    @Test
    void gives_back_a_whole_text_itself() {
        String text = "整个😂都在";

        assertThat(UnpairedSurrogates.removed(text)).isSameAs(text);
        assertThat(UnpairedSurrogates.removed("")).isEmpty();
    }
}
