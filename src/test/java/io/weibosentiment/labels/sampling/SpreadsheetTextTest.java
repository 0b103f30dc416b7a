package io.weibosentiment.labels.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTextTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "=1+1, '=1+1",
                "+86, '+86",
                "-好, '-好",
                "@小明, '@小明",
                "＝1, '＝1",
                "＋1, '＋1",
                "－1, '－1",
                "＠小明, '＠小明",
                "'tis, ''tis",
                "5140000144224000, '5140000144224000",
                "好看=1, 好看=1",
                "12, 12",
                "0.25, 0.25",
            })
    void guards_what_a_spreadsheet_would_take_for_something_else(String text, String guarded) {
        assertThat(SpreadsheetText.guarded(text)).isEqualTo(guarded);
        assertThat(SpreadsheetText.unguarded(guarded)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'", "''", "'=", "''=", "\t=1", "\n", "'abc", "abc'", "'123456789012"})
    void gives_every_text_back(String text) {
        assertThat(SpreadsheetText.unguarded(SpreadsheetText.guarded(text))).isEqualTo(text);
    }

    @Test
    void leaves_an_apostrophe_that_guards_nothing() {
        assertThat(SpreadsheetText.unguarded("'abc")).isEqualTo("'abc");
    }

    @Test
    void quotes_each_value_of_a_line() {
        assertThat(SpreadsheetText.line(List.of("a", "say \"x\",\ny", "", "=A1")))
                .isEqualTo("\"a\",\"say \"\"x\"\",\ny\",\"\",\"'=A1\"\r\n");
    }
}
