package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvSplitterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a,b,c ; a|b|c",
                "a,,  ; a||",
                ",    ; |",
                "``   ; ``",
                "\"a,b\",c ; a,b|c",
                "\"say \"\"hi\"\"\",c ; say \"hi\"|c",
                "\"\",c ; |c",
                "a\"b,c ; a\"b|c",
                "\"a\"b,c ; ab|c",
                "\"a\",\"b\" ; a|b",
                "a,\"\"\"\" ; a|\""
            })
    void splits_one_line(String line, String expected) {
        CsvSplitter splitter = new CsvSplitter();
        assertThat(splitter.add(line)).isTrue();
        assertThat(String.join("|", splitter.fields())).isEqualTo(expected);
    }

    @Test
    void joins_lines_within_quotes() {
        CsvSplitter splitter = new CsvSplitter();
        assertThat(splitter.add("1,\"a")).isFalse();
        assertThat(splitter.add("")).isFalse();
        assertThat(splitter.add("b\",2")).isTrue();
        assertThat(splitter.fields()).isEqualTo(List.of("1", "a\n\nb", "2"));
        assertThat(splitter.isStrict()).isTrue();
    }

    @Test
    void says_when_text_follows_a_closing_quote() {
        CsvSplitter splitter = new CsvSplitter();
        splitter.add("\"a\"b,c");
        assertThat(splitter.isStrict()).isFalse();
    }
}
