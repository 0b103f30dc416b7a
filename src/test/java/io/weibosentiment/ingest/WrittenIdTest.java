package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.ingest.WrittenId.Damage;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WrittenIdTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "4812345678901237                | 4812345678901237",
                "~\uFEFF4812345678901237~        | 4812345678901237",
                "~4812345678901237\u200B\t~      | 4812345678901237",
                "~48123456\u200B78901237~        | 4812345678901237",
                "'4812345678901237               | 4812345678901237",
                "=\"4812345678901237\"           | 4812345678901237",
                "４８１２３４５６７８９０１２３７   | 4812345678901237",
                "4812345678901237.0              | 4812345678901237",
                "4812345678901237.00             | 4812345678901237",
                "4812345678901237.               | 4812345678901237",
                "4812345678901230.0              | 4812345678901230",
                "4,812,345,678,901,237           | 4812345678901237",
                "4 812 345 678 901 237           | 4812345678901237",
                "4’812’345’678’901’237           | 4812345678901237",
                "4.812.345.678.901.237           | 4812345678901237",
                "4,812,345,678,901,237.00        | 4812345678901237",
                "4812345678901237,0              | 4812345678901237",
                "4,812                           | 4812",
                "4.812                           | 4.812",
                "4,812345678901237E+15           | 4812345678901237",
                "\"NxR7bHg02\"                   | NxR7bHg02",
                "4.812345678901237E15            | 4812345678901237",
                "4.812345678901237E+15           | 4812345678901237",
                "4.812345678901237000e+15        | 4812345678901237",
                "481234567890123.7E1             | 4812345678901237",
                // Java writes a double with no more digits than it needs: the last one is 0.
                "4.81234567890123E15             | 4812345678901230",
                "4.8123456789012E15              | 4812345678901200",
                "1.7654321E9                     | 1765432100",
                "1.765432198E9                   | 1765432198",
                "1765432198.0                    | 1765432198",
                "NxR7bHg02                       | NxR7bHg02",
                "'NxR7bHg02                      | NxR7bHg02",
                "4812345E9                       | 4812345E9",
                "20190901/20                     | 20190901/20",
                "471c372dae9a                    | 471c372dae9a",
                "小明同学                         | 小明同学",
                "~a 1.0~                         | a 1.0",
                "-1                              | -1"
            })
    void is_the_same_whatever_wrote_it(String written, String canonical) {
        assertThat(WrittenId.of(written).map(WrittenId::canonical)).contains(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "4.81E+15, EXPONENT",
        "'4,81E+15', EXPONENT",
        "'4,81235E+15', EXPONENT",
        ".481E+16, EXPONENT",
        "4.81235E+15, EXPONENT",
        "4.81234567890123E+15, EXPONENT",
        "4.81234567890123e+15, EXPONENT",
        "4.81235e15, EXPONENT",
        "5E+15, EXPONENT",
        "1.77E+09, EXPONENT",
        "1.765432E9, EXPONENT",
        "1.25E+127, EXPONENT",
        "4.81234567890123456E15, EXPONENT",
        "7234567890123456789.0, FLOATING_POINT",
        "7.234567890123457E18, EXPONENT",
        "7.2345678901234567E16, FLOATING_POINT",
        "########, HIDDEN"
    })
    void names_how_digits_were_lost(String written, Damage damage) {
        assertThat(WrittenId.of(written)).contains(new WrittenId(written, Optional.of(damage)));
        assertThat(damage.meaning()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4812345678901237", "4.812345678901237E15", "4812345678901237.0", "NxR7bHg02", "4812345E9"})
    void is_not_damaged_where_all_digits_are_there(String written) {
        assertThat(WrittenId.of(written).orElseThrow().damage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nan", "None", "\\N", "=\"\"", "#N/A"})
    void is_none_where_nothing_is_written(String written) {
        assertThat(WrittenId.of(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4812345678901230, true",
        "4812345678900000, false",
        "481234567890123000, true",
        "4812345678901237, false",
        "481234567890123010, false",
        "481234567890120, false",
        "1765432190, false",
        "NxR7bHg02, false",
        "'', false"
    })
    void sees_the_end_that_a_spreadsheet_leaves(String id, boolean isRounded) {
        assertThat(id.matches(WrittenId.ROUNDED)).isEqualTo(isRounded);
    }
}
