package io.weibosentiment.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time that is written with its whole date.
 *
 * @param date the date
 * @param clock the time of day, if one is written
 */
record DatedTime(LocalDate date, Optional<ClockTime> clock) {

    private static final Pattern YEAR_FIRST = Pattern.compile(
            "([0-9]{4}|[0-9]{2}(?=-))[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})(?:日|(?![0-9]))(?: ?T ?|[ _])?");
    private static final Pattern COMPACT = Pattern.compile(
            "((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})" + "(?:([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})([0-9]{3})?)?)?)?");
    private static final Pattern BASIC =
            Pattern.compile("((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})[T ](?:([0-9]{2})([0-9]{2})([0-9]{2})(.*)|(.*))");
    private static final String DAY_NAME = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
    private static final String MONTH_NAME = "([A-Z][a-z]{2})";
    /** Java, Twitter's and Weibo's interfaces, C: {@code Sat Sep 09 20:54:15 +0800 2023}. */
    private static final Pattern YEAR_LAST =
            Pattern.compile(DAY_NAME + " " + MONTH_NAME + " ([0-9]{1,2}) ([0-9:]{8}(?: \\S+)?) ([0-9]{4})");
    /** Mail: {@code Sat, 09 Sep 2023 20:54:15 +0800}. */
    private static final Pattern DAY_FIRST = Pattern.compile(
            "(?:" + DAY_NAME + ", )?([0-9]{1,2}) " + MONTH_NAME + " ([0-9]{4}) ([0-9:]{5,8}(?: \\S+)?)");
    /** JavaScript: {@code Sat Sep 09 2023 20:54:15 GMT+0800 (中国标准时间)}. */
    private static final Pattern JAVASCRIPT = Pattern.compile(
            DAY_NAME + " " + MONTH_NAME + " ([0-9]{1,2}) ([0-9]{4}) ([0-9:]{8} GMT[+-][0-9]{4})(?: \\(.*\\))?");

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    /** Weibo began in 2009; a year of two digits before it is a day or a month. */
    private static final int FIRST_SHORT_YEAR = 9;

    private static final int HOUR_LENGTH = 10;

    /**
     * The time that {@code text} is; empty where it is in no such form.
     *
     * @throws DateTimeException if it has the form, but there is no such date or time of day
     */
    static Optional<DatedTime> of(String text) {
        return yearFirst(text).or(() -> english(text)).or(() -> compact(text)).or(() -> basic(text));
    }

    /** The moment, in {@code zone} unless an offset is written; without a time of day the start of the day. */
    Instant in(ZoneId zone) {
        return clock.orElse(ClockTime.START_OF_DAY).on(date, zone);
    }

    private static Optional<DatedTime> yearFirst(String text) {
        Matcher form = YEAR_FIRST.matcher(text);
        if (!form.lookingAt()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(form.group(1));
        boolean isShort = form.group(1).length() == 2;
        if (isShort && year < FIRST_SHORT_YEAR) {
            return Optional.empty();
        }
        return withClock(
                LocalDate.of(isShort ? 2000 + year : year, number(form, 2), number(form, 3)),
                text.substring(form.end()));
    }

    private static Optional<DatedTime> english(String text) {
        Matcher yearLast = YEAR_LAST.matcher(text);
        if (yearLast.matches()) {
            return withClock(date(yearLast, 4, 1, 2), yearLast.group(3));
        }
        Matcher dayFirst = DAY_FIRST.matcher(text);
        if (dayFirst.matches()) {
            return withClock(date(dayFirst, 3, 2, 1), dayFirst.group(4));
        }
        Matcher javascript = JAVASCRIPT.matcher(text);
        return javascript.matches() ? withClock(date(javascript, 3, 1, 2), javascript.group(4)) : Optional.empty();
    }

    /** The digits of a date and time. Ten digits that begin with 1 count seconds. */
    private static Optional<DatedTime> compact(String text) {
        Matcher form = COMPACT.matcher(text);
        if (!form.matches() || (text.length() == HOUR_LENGTH && text.startsWith("1"))) {
            return Optional.empty();
        }
        LocalDate date = LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
        if (form.group(4) == null) {
            return Optional.of(new DatedTime(date, Optional.empty()));
        }
        String seconds = form.group(6) == null ? "" : ":" + form.group(6);
        String millis = form.group(7) == null ? "" : "." + form.group(7);
        String minutes = form.group(5) == null ? "00" : form.group(5);
        return withClock(date, form.group(4) + ":" + minutes + seconds + millis);
    }

    private static Optional<DatedTime> basic(String text) {
        Matcher form = BASIC.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        LocalDate date = LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
        String clock = form.group(4) == null
                ? form.group(8)
                : form.group(4) + ":" + form.group(5) + ":" + form.group(6) + form.group(7);
        return withClock(date, clock);
    }

    private static Optional<DatedTime> withClock(LocalDate date, String rest) {
        return rest.isEmpty()
                ? Optional.of(new DatedTime(date, Optional.empty()))
                : ClockTime.of(rest).map(clock -> new DatedTime(date, Optional.of(clock)));
    }

    /** An unknown month is month 0, which no date has. */
    private static LocalDate date(Matcher form, int year, int month, int day) {
        return LocalDate.of(number(form, year), MONTHS.indexOf(form.group(month)) + 1, number(form, day));
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
