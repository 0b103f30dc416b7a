package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.WindowBy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * One kind of window over the comments' times.
 *
 * <p>Calendar windows begin at midnight in the zone and are as long as the zone's clocks make them. Fixed windows are
 * counted from a midnight of the zone's standard time, whatever the clocks do. Windows since the post are written as if
 * the post had been made at 1970-01-01T00:00Z.
 */
public final class Windows {

    private static final String WINDOWS_TYPE =
            "array<struct<window:string,window_start:timestamp,window_end:timestamp>>";
    /** Fixed windows are aligned to the standard time that held at this moment, as zones have changed theirs. */
    private static final Instant STANDARD_TIME_OF = Instant.parse("2020-01-01T00:00:00Z");

    private final WindowKind spec;
    private final WindowBy by;
    private final ZoneId zone;

    /**
     * @param spec the kind of window
     * @param by whose time counts; windows since the post need both
     * @param zone the zone of calendar windows, and whose midnight fixed windows are aligned to
     */
    public Windows(WindowKind spec, WindowBy by, ZoneId zone) {
        this.spec = spec;
        this.by = by;
        this.zone = zone;
    }

    /** The kind of window. */
    public WindowKind spec() {
        return spec;
    }

    /**
     * {@code comments} with {@code window}, {@code window_start} and {@code window_end}. A comment without the times
     * that are needed, or before its post, is left out; where windows overlap it is in each of them.
     */
    public Dataset<Row> assign(Dataset<Row> comments) {
        return assign(comments, windows());
    }

    static Dataset<Row> assign(Dataset<Row> comments, Column windows) {
        String exploded = "__window";
        return comments.withColumn(exploded, explode(windows))
                .withColumn(Columns.WINDOW, col(exploded).getField(Columns.WINDOW))
                .withColumn(Columns.WINDOW_START, col(exploded).getField(Columns.WINDOW_START))
                .withColumn(Columns.WINDOW_END, col(exploded).getField(Columns.WINDOW_END))
                .drop(exploded);
    }

    /** The windows that contain a comment: an array of (window, window_start, window_end), empty if there is none. */
    Column windows() {
        Column windows = transform(starts(), this::window).cast(WINDOWS_TYPE);
        return coalesce(windows, array().cast(WINDOWS_TYPE));
    }

    /** Whether any window contains a comment; never null. */
    Column hasWindow() {
        Column postTime = col(Columns.POST_TIME);
        Column commentTime = col(Columns.COMMENT_TIME);
        if (spec.placement() == WindowKind.Placement.SINCE_POST) {
            return coalesce(commentTime.geq(postTime), lit(false));
        }
        return moment().isNotNull();
    }

    /** The start of the first window that contains a comment, in microseconds since 1970; null if none does. */
    public Column first() {
        return switch (spec.placement()) {
            case FIXED -> firstStart();
            case SINCE_POST -> when(hasWindow(), sincePostStart());
            default -> unix_micros(calendar().start(moment()));
        };
    }

    /** The same of the last window. */
    public Column last() {
        return spec.placement() == WindowKind.Placement.FIXED ? lastStart() : first();
    }

    /** The microseconds from one window's start to the next one's, where several contain a comment. */
    public long step() {
        return isCounted() ? slideMicros() : 1;
    }

    /** The end, excluded, of the window that starts at {@code start}. */
    Column end(Column start) {
        return isCounted()
                ? timestamp_micros(unix_micros(start).plus(micros(spec.length())))
                : calendar().end(start);
    }

    /** How many windows contain a comment; never null. */
    Column containing() {
        Column one = lit(1L);
        Column several = spec.placement() == WindowKind.Placement.FIXED
                ? lastStart()
                        .minus(firstStart())
                        .divide(slideMicros())
                        .cast(DataTypes.LongType)
                        .plus(one)
                : one;
        return when(hasWindow(), several).otherwise(0L);
    }

    /** Every window's start between two of them: an array of timestamps, ascending, both ends included. */
    Column startsBetween(Column first, Column last) {
        if (isCounted()) {
            Column micros = sequence(unix_micros(first), unix_micros(last), lit(slideMicros()));
            return transform(micros, start -> timestamp_micros(start));
        }
        return array_distinct(calendar().startsBetween(first, last));
    }

    /** About how many windows start from {@code first} to {@code last}. */
    long count(Instant first, Instant last) {
        Duration step = spec.slide().orElseGet(() -> calendar().length());
        return Duration.between(first, last).dividedBy(step) + 1;
    }

    private Column starts() {
        return transform(sequence(first(), last(), lit(step())), start -> timestamp_micros(start));
    }

    private Column window(Column start) {
        return struct(
                lit(spec.text()).as(Columns.WINDOW),
                start.as(Columns.WINDOW_START),
                end(start).as(Columns.WINDOW_END));
    }

    /** The first multiple of the slide, counted from midnight in standard time, in (moment - length, moment]. */
    private Column firstStart() {
        Column before = unix_micros(moment()).minus(micros(spec.length()));
        return before.minus(sinceMultiple(before, slideMicros())).plus(slideMicros());
    }

    private Column lastStart() {
        Column moment = unix_micros(moment());
        return moment.minus(sinceMultiple(moment, slideMicros()));
    }

    private Column sinceMultiple(Column micros, long slide) {
        Duration offset = Duration.ofSeconds(
                zone.getRules().getStandardOffset(STANDARD_TIME_OF).getTotalSeconds());
        return pmod(micros.plus(toMicros(offset)), lit(slide));
    }

    private Column sincePostStart() {
        Column since = unix_micros(col(Columns.COMMENT_TIME)).minus(unix_micros(col(Columns.POST_TIME)));
        return since.minus(pmod(since, lit(slideMicros())));
    }

    /** The time that counts; of a post without comments, its own. */
    private Column moment() {
        Column postTime = col(Columns.POST_TIME);
        return by == WindowBy.POST
                ? postTime
                : when(CountedSentiment.isComment(), col(Columns.COMMENT_TIME)).otherwise(postTime);
    }

    private boolean isCounted() {
        return spec.length().isPresent();
    }

    private CalendarWindows calendar() {
        return new CalendarWindows(spec.placement(), zone);
    }

    private long slideMicros() {
        return micros(spec.slide());
    }

    private static long micros(Optional<Duration> duration) {
        return toMicros(duration.orElseThrow());
    }

    private static long toMicros(Duration duration) {
        return duration.toSeconds() * 1_000_000;
    }
}
