package io.weibosentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of {@link WhiteSpace}. */
class WhiteSpaceTest {

    private static final int NEXT_LINE = 0x85;

    @Test
    void is_what_java_or_unicode_calls_white_space() {
        int[] expected = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(point -> Character.isWhitespace(point) || Character.isSpaceChar(point) || point == NEXT_LINE)
                .toArray();

        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(WhiteSpace::is))
                .containsExactly(IntStream.of(expected).boxed().toArray(Integer[]::new));
    }

    @Test
    void collapses_runs_and_drops_what_cannot_be_seen() {
        assertThat(WhiteSpace.collapse("\u200b 好\u3000\u00a0\u0085\t笑\uFEFF\uD83D 😂\n"))
                .isEqualTo("好 笑 😂");
    }
}
