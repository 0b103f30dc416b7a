package io.weibosentiment.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"b\": 1, \"a\": [2, null, true], \"B\": {}} | {\"B\":{},\"a\":[2,null,true],\"b\":1}",
                "[1e3, 1.0, -7, 9007199254740993] | [1000,1,-7,9007199254740993]",
                "[\"积极 </\\u000a\\\\\\\"\"] | [\"积极 </\\u000a\\\\\\\"\"]",
                "[] | []",
            })
    void writes_one_form(String json, String canonical) {
        assertThat(CanonicalJson.of(JsonParser.parseString(json))).isEqualTo(canonical);
    }

    @Test
    void refuses_a_fraction() {
        assertThatThrownBy(() -> CanonicalJson.of(JsonParser.parseString("{\"epsilon\": 1e-12}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Double.toHexString");
    }
}
