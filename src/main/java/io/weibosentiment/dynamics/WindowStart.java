package io.weibosentiment.dynamics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * When a window starts, as people write it: a moment such as 2023-09-30T16:00:00Z or 2023-10-01T00:00:00+08:00, or a
 * date such as 2023-10-01 or, from a spreadsheet, 2023/10/1, with or without a time, in a zone.
 */
final class WindowStart {

    /** Examples, for messages. */
    static final String EXAMPLES = "2023-10-01 or 2023-09-30T16:00:00Z";

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .appendPattern("u-M-d['T'H:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]['['VV']']]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private WindowStart() {}

    /** The moment that {@code text} names; empty if it names none. */
    static Optional<Instant> parse(String text, ZoneId zone) {
        String written = text.strip().replace('/', '-').replaceFirst("(?<=\\d)\\s+(?=\\d)", "T");
        try {
            TemporalAccessor parsed = FORM.parseBest(
                    written, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return Optional.of(instant(parsed, zone));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(TemporalAccessor parsed, ZoneId zone) {
        if (parsed instanceof LocalDate day) {
            return day.atStartOfDay(zone).toInstant();
        }
        return parsed instanceof LocalDateTime time ? time.atZone(zone).toInstant() : Instant.from(parsed);
    }
}
