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
                // With an offset, a zone or both, and in the words of other programs.
                "2021-03-05 06:07:08+08         | 2021-03-04T22:07:08Z",
                "2021-03-05 06:07:08+8          | 2021-03-04T22:07:08Z",
                "2021-03-05 06:07:08 UTC        | 2021-03-05T06:07:08Z",
                "2021-03-05 06:07:08 UTC+8      | 2021-03-04T22:07:08Z",
                "2021-03-05 06:07:08-03:30      | 2021-03-05T09:37:08Z",
                "2021-03-05T06:07:08+08:00[Asia/Shanghai] | 2021-03-04T22:07:08Z",
                "2021-03-05 06:07:08 CST        | 2021-03-04T22:07:08Z",
                "Fri Mar 05 06:07:08 CST 2021   | 2021-03-04T22:07:08Z",
                "Fri Mar 05 06:07:08 GMT 2021   | 2021-03-05T06:07:08Z",
                "Fri Mar  5 06:07:08 2021       | 2021-03-04T22:07:08Z",
                "'Fri, 05 Mar 2021 06:07:08 +0800' | 2021-03-04T22:07:08Z",
                "'Fri, 5 Mar 2021 06:07:08 GMT' | 2021-03-05T06:07:08Z",
                "05 Mar 2021 06:07 +0800        | 2021-03-04T22:07:00Z",
                "Fri Mar 05 2021 06:07:08 GMT+0800 (中国标准时间) | 2021-03-04T22:07:08Z",
                // Parts of the day, midnight at a day's end.
                "2021-03-05 上午6:07            | 2021-03-04T22:07:00Z",
                "2021-03-05 下午6:07:08         | 2021-03-05T10:07:08Z",
                "2021/3/5 下午12:07             | 2021-03-05T04:07:00Z",
                "2021-03-05 上午12:07           | 2021-03-04T16:07:00Z",
                "2021-03-05 下午18:07           | 2021-03-05T10:07:00Z",
                "2021-03-05 凌晨1:07            | 2021-03-04T17:07:00Z",
                "2021-03-05 中午1:07            | 2021-03-05T05:07:00Z",
                "2021-03-05 晚上11:07           | 2021-03-05T15:07:00Z",
                "2021-03-05 6:07 PM             | 2021-03-05T10:07:00Z",
                "2021-03-05 12:07 AM            | 2021-03-04T16:07:00Z",
                "2021-03-05 24:00               | 2021-03-05T16:00:00Z",
                "2021-12-31 24:00:00            | 2021-12-31T16:00:00Z",
                "2021-03-05T24:00:00Z           | 2021-03-06T00:00:00Z",
                "2021年3月5日 6时7分8秒          | 2021-03-04T22:07:08Z",
                "2021年3月5日 星期五 06:07       | 2021-03-04T22:07:00Z",
                "2021.3.5 6:07                  | 2021-03-04T22:07:00Z",
                // Words and brackets around it, full-width digits.
                "发布于 2021-03-05 06:07         | 2021-03-04T22:07:00Z",
                "发表于：2021-03-05 06:07        | 2021-03-04T22:07:00Z",
                "2021-03-05 06:07 发布           | 2021-03-04T22:07:00Z",
                "2021-03-05 06:07 发布于 江苏     | 2021-03-04T22:07:00Z",
                "2021-03-05 06:07 已编辑         | 2021-03-04T22:07:00Z",
                "(2021-03-05 06:07)             | 2021-03-04T22:07:00Z",
                "（2021-03-05 06:07）            | 2021-03-04T22:07:00Z",
                "[2021-03-05 06:07]             | 2021-03-04T22:07:00Z",
                "２０２１－０３－０５　０６：０７   | 2021-03-04T22:07:00Z",
                "'=\"2021-03-05 06:07\"'         | 2021-03-04T22:07:00Z",
                // Digits only.
                "202103050607                   | 2021-03-04T22:07:00Z",
                "2021030506                     | 2021-03-04T22:00:00Z",
                "20210305060708123              | 2021-03-04T22:07:08.123Z",
                "20210305T060708Z               | 2021-03-05T06:07:08Z",
                "20210305 06:07                 | 2021-03-04T22:07:00Z",
                // Counts since 1970: their size tells their unit.
                "1614895628                     | 2021-03-04T22:07:08Z",
                "1614895628.25                  | 2021-03-04T22:07:08.250Z",
                "1614895628123.0                | 2021-03-04T22:07:08.123Z",
                "1614895628123456               | 2021-03-04T22:07:08.123456Z",
                "1614895628123456789            | 2021-03-04T22:07:08.123456789Z",
                "1.614895628E9                  | 2021-03-04T22:07:08Z",
                "1.61489562E9                   | 2021-03-04T22:07:00Z",
                "1.614895628E+09                | 2021-03-04T22:07:08Z",
                "1.614895628E12                 | 2021-03-04T22:07:08Z",
                "1.614895628123e+12             | 2021-03-04T22:07:08.123Z",
                "1.614895628123456e+18          | 2021-03-04T22:07:08.123456Z",
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
                "03月10日 12:01            | 2024-03-10T04:01:00Z",
                "5月31日 23:54 来自 微博云剪  | 2023-05-31T15:54:00Z",
                // A crawl goes on for a while after the moment that is noted for it.
                "03-11 00:30              | 2024-03-10T16:30:00Z",
                "03-12 11:59              | 2024-03-12T03:59:00Z",
                "03-12 12:01              | 2023-03-12T04:01:00Z",
                "3月11日                   | 2024-03-10T16:00:00Z",
                "03月10日 下午1:02          | 2024-03-10T05:02:00Z",
                "3月9日 24:00              | 2024-03-09T16:00:00Z",
                "半小时前                   | 2024-03-10T03:30:00Z",
                "1个小时前                  | 2024-03-10T03:00:00Z",
                "45分前                    | 2024-03-10T03:15:00Z",
                "3小时前发布                | 2024-03-10T01:00:00Z",
                "（2小时前）                | 2024-03-10T02:00:00Z",
                "2周前                     | 2024-02-25T04:00:00Z",
                "1星期前                   | 2024-03-03T04:00:00Z",
                "1月前                     | 2024-02-10T04:00:00Z",
                "2个月前                   | 2024-01-10T04:00:00Z",
                "1年前                     | 2023-03-10T04:00:00Z",
                "5 minutes ago            | 2024-03-10T03:55:00Z",
                "1 hour ago               | 2024-03-10T03:00:00Z",
                "just now                 | 2024-03-10T04:00:00Z",
                "昨天                      | 2024-03-08T16:00:00Z",
                "昨天 下午3:04              | 2024-03-09T07:04:00Z",
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
                "NaN",
                "None",
                "=\"\"",
                // What can be two moments is none.
                "9/8/2023 20:54",
                "25/9/2023",
                "05-08-20 10:00",
                "45177.87101",
                "45177",
                "54:15.0",
                "10:05",
                "周五 20:54",
                "2023-09-08 20:54 EST",
                "2023-09",
                "1.69418E+09",
                "1.69E12",
                "1.5E9",
                // No such date, time or count.
                "2023-9-31 10:00",
                "2023-09-09 25:00",
                "2023-09-09 24:00:01",
                "2023-09-09 上午13:00",
                "2023-09-09 晚上3:00",
                "2023-09-091 10:00",
                "202313041000",
                "2025030425",
                "2025990410",
                "20230230",
                "2523456789",
                "123456789",
                "416941776550",
                "4940932523495372",
                "9223372036854775807",
                "0",
                "99999年前",
                "100年前",
                "5分钟后",
                "半天前"
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
        "2019090110, 2019-09-01T02:00:00Z",
        "201909011000, 2019-09-01T02:00:00Z",
        "2019-09-01 24:00, 2019-09-01T16:00:00Z",
        "1567303200.0, 2019-09-01T02:00:00Z",
        "1567303200, 2019-09-01T02:00:00Z"
    })
    void takes_a_crawl_date_for_the_end_of_its_day(String written, Instant expected) {
        assertThat(BEIJING.parseCrawl(written)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12-31T15:59:59Z, 01-01 00:30, 2024-12-31T16:30:00Z",
        "2024-12-31T15:59:59Z, 12-31 23:30, 2024-12-31T15:30:00Z",
        "2025-01-01T01:00:00Z, 12-31 23:30, 2024-12-31T15:30:00Z",
        "2025-01-01T01:00:00Z, 01-01 09:05, 2025-01-01T01:05:00Z"
    })
    void takes_a_time_without_a_year_for_the_crawls_year(Instant crawl, String written, Instant expected) {
        assertThat(BEIJING.parse(written, Optional.of(crawl))).isEqualTo(new ParsedTime.At(expected));
    }

    @Test
    void reads_china_standard_time_only_where_all_times_are_chinese() {
        assertThat(NEW_YORK.parse("2021-03-05 06:07:08 CST", CRAWL))
                .isEqualTo(new ParsedTime.Unknown(RejectReason.UNREADABLE_TIME));
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
