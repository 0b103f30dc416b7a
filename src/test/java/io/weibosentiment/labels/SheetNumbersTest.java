package io.weibosentiment.labels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetNumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5 | 0.5",
                "0,5 | 0.5",
                " 1 | 1",
                "1. | 1",
                ",25 | 0.25",
                "+0.5 | 0.5",
                "2.5E-05 | 0.000025",
                "0 | 0"
            })
    void reads_numbers_as_programs_and_spreadsheets_write_them(String written, double expected) {
        assertThat(SheetNumbers.share(written)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-0.5", "1.01", "NaN", "Infinity", "1,000.5", "50%", "0x1p-1", "0.5f", "½", "."})
    void what_is_no_number_from_0_to_1_is_none(String written) {
        assertThat(SheetNumbers.share(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "1e-320", "1e-999", "1.5", ""})
    void a_probability_gives_a_weight_that_is_a_number(String written) {
        assertThat(SheetNumbers.probability(written)).isEmpty();
    }
}
