package io.weibosentiment.ingest;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads every form in which Weibo and its crawlers write a time.
 *
 * <p>A time that names no offset is meant in the injected zone. Where that zone's clocks were put forward over it, it
 * is moved later by the length of the gap; where they were put back and it happened twice, it is the first of the two.
 * A date alone is the start of its day.
 *
 * <p>Forms without a year, or relative to the crawl, need the crawl's time. A yearless time is in the latest year that
 * does not put it after the crawl. A crawl of which only the date is known is taken to have been made in the last second
 * of that day: no yearless time of that day is then moved to the year before, and a relative time is off by the hour at
 * which the crawl was really made.
 */
final class TimeParser implements Serializable {

    private static final String CLOCK = "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?";
    private static final Pattern BLANKS = Pattern.compile("[\\u00a0\\u200b\\u3000\\ufeff]");
    private static final Pattern TAIL = Pattern.compile("\\s*来自.*$", Pattern.DOTALL);
    private static final Pattern FULL = Pattern.compile("(\\d{4}|\\d{2}(?=-))[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?"
            + "(?:(?:\\s*[T\\s]\\s*|(?<=日))" + CLOCK + "\\s*(Z|[+-]\\d{2}:?\\d{2})?)?");
    private static final Pattern COMPACT =
            Pattern.compile("((?:19|20)\\d{2})(\\d{2})(\\d{2})(?:(\\d{2})(\\d{2})(\\d{2}))?");
    private static final Pattern ENGLISH = Pattern.compile(
            "[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\\d{1,2}) (\\d{2}):(\\d{2}):(\\d{2}) ([+-]\\d{2}:?\\d{2}) (\\d{4})");
    private static final Pattern EPOCH =
            Pattern.compile("(?:(\\d{9,10})(?:\\.\\d+)?|(\\d{12,13})(?:\\.0+)?|(\\d{16}))");
    private static final Pattern YEARLESS = Pattern.compile("(\\d{1,2})[-月](\\d{1,2})日?(?:\\s*" + CLOCK + ")?");
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})\\s*(秒|秒钟|分钟|分|小时|天)前");
    private static final Pattern NAMED_DAY = Pattern.compile("(今天|昨天|前天)(?:\\s*" + CLOCK + ")?");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final List<String> DAYS_BACK = List.of("今天", "昨天", "前天");
    /** 29 February comes back after eight years at the latest. */
    private static final int YEARS_BACK = 8;

    private static final ParsedTime UNREADABLE = new ParsedTime.Unknown(RejectReason.UNREADABLE_TIME);
    private static final ParsedTime NEEDS_CRAWL_TIME = new ParsedTime.Unknown(RejectReason.TIME_NEEDS_CRAWL_TIME);

    private final ZoneId zone;

    /**
     * A parser for one crawl's data.
     *
     * @param zone the zone of times that name no offset
     */
    TimeParser(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Reads a comment's or a post's time.
     *
     * @param crawl when the row was crawled, if known
     */
    ParsedTime parse(String written, Optional<Instant> crawl) {
        String text = TAIL.matcher(plain(written)).replaceFirst("");
        if (text.isEmpty()) {
            return UNREADABLE;
        }
        try {
            return absolute(text)
                    .<ParsedTime>map(ParsedTime.At::new)
                    .or(() -> told(text).map(told -> toldFrom(told, crawl)))
                    .orElse(UNREADABLE);
        } catch (DateTimeException e) {
            return UNREADABLE;
        }
    }

    /** Reads the time of a crawl; a date alone is the last second of its day. Empty where it is in no absolute form. */
    Optional<Instant> parseCrawl(String written) {
        String text = plain(written);
        try {
            return dateOnly(text)
                    .map(date -> instant(date.atTime(LocalTime.of(23, 59, 59))))
                    .or(() -> absolute(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Without blanks around it, of which pages have more kinds than {@link String#strip} knows. */
    private static String plain(String written) {
        return BLANKS.matcher(written).replaceAll(" ").strip();
    }

    private Optional<LocalDate> dateOnly(String text) {
        Matcher full = FULL.matcher(text);
        if (full.matches() && full.group(4) == null) {
            return Optional.of(date(full));
        }
        Matcher compact = COMPACT.matcher(text);
        return compact.matches() && compact.group(4) == null ? Optional.of(date(compact)) : Optional.empty();
    }

    private Optional<Instant> absolute(String text) {
        Matcher full = FULL.matcher(text);
        if (full.matches()) {
            LocalDateTime time = date(full).atTime(clock(full, 4));
            return Optional.of(full.group(8) == null ? instant(time) : time.toInstant(ZoneOffset.of(full.group(8))));
        }
        Matcher english = ENGLISH.matcher(text);
        if (english.matches()) {
            return Optional.of(english(english));
        }
        Matcher compact = COMPACT.matcher(text);
        if (compact.matches() && (text.length() == 8 || text.length() == 14)) {
            return Optional.of(
                    instant(date(compact).atTime(compact.group(4) == null ? LocalTime.MIN : digits(compact))));
        }
        Matcher epoch = EPOCH.matcher(text);
        return epoch.matches() ? Optional.of(epoch(epoch)) : Optional.empty();
    }

    private static Instant english(Matcher matcher) {
        // An unknown month is month 0, which LocalDateTime refuses.
        int month = MONTHS.indexOf(matcher.group(1)) + 1;
        LocalDateTime time = LocalDateTime.of(
                number(matcher, 7),
                month,
                number(matcher, 2),
                number(matcher, 3),
                number(matcher, 4),
                number(matcher, 5));
        return time.toInstant(ZoneOffset.of(matcher.group(6)));
    }

    private static Instant epoch(Matcher matcher) {
        if (matcher.group(1) != null) {
            return Instant.ofEpochSecond(Long.parseLong(matcher.group(1)));
        }
        if (matcher.group(2) != null) {
            return Instant.ofEpochMilli(Long.parseLong(matcher.group(2)));
        }
        return Instant.EPOCH.plusNanos(Long.parseLong(matcher.group(3)) * 1000);
    }

    /** A time relative to the crawl, as a function of the crawl's time. */
    private interface Told {
        Optional<Instant> from(Instant crawl);
    }

    private static ParsedTime toldFrom(Told told, Optional<Instant> crawl) {
        return crawl.map(time ->
                        told.from(time).<ParsedTime>map(ParsedTime.At::new).orElse(UNREADABLE))
                .orElse(NEEDS_CRAWL_TIME);
    }

    private Optional<Told> told(String text) {
        if (text.equals("刚刚")) {
            return Optional.of(Optional::of);
        }
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            Duration age = age(number(ago, 1), ago.group(2));
            return Optional.of(crawl -> Optional.of(crawl.minus(age)));
        }
        Matcher named = NAMED_DAY.matcher(text);
        if (named.matches()) {
            LocalTime clock = clock(named, 2);
            int back = DAYS_BACK.indexOf(named.group(1));
            return Optional.of(
                    crawl -> Optional.of(instant(today(crawl).minusDays(back).atTime(clock))));
        }
        Matcher yearless = YEARLESS.matcher(text);
        if (yearless.matches()) {
            LocalTime clock = clock(yearless, 3);
            int month = number(yearless, 1);
            int day = number(yearless, 2);
            // Throws for a date that no year has.
            LocalDate.of(2000, month, day);
            return Optional.of(crawl -> latestYear(month, day, clock, crawl));
        }
        return Optional.empty();
    }

    private Optional<Instant> latestYear(int month, int day, LocalTime clock, Instant crawl) {
        int thisYear = today(crawl).getYear();
        for (int year = thisYear; year >= thisYear - YEARS_BACK; year--) {
            if (day > LocalDate.of(year, month, 1).lengthOfMonth()) {
                continue;
            }
            Instant time = instant(LocalDate.of(year, month, day).atTime(clock));
            if (!time.isAfter(crawl)) {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }

    private static Duration age(int count, String unit) {
        return switch (unit) {
            case "秒", "秒钟" -> Duration.ofSeconds(count);
            case "分", "分钟" -> Duration.ofMinutes(count);
            case "小时" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private LocalDate today(Instant crawl) {
        return LocalDate.ofInstant(crawl, zone);
    }

    /** The instant of a local time: in an overlap the first, in a gap later by the gap's length. */
    private Instant instant(LocalDateTime time) {
        return ZonedDateTime.ofLocal(time, zone, null).toInstant();
    }

    private static LocalDate date(Matcher matcher) {
        int year = number(matcher, 1);
        return LocalDate.of(
                matcher.group(1).length() == 2 ? 2000 + year : year, number(matcher, 2), number(matcher, 3));
    }

    private static LocalTime digits(Matcher matcher) {
        return LocalTime.of(number(matcher, 4), number(matcher, 5), number(matcher, 6));
    }

    private static LocalTime clock(Matcher matcher, int group) {
        if (matcher.group(group) == null) {
            return LocalTime.MIN;
        }
        int second = matcher.group(group + 2) == null ? 0 : number(matcher, group + 2);
        String fraction = matcher.group(group + 3);
        int nano = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        return LocalTime.of(number(matcher, group), number(matcher, group + 1), second, nano);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
