package io.weibosentiment.ingest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time that only a crawl's time makes a moment: {@code 5分钟前}, {@code 昨天 12:03}, {@code 09-08 10:00}. */
final class RelativeTime {

    /**
     * How long after its crawl a time without a year may be and still be of the crawl's year. A site leaves the year
     * out of times of the current year, and a crawl goes on after the moment that is noted as its time, often past
     * midnight, or that moment is in another zone.
     */
    static final Duration LATEST_AFTER_CRAWL = Duration.ofDays(2);

    /** 29 February comes back after eight years at the latest. */
    private static final int YEARS_BACK = 8;

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final Set<String> NOW = Set.of("刚刚", "刚才", "just now");
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6}) ?个?(秒钟?|分钟?|小时|天|日|周|星期|礼拜|月|年)(?:之?前|以前)");
    private static final Pattern AGO_IN_ENGLISH =
            Pattern.compile("(?i)([0-9]{1,6}) ?(sec|min|hour|day|week|month|year)(?:ond|ute)?s? ago");
    private static final Pattern NAMED_DAY = Pattern.compile("(今天|今日|昨天|昨日|前天|前日)(?: ?(.+))?");
    private static final Pattern YEARLESS =
            Pattern.compile("([0-9]{1,2})(?:-([0-9]{1,2})|月([0-9]{1,2})日?)(?:(?: |(?<=日))(.+))?");
    private static final List<String> DAYS_BACK = List.of("今", "昨", "前");

    private final BiFunction<Instant, ZoneId, Instant> moment;

    private RelativeTime(BiFunction<Instant, ZoneId, Instant> moment) {
        this.moment = moment;
    }

    /**
     * The time that {@code text} is; empty where it is in no such form.
     *
     * @throws DateTimeException if it has the form, but there is no such date or time of day
     */
    static Optional<RelativeTime> of(String text) {
        if (NOW.contains(text)) {
            return Optional.of(new RelativeTime((crawl, zone) -> crawl));
        }
        if (text.equals("半小时前") || text.equals("半个小时前")) {
            return Optional.of(new RelativeTime((crawl, zone) -> crawl.minus(HALF_HOUR)));
        }
        return ago(text).or(() -> namedDay(text)).or(() -> yearless(text));
    }

    /**
     * The moment, if the page was read at {@code crawl} and its times are in {@code zone}.
     *
     * @throws DateTimeException if that is a moment that no comment has
     */
    Instant from(Instant crawl, ZoneId zone) {
        return moment.apply(crawl, zone);
    }

    private static Optional<RelativeTime> ago(String text) {
        Matcher ago = AGO.matcher(text);
        Matcher english = AGO_IN_ENGLISH.matcher(text);
        if (!ago.matches() && !english.matches()) {
            return Optional.empty();
        }
        Matcher form = ago.matches() ? ago : english;
        int count = Integer.parseInt(form.group(1));
        ChronoUnit unit = unit(form.group(2).toLowerCase(Locale.ROOT));
        return Optional.of(new RelativeTime((crawl, zone) -> before(crawl, count, unit, zone)));
    }

    /** Days are 24 hours and weeks seven days; months and years are the calendar's. */
    private static Instant before(Instant crawl, int count, ChronoUnit unit, ZoneId zone) {
        Instant time = unit.compareTo(ChronoUnit.WEEKS) <= 0
                ? crawl.minus(unit.getDuration().multipliedBy(count))
                : crawl.atZone(zone).minus(count, unit).toInstant();
        if (time.isBefore(Instant.EPOCH)) {
            throw new DateTimeException("an age that no comment has");
        }
        return time;
    }

    private static ChronoUnit unit(String written) {
        return switch (written) {
            case "秒", "秒钟", "sec" -> ChronoUnit.SECONDS;
            case "分", "分钟", "min" -> ChronoUnit.MINUTES;
            case "小时", "hour" -> ChronoUnit.HOURS;
            case "天", "日", "day" -> ChronoUnit.DAYS;
            case "周", "星期", "礼拜", "week" -> ChronoUnit.WEEKS;
            case "月", "month" -> ChronoUnit.MONTHS;
            default -> ChronoUnit.YEARS;
        };
    }

    private static Optional<RelativeTime> namedDay(String text) {
        Matcher form = NAMED_DAY.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int back = DAYS_BACK.indexOf(form.group(1).substring(0, 1));
        return clock(form.group(2))
                .map(clock -> new RelativeTime(
                        (crawl, zone) -> clock.on(day(crawl, zone).minusDays(back), zone)));
    }

    private static Optional<RelativeTime> yearless(String text) {
        Matcher form = YEARLESS.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int month = Integer.parseInt(form.group(1));
        int day = Integer.parseInt(form.group(2) == null ? form.group(3) : form.group(2));
        // Throws for a date that no year has.
        LocalDate.of(2000, month, day);
        return clock(form.group(4))
                .map(clock -> new RelativeTime((crawl, zone) -> latest(month, day, clock, crawl, zone)));
    }

    private static Optional<ClockTime> clock(String written) {
        return written == null ? Optional.of(ClockTime.START_OF_DAY) : ClockTime.of(written);
    }

    private static Instant latest(int month, int day, ClockTime clock, Instant crawl, ZoneId zone) {
        Instant end = crawl.plus(LATEST_AFTER_CRAWL);
        int lastYear = day(end, zone).getYear();
        for (int year = lastYear; year >= lastYear - YEARS_BACK; year--) {
            if (day > LocalDate.of(year, month, 1).lengthOfMonth()) {
                continue;
            }
            Instant time = clock.on(LocalDate.of(year, month, day), zone);
            if (!time.isAfter(end)) {
                return time;
            }
        }
        throw new DateTimeException("no year has had such a day");
    }

    private static LocalDate day(Instant time, ZoneId zone) {
        return LocalDate.ofInstant(time, zone);
    }
}
