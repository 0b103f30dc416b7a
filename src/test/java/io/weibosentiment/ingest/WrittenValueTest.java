package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WrittenValueTest {

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("4812345678901237", "4812345678901237"),
                arguments("\uFEFF4812345678901237", "4812345678901237"),
                arguments("\u0000\u200B 小明\u00A0\u3000\t\r\n", "小明"),
                arguments("\u20604812345678901237\u200E", "4812345678901237"),
                arguments("=\"4812345678901237\"", "4812345678901237"),
                arguments("=\"\uFEFF4812345678901237 \"", "4812345678901237"),
                arguments("=4812345678901237", "4812345678901237"),
                arguments("'4812345678901237", "4812345678901237"),
                arguments("\t'4812345678901237\t", "4812345678901237"),
                arguments("’2024-05-06 07:08", "2024-05-06 07:08"),
                arguments("'4812345678901237'", "4812345678901237"),
                arguments("\"4812345678901237\"", "4812345678901237"),
                arguments("小 明", "小 明"),
                arguments("'90后'", "90后"),
                arguments("'小明'", "'小明'"),
                arguments("=小明", "=小明"),
                arguments("１２", "１２"),
                arguments("nano", "nano"),
                arguments("None of it", "None of it"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void is_what_the_cell_says(String written, String value) {
        assertThat(WrittenValue.of(written)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u3000\uFEFF",
                "nan",
                "NaN",
                "NAN",
                "-nan",
                "none",
                "None",
                "NONE",
                "null",
                "Null",
                "NULL",
                "(null)",
                "<null>",
                "\\N",
                "<NA>",
                "NaT",
                "N/A",
                "n/a",
                "#N/A",
                "NA",
                "nil",
                "undefined",
                "-",
                "--",
                "—",
                "无",
                "暂无",
                " nan ",
                "\uFEFFNone",
                "=\"\"",
                "\"\"",
                "''",
                "=\"nan\"",
                "#NAME?",
                "#VALUE!",
                "#REF!",
                "#DIV/0!",
                "[]",
                "[object Object]"
            })
    void is_none_where_a_word_stands_for_nothing(String written) {
        assertThat(WrittenValue.of(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \u200B",
                "nan",
                " NaN\n",
                "None",
                "NULL",
                "\\N",
                "<NA>",
                "NaT",
                "N/A",
                "#NAME?",
                "undefined"
            })
    void judges_a_text_missing(String text) {
        assertThat(WrittenValue.isMissing(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "。", "无", "NA", "na", "nat", "/", "nan!", "南", "null pointer", "Nano", "＝＝", "'"})
    void leaves_a_text_that_somebody_may_have_written(String text) {
        assertThat(WrittenValue.isMissing(text)).isFalse();
    }
}
