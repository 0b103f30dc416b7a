package io.weibosentiment;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of time window, as written on the command line: {@code day}, {@code week}, {@code half-month}, {@code month},
 * {@code 6h}, {@code 6h/1h} (length/slide) or {@code since-post:1h}.
 *
 * @param text the specification in its normal form
 * @param placement how a time is assigned to a window
 * @param length the window's length; empty for calendar windows
 * @param slide the distance between two windows' starts; equals the length unless the windows overlap; empty for
 *     calendar windows
 */
public record WindowKind(String text, Placement placement, Optional<Duration> length, Optional<Duration> slide) {

    /** How a time is assigned to a window. */
    public enum Placement {
        DAY,
        WEEK,
        HALF_MONTH,
        MONTH,
        FIXED,
        SINCE_POST
    }

    private static final String EXPECTED =
            "expected day, week, half-month, month, a length such as 6h or 30m, length/slide such as 6h/1h,"
                    + " or since-post:1h";
    /** Each has a row of its own for each post, and adds to the work for each comment. */
    private static final long MOST_OVERLAPPING = 1000;

    private static final String SINCE_POST_PREFIX = "since-post:";
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(m|h|d)");

    /**
     * Reads a specification.
     *
     * @throws InvalidInputException if {@code spec} is not a specification; the message lists what is
     */
    public static WindowKind parse(String spec) {
        String text = spec.strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "day" -> calendar(text, Placement.DAY);
            case "week" -> calendar(text, Placement.WEEK);
            case "half-month" -> calendar(text, Placement.HALF_MONTH);
            case "month" -> calendar(text, Placement.MONTH);
            default -> text.startsWith(SINCE_POST_PREFIX) ? sincePost(text) : fixed(text);
        };
    }

    private static WindowKind calendar(String text, Placement placement) {
        return new WindowKind(text, placement, Optional.empty(), Optional.empty());
    }

    private static WindowKind sincePost(String text) {
        Duration length = duration(text.substring(SINCE_POST_PREFIX.length()), text);
        return new WindowKind(text, Placement.SINCE_POST, Optional.of(length), Optional.of(length));
    }

    private static WindowKind fixed(String text) {
        int slash = text.indexOf('/');
        Duration length = duration(slash < 0 ? text : text.substring(0, slash), text);
        Duration slide = slash < 0 ? length : duration(text.substring(slash + 1), text);
        if (slide.compareTo(length) > 0) {
            throw new InvalidInputException("window '" + text + "': the slide is longer than the window, so comments"
                    + " between two windows would be lost; use a slide of at most " + text.substring(0, slash));
        }
        long overlapping = length.plus(slide).minusMillis(1).dividedBy(slide);
        if (overlapping > MOST_OVERLAPPING) {
            long minutes = length.plusMinutes(MOST_OVERLAPPING - 1).toMinutes() / MOST_OVERLAPPING;
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "window '%s': each comment would be in %,d windows, and at most %,d may overlap; use a slide of at"
                            + " least %dm",
                    text,
                    overlapping,
                    MOST_OVERLAPPING,
                    minutes));
        }
        return new WindowKind(text, Placement.FIXED, Optional.of(length), Optional.of(slide));
    }

    private static Duration duration(String part, String spec) {
        Matcher matcher = DURATION.matcher(part);
        if (!matcher.matches()) {
            throw new InvalidInputException("window '" + spec + "' is not known; " + EXPECTED);
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
