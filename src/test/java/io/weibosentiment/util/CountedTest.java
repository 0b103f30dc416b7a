package io.weibosentiment.util;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 rows, 0 rows are",
        "1, 1 row, 1 row is",
        "2, 2 rows, 2 rows are",
        "1309, '1,309 rows', '1,309 rows are'"
    })
    void the_words_after_a_number_go_with_it(long number, String noun, String verb) {
        assertThat(Counted.of(number, "row")).isEqualTo(noun);
        assertThat(Counted.of(number, "row is", "rows are")).isEqualTo(verb);
    }
}
