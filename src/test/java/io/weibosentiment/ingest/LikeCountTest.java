package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LikeCountTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "0 | 0",
                "~ 430 ~ | 430",
                "~430\t~ | 430",
                "~\u200B430\uFEFF~ | 430",
                "~43\u200B0~ | 430",
                "'430 | 430",
                "=\"430\" | 430",
                "007 | 7",
                "18.0 | 18",
                "18. | 18",
                "7,654 | 7654",
                "7，654，321 | 7654321",
                "４３０ | 430",
                "＋４３ | 43",
                "+43 | 43",
                "100+ | 100",
                "4.3E+3 | 4300",
                "43e2 | 4300",
                "4.3E3 | 4300",
                "1万 | 10000",
                "3.4万 | 34000",
                "3.4万+ | 34000",
                "3．4萬 | 34000",
                "3.45 万 | 34500",
                "200万+ | 2000000",
                "20万以上 | 200000",
                "5百万 | 5000000",
                "2千万 | 20000000",
                "3w | 30000",
                "3.4W+ | 34000",
                "6千 | 6000",
                "3.4k | 3400",
                "3.4K+ | 3400",
                "1.5m | 1500000",
                "1亿 | 100000000",
                "1.5億 | 150000000",
                "赞[43] | 43",
                "赞[3.4万] | 34000",
                "赞［４３］ | 43",
                "赞【43】 | 43",
                "赞(43) | 43",
                "赞（43） | 43",
                "赞 43 | 43",
                "赞:43 | 43",
                "讚43 | 43",
                "点赞数：43 | 43",
                "点赞43 | 43",
                "[43] | 43",
                "43赞 | 43",
                "43 赞 | 43",
                "43个赞 | 43",
                "43人赞 | 43",
                "43人点赞 | 43",
                "43人赞过 | 43",
                "43人觉得很赞 | 43",
                "43次 | 43",
                "43 likes | 43",
                "1 Like | 1",
                "Likes: 1,043 | 1043",
                "👍 43 | 43",
                "❤️43 | 43",
                "赞 | 0",
                "点赞 | 0",
                "Like | 0",
                "赞[0] | 0",
                "999999999999999999 | 999999999999999999"
            })
    void reads_what_sites_and_crawlers_write(String written, long expected) {
        assertThat(LikeCount.parse(written)).contains(expected);
        assertThat(LikeCount.isUnreadable(written)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NaN", "nan", "None", "null", "NULL", "\\N", "-", "--", "N/A", "暂无", "=\"\""})
    void knows_a_missing_count(String written) {
        assertThat(LikeCount.parse(written)).isEmpty();
        assertThat(LikeCount.isUnreadable(written)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "Votes",
                "好",
                "回复[43]",
                "转发 43",
                "赞[43",
                "赞43]",
                "赞(43]",
                "12 34",
                "1,23",
                "1234,567",
                "4.3",
                "1.234",
                "1.23456万",
                "43/100",
                "43%",
                "0x2B",
                "inf",
                "4.3E-2",
                "99999999999999999999",
                "999999999999999999亿",
                "1e30",
                "2023-09-09",
                "三千",
                "赞赞",
                "12:03"
            })
    void leaves_everything_else_unknown_and_says_so(String written) {
        assertThat(LikeCount.parse(written)).isEmpty();
        assertThat(LikeCount.isUnreadable(written)).isTrue();
    }
}
