package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LikeCountTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "' 430 ' | 430",
                "12.0 | 12",
                "1,234 | 1234",
                "1万 | 10000",
                "1.2万 | 12000",
                "1.2万+ | 12000",
                "3w | 30000",
                "1亿 | 100000000",
                "100+ | 100",
                "999999999999999999 | 999999999999999999"
            })
    void reads_what_sites_and_crawlers_write(String written, long expected) {
        assertThat(LikeCount.parse(written)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "赞", "Votes", "NaN", "1e5", "99999999999999999999", "999999999999999999亿"})
    void leaves_everything_else_unknown(String written) {
        assertThat(LikeCount.parse(written)).isEmpty();
    }
}
