package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostIdTest {

    @ParameterizedTest
    @CsvSource({
        "z0JH2lOMb, 3501756485200075",
        "3501756485200075, 3501756485200075",
        "NhaQceFiY, 4940932523495372",
        "A00000001, 3600000000000001",
        "4940932523495372, 4940932523495372",
        "IZZZZZZZZ, IZZZZZZZZ",
        "123456789, 123456789",
        "page00001, page00001",
        "471c372da, 471c372da",
        "N-aQceFiY, N-aQceFiY",
        "20190901/20, 20190901/20",
        "NgX, NgX",
        "'', ''"
    })
    void gives_both_forms_of_a_post_one_key(String id, String key) {
        assertThat(PostId.key(id)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3501756485200075",
                "5140000041276000",
                "z0JH2lOMb",
                "NhaQceFiY",
                "Nh7e1l05j",
                "QbK93vTtE",
                "4301756485200075"
            })
    void takes_what_only_a_post_is_called(String text) {
        assertThat(PostId.isLike(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weibo2023",
                "comments1",
                "page00001",
                "Weibo2024",
                "Comments1",
                "Page00001",
                "Crawl2024",
                "WeiboData",
                "NewWeibo1",
                "HuaweiP50",
                "xiaomi123",
                "Beijing01",
                "PAGE00012",
                "XiaomiTwo",
                "zhihu2023",
                "data_2023",
                "iPhone15P",
                "xiaomi13p",
                "weibo23v2",
                "wave1data",
                "part00012",
                "z0JH2lOM",
                "z0JH2lOMbc",
                "NhaQ-eFiY",
                // Dates, times since 1970, and numbers before Weibo's first day and far ahead.
                "2023091012000000",
                "1694177655000000",
                "2999999999999999",
                "6999999999999999",
                "12345678901234567",
                "123456789",
                "１２３４５６７８９０１２３４５６",
                ""
            })
    void takes_no_name_for_a_post(String text) {
        assertThat(PostId.isLike(text)).isFalse();
    }
}
