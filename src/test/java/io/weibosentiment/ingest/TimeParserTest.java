package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeParserTest {

    private static final TimeParser BEIJING = new TimeParser(ZoneId.of("Asia/Shanghai"));
    private static final TimeParser NEW_YORK = new TimeParser(ZoneId.of("America/New_York"));
    /** 2024-03-10 12:00:00 in Beijing. */
    private static final Optional<Instant> CRAWL = Optional.of(Instant.parse("2024-03-10T04:00:00Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sat Sep 09 20:54:15 +0800 2023 | 2023-09-09T12:54:15Z",
                "Thu Feb 29 00:00:00 +0000 2024 | 2024-02-29T00:00:00Z",
                "2023-09-09 20:15               | 2023-09-09T12:15:00Z",
                "'2023-09-09 20:15 '            | 2023-09-09T12:15:00Z",
                "'\u300020230909201500\u00a0'   | 2023-09-09T12:15:00Z",
                "2011-03-16 22:44:58            | 2011-03-16T14:44:58Z",
                "2011-03-16 22:44:58.250        | 2011-03-16T14:44:58.250Z",
                "2023/9/9 8:05                  | 2023-09-09T00:05:00Z",
                "2023年9月9日 20:15              | 2023-09-09T12:15:00Z",
                "2023年9月9日20:15               | 2023-09-09T12:15:00Z",
                "2025-04-08                     | 2025-04-07T16:00:00Z",
                "20190901                       | 2019-08-31T16:00:00Z",
                "1694264055                     | 2023-09-09T12:54:15Z",
                "1694264055.0                   | 2023-09-09T12:54:15Z",
                "1694264055123                  | 2023-09-09T12:54:15.123Z",
                "2023-09-09T12:54:15Z           | 2023-09-09T12:54:15Z",
                "2023-09-09T20:54:15+08:00      | 2023-09-09T12:54:15Z",
                "2023-09-09 20:54:15 +0800      | 2023-09-09T12:54:15Z",
                "2023-09-09T12:54:15.123456Z    | 2023-09-09T12:54:15.123456Z",
                "19-10-10 12:03                 | 2019-10-10T04:03:00Z",
                "2022-05-31 23:54 来自 微博云剪     | 2022-05-31T15:54:00Z",
                "1970-01-01 08:00               | 1970-01-01T00:00:00Z",
                "2999-12-31 23:59               | 2999-12-31T15:59:00Z",
            })
    void reads_absolute_forms_without_a_crawl_time(String written, Instant expected) {
        assertThat(BEIJING.parse(written, Optional.empty())).isEqualTo(new ParsedTime.At(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "01月22日 17:09            | 2024-01-22T09:09:00Z",
                "03月10日 12:00            | 2024-03-10T04:00:00Z",
                "03月10日 12:01            | 2023-03-10T04:01:00Z",
                "5月31日 23:54 来自 微博云剪  | 2023-05-31T15:54:00Z",
                "02-29 10:00              | 2024-02-29T02:00:00Z",
                "12-31                    | 2023-12-30T16:00:00Z",
                "刚刚                      | 2024-03-10T04:00:00Z",
                "30秒前                    | 2024-03-10T03:59:30Z",
                "5分钟前                   | 2024-03-10T03:55:00Z",
                "2小时前                   | 2024-03-10T02:00:00Z",
                "2小时前 来自 iPhone客户端    | 2024-03-10T02:00:00Z",
                "3天前                     | 2024-03-07T04:00:00Z",
                "今天 12:03                | 2024-03-10T04:03:00Z",
                "今天12:03                 | 2024-03-10T04:03:00Z",
                "昨天 12:03                | 2024-03-09T04:03:00Z",
                "前天 00:10                | 2024-03-07T16:10:00Z",
            })
    void reads_forms_told_from_the_crawl_only_with_its_time(String written, Instant expected) {
        assertThat(BEIJING.parse(written, CRAWL)).isEqualTo(new ParsedTime.At(expected));
        assertThat(BEIJING.parse(written, Optional.empty()))
                .isEqualTo(new ParsedTime.Unknown(RejectReason.TIME_NEEDS_CRAWL_TIME));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "'  '",
                "Time",
                "来自 微博云剪",
                "2023-13-01 10:00",
                "2023-02-30",
                "2023-09-09 24:01",
                "13月01日 10:00",
                "02月30日 10:00",
                "Sat Foo 09 20:54:15 +0800 2023",
                "Sat Sep 09 20:54:15 +9900 2023",
                "12",
                "明天 12:00",
                "NaN"
            })
    void says_what_cannot_be_read(String written) {
        assertThat(BEIJING.parse(written, CRAWL)).isEqualTo(new ParsedTime.Unknown(RejectReason.UNREADABLE_TIME));
    }

    @ParameterizedTest
    @CsvSource({
        // Put forward from 02:00 to 03:00: later by the hour that does not exist.
        "2024-03-10 02:30, 2024-03-10T07:30:00Z",
        "2024-03-10 03:30, 2024-03-10T07:30:00Z",
        // Put back from 02:00 to 01:00: the first of the two.
        "2024-11-03 01:30, 2024-11-03T05:30:00Z",
        "2024-11-03 02:30, 2024-11-03T07:30:00Z"
    })
    void resolves_clock_changes(String written, Instant expected) {
        assertThat(NEW_YORK.parse(written, Optional.empty())).isEqualTo(new ParsedTime.At(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "20190901, 2019-09-01T15:59:59Z",
        "2019-09-01, 2019-09-01T15:59:59Z",
        "2019-09-01 10:00, 2019-09-01T02:00:00Z",
        "1567303200, 2019-09-01T02:00:00Z"
    })
    void takes_a_crawl_date_for_the_end_of_its_day(String written, Instant expected) {
        assertThat(BEIJING.parseCrawl(written)).contains(expected);
    }

    @Test
    void finds_a_leap_day_years_back() {
        Optional<Instant> crawl = Optional.of(Instant.parse("2103-01-01T00:00:00Z"));
        assertThat(BEIJING.parse("02月29日 08:00", crawl))
                .isEqualTo(new ParsedTime.At(Instant.parse("2096-02-29T00:00:00Z")));
    }

    @Test
    void does_not_take_a_relative_time_for_a_crawl_time() {
        assertThat(BEIJING.parseCrawl("刚刚")).isEmpty();
    }
}
