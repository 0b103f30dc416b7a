package io.weibosentiment.ingest;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
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
 * does not put it later than {@link RelativeTime#LATEST_AFTER_CRAWL} after the crawl. A crawl of which only the date is
 * known is taken to have been made in the last second of that day: a relative time is then off by the hour at which the
 * crawl was really made.
 *
 * <p>What can be read in two ways is not read: {@code 9/8/2023}, a time of day alone, a spreadsheet's day number.
 */
final class TimeParser implements Serializable {

    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);
    private static final Pattern BRACKETS = Pattern.compile("\\((.*)\\)|\\[(.*)\\]");
    private static final Pattern WORD_BEFORE = Pattern.compile("(?:发布于|发表于|评论于|回复于|发布时间|发表时间|评论时间|时间) ?:? ?");
    private static final Pattern WORDS_AFTER =
            Pattern.compile(" ?(?:(?:来自|(?<=.)发布于).*|发布|发表|(?:已编辑|编辑过).*)$", Pattern.DOTALL);

    private static final String USUAL = "0000-00-00 00:00:00";
    private static final int HOUR = 11;

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
        try {
            if (isUsual(written)) {
                return new ParsedTime.At(usual(written));
            }
            String text = bare(written);
            Optional<Instant> absolute = absolute(text);
            if (absolute.isPresent()) {
                return new ParsedTime.At(absolute.get());
            }
            Optional<RelativeTime> relative = RelativeTime.of(text);
            if (relative.isEmpty()) {
                return UNREADABLE;
            }
            return crawl.isEmpty()
                    ? NEEDS_CRAWL_TIME
                    : new ParsedTime.At(relative.get().from(crawl.get(), zone));
        } catch (DateTimeException e) {
            // There is no such date or time of day; the row says what is written.
            return UNREADABLE;
        }
    }

    /** Reads the time of a crawl; a date alone is the last second of its day. Empty where it is in no absolute form. */
    Optional<Instant> parseCrawl(String written) {
        try {
            if (isUsual(written)) {
                return Optional.of(usual(written));
            }
            String text = bare(written);
            return DatedTime.of(text)
                    .map(time -> time.clock().isPresent()
                            ? time.in(zone)
                            : ZonedDateTime.ofLocal(time.date().atTime(LAST_SECOND), zone, null)
                                    .toInstant())
                    .or(() -> EpochTime.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether it is written as {@code 2023-09-08 20:54:15}, as most are, before midnight. */
    private static boolean isUsual(String written) {
        if (written.length() != USUAL.length() || written.startsWith("24", HOUR)) {
            return false;
        }
        for (int i = 0; i < USUAL.length(); i++) {
            char form = USUAL.charAt(i);
            char character = written.charAt(i);
            boolean fits = form == '0' ? character >= '0' && character <= '9' : character == form;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private Instant usual(String written) {
        LocalDateTime local = LocalDateTime.of(
                number(written, 0, 4),
                number(written, 5, 7),
                number(written, 8, 10),
                number(written, HOUR, 13),
                number(written, 14, 16),
                number(written, 17, 19));
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.size() == 1
                ? local.toInstant(offsets.get(0))
                : ZonedDateTime.ofLocal(local, zone, null).toInstant();
    }

    private static int number(String written, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + written.charAt(i) - '0';
        }
        return number;
    }

    private Optional<Instant> absolute(String text) {
        return DatedTime.of(text).map(time -> time.in(zone)).or(() -> EpochTime.of(text));
    }

    /** The time itself, without the brackets and words that pages put around it; empty where there is none. */
    private static String bare(String written) {
        String text = WrittenValue.of(written).map(WrittenValue::plain).orElse("");
        Matcher brackets = BRACKETS.matcher(text);
        if (brackets.matches()) {
            text = brackets.group(1) == null ? brackets.group(2) : brackets.group(1);
        }
        if (text.chars().allMatch(character -> character < 0x80)) {
            return text.strip();
        }
        Matcher before = WORD_BEFORE.matcher(text);
        text = before.lookingAt() ? text.substring(before.end()) : text;
        return WORDS_AFTER.matcher(text).replaceFirst("").strip();
    }
}
