package io.weibosentiment.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a written time after its date: the time of day, and the offset if one is named.
 *
 * @param time the time of day
 * @param isNextDay whether it is that of the next day: {@code 24:00}
 * @param offset the offset or the zone's letters as they are written
 */
record ClockTime(LocalTime time, boolean isNextDay, Optional<String> offset) {

    /** The start of a day of which no time is written. */
    static final ClockTime START_OF_DAY = new ClockTime(LocalTime.MIN, false, Optional.empty());

    private static final String DAY_PART = "上午|下午|凌晨|清晨|早上|中午|傍晚|晚上|(?i:[AP]M)";
    private static final Pattern FORM = Pattern.compile("(?:\\(?(?:星期|周)[一二三四五六日天]\\)? ?)?(" + DAY_PART + ")? ?"
            + "([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
            + "|[时時点點]([0-9]{1,2})分(?:([0-9]{1,2})秒)?) ?((?i:[AP]M))? ?"
            + "(Z|CST|(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?|UTC|GMT)?(?:\\[[A-Za-z_/]+\\])?");
    private static final Pattern OFFSET = Pattern.compile("(?:UTC|GMT)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?");
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final int HALF_DAY = 12;

    /**
     * The time of day that {@code text} is; empty where it is in no form of one.
     *
     * @throws DateTimeException if it has the form, but no day has such a time
     */
    static Optional<ClockTime> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        boolean inWords = form.group(3) == null;
        int minute = number(form.group(inWords ? 6 : 3));
        int second = number(form.group(inWords ? 7 : 4));
        int nano = form.group(5) == null ? 0 : Integer.parseInt((form.group(5) + "00000000").substring(0, 9));
        String dayPart = form.group(1) == null ? form.group(8) : form.group(1);
        int hour = dayPart == null ? number(form.group(2)) : hour(dayPart, number(form.group(2)));
        Optional<String> offset = Optional.ofNullable(form.group(9));
        if (hour == 24 && minute == 0 && second == 0 && nano == 0) {
            return Optional.of(new ClockTime(LocalTime.MIN, true, offset));
        }
        return Optional.of(new ClockTime(LocalTime.of(hour, minute, second, nano), false, offset));
    }

    /**
     * The moment of this time on {@code date}. Without an offset it is in {@code zone}: in an overlap the first, in a
     * gap later by the gap's length.
     *
     * @throws DateTimeException if the offset is none, or its letters can mean several zones
     */
    Instant on(LocalDate date, ZoneId zone) {
        LocalDateTime local = (isNextDay ? date.plusDays(1) : date).atTime(time);
        if (offset.isEmpty()) {
            return ZonedDateTime.ofLocal(local, zone, null).toInstant();
        }
        return local.toInstant(offset(offset.get(), local, zone));
    }

    private static ZoneOffset offset(String written, LocalDateTime local, ZoneId zone) {
        if (written.equals("CST")) {
            // China's time and America's; which of them is only known where all times are China's.
            if (zone.getRules().isValidOffset(local, CHINA)) {
                return CHINA;
            }
            throw new DateTimeException("CST names several zones");
        }
        Matcher offset = OFFSET.matcher(written);
        if (!offset.matches()) {
            return ZoneOffset.UTC;
        }
        int sign = offset.group(1).equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(offset.group(2)), sign * number(offset.group(3)));
    }

    private static int hour(String dayPart, int hour) {
        return switch (dayPart) {
            case "凌晨", "清晨", "早上", "上午" -> within(0, HALF_DAY, hour) % HALF_DAY;
            case "中午" -> hour >= 11 ? within(11, 14, hour) : within(1, 2, hour) + HALF_DAY;
            case "下午", "傍晚" -> hour >= HALF_DAY ? within(HALF_DAY, 23, hour) : within(1, 11, hour) + HALF_DAY;
            case "晚上" -> hour >= HALF_DAY ? within(17, 23, hour) : within(5, 11, hour) + HALF_DAY;
            default -> {
                int half = within(1, HALF_DAY, hour) % HALF_DAY;
                yield dayPart.equalsIgnoreCase("PM") ? half + HALF_DAY : half;
            }
        };
    }

    private static int within(int first, int last, int hour) {
        if (hour < first || hour > last) {
            throw new DateTimeException("no such hour in this part of the day: " + hour);
        }
        return hour;
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
