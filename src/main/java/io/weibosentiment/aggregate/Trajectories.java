package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;

import io.weibosentiment.Columns;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Fill;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The step from {@code blogger_window_sentiment} to {@code trajectories}, a matrix for each kind of window. */
public final class Trajectories {

    /** One comment with a wrong date makes more; two thousand years of days are fewer. */
    private static final long MOST_WINDOWS = 1_000_000;
    /** Two thousand bloggers in five years of hours are fewer. */
    private static final long MOST_CELLS = 100_000_000;

    private static final String FIRST = "__first";
    private static final String LAST = "__last";
    private static final String KNOWN = "__known";
    private static final String PLACE = "__place";

    private final List<Windows> windows;
    private final Fill fill;
    private final int maxBloggers;

    /** @param windows the kinds of window that become matrices */
    Trajectories(AggregateConfig config, List<Windows> windows) {
        this.windows = windows;
        this.fill = config.fill();
        this.maxBloggers = config.maxBloggers();
    }

    /**
     * For each kind of window the bloggers who have a sentiment in any window, at most one more than may be, and the
     * first and the last start of windows in which anybody has comments.
     *
     * @param bloggers the rows of {@code blogger_window_sentiment}
     */
    public Dataset<Row> extents(Dataset<Row> bloggers) {
        WindowSpec ofKind = Window.partitionBy(Columns.WINDOW);
        Column start = unix_micros(col(Columns.WINDOW_START));
        return rows(bloggers)
                .groupBy(Columns.WINDOW, Columns.BLOGGER_ID)
                .agg(
                        min(start).as(FIRST),
                        max(start).as(LAST),
                        count(Columns.SENTIMENT).gt(0).as(KNOWN))
                .select(
                        col(Columns.WINDOW),
                        col(Columns.BLOGGER_ID),
                        col(KNOWN),
                        min(FIRST).over(ofKind).as(FIRST),
                        max(LAST).over(ofKind).as(LAST),
                        row_number()
                                .over(ofKind.orderBy(col(KNOWN).desc(), col(Columns.BLOGGER_ID)))
                                .as(PLACE))
                .filter(col(KNOWN).and(col(PLACE).leq(maxBloggers + 1)));
    }

    /**
     * The matrix of each kind of window, in the order configured: the sentiment of every blogger who has one in any
     * window, in every window from the first to the last in which any of them has comments. Runs a Spark job for each
     * kind with {@link Fill#LONGEST_RUN}, else none.
     *
     * @param bloggers the rows of {@code blogger_window_sentiment}
     * @param extents the rows of {@link #extents}
     */
    public Map<WindowKind, Matrix> matrices(Dataset<Row> bloggers, List<Row> extents) {
        Map<WindowKind, Matrix> matrices = new LinkedHashMap<>();
        for (Windows kind : windows) {
            List<Row> ofKind = extents.stream()
                    .filter(row -> row.getString(0).equals(kind.spec().text()))
                    .sorted(Comparator.comparingInt(row -> row.getInt(5)))
                    .toList();
            matrices.put(kind.spec(), matrix(kind, bloggers, ofKind));
        }
        return matrices;
    }

    private static Dataset<Row> rows(Dataset<Row> bloggers) {
        return bloggers.filter(col(Columns.BLOGGER_ID)
                .isNotNull()
                .and(col(Columns.COMMENTS).gt(0).or(col(Columns.SENTIMENT).isNotNull())));
    }

    private Matrix matrix(Windows kind, Dataset<Row> bloggers, List<Row> extents) {
        List<String> ids = extents.stream().map(row -> row.getString(1)).toList();
        if (ids.isEmpty()) {
            return leftOut(kind, bloggers, "no blogger has a sentiment in any window of '" + kind.spec() + "'");
        }
        if (ids.size() > maxBloggers) {
            return leftOut(
                    kind,
                    bloggers,
                    "there are more than " + maxBloggers + " bloggers; raise"
                            + " aggregate.trajectories.max-bloggers to get a column for each");
        }
        long first = extents.get(0).getLong(3);
        long last = extents.get(0).getLong(4);
        return clash(ids)
                .or(() -> tooLarge(kind, ids.size(), moment(first), moment(last)))
                .map(reason -> leftOut(kind, bloggers, reason))
                .orElseGet(() -> matrix(kind, bloggers, ids, starts(kind, bloggers, first, last)));
    }

    /** Two columns whose names differ only in case cannot be in one table. */
    private static Optional<String> clash(List<String> bloggers) {
        Set<String> seen = new TreeSet<>(Set.of(Columns.WINDOW_START));
        return bloggers.stream()
                .filter(blogger -> blogger.isBlank() || !seen.add(blogger.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(blogger ->
                        "the blogger id '" + blogger + "' cannot name a column beside the others; ids must not be"
                                + " blank and must differ in more than case");
    }

    private static Optional<String> tooLarge(Windows kind, int bloggers, Instant first, Instant last) {
        long count = kind.count(first, last);
        long most = Math.min(MOST_WINDOWS, MOST_CELLS / bloggers);
        return count <= most
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "there are %,d windows of '%s' from %s to %s and at most %,d are written for %,d bloggers;"
                                + " correct the comments' times or ask for longer windows",
                        count,
                        kind.spec(),
                        first,
                        last,
                        most,
                        bloggers));
    }

    private static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Every window's start from {@code first} to {@code last}. Spark computes them on the driver, without a job. */
    private static List<Timestamp> starts(Windows kind, Dataset<Row> bloggers, long first, long last) {
        Column starts = kind.startsBetween(timestamp_micros(lit(first)), timestamp_micros(lit(last)));
        return bloggers.sparkSession()
                .createDataset(List.of(0L), Encoders.LONG())
                .select(starts)
                .collectAsList()
                .get(0)
                .getList(0);
    }

    private Matrix matrix(Windows kind, Dataset<Row> bloggers, List<String> ids, List<Timestamp> starts) {
        Dataset<Row> cells = cells(kind, bloggers);
        if (fill != Fill.LONGEST_RUN) {
            return new Matrix(cells, ids, starts, fill, Optional.empty());
        }
        List<Timestamp> run = longestRun(cells, ids.size(), starts);
        Column isInRun = run.isEmpty()
                ? lit(false)
                : col(Columns.WINDOW_START).between(lit(run.get(0)), lit(run.get(run.size() - 1)));
        return new Matrix(cells.filter(isInRun), ids, run, fill, Optional.empty());
    }

    private static Dataset<Row> cells(Windows kind, Dataset<Row> bloggers) {
        return rows(bloggers)
                .filter(col(Columns.WINDOW)
                        .equalTo(kind.spec().text())
                        .and(col(Columns.SENTIMENT).isNotNull()));
    }

    private Matrix leftOut(Windows kind, Dataset<Row> bloggers, String reason) {
        return new Matrix(cells(kind, bloggers), List.of(), List.of(), fill, Optional.of(reason));
    }

    /** The first of the longest runs of windows in which each of so many bloggers has a sentiment. Runs a Spark job. */
    private static List<Timestamp> longestRun(Dataset<Row> cells, int bloggers, List<Timestamp> starts) {
        Set<Timestamp> full = new HashSet<>();
        cells.groupBy(Columns.WINDOW_START)
                .agg(count(lit(1)).as(KNOWN))
                .filter(col(KNOWN).equalTo(bloggers))
                .collectAsList()
                .forEach(row -> full.add(row.getTimestamp(0)));
        int longest = 0;
        int end = 0;
        int length = 0;
        for (int i = 0; i < starts.size(); i++) {
            length = full.contains(starts.get(i)) ? length + 1 : 0;
            if (length > longest) {
                longest = length;
                end = i + 1;
            }
        }
        return starts.subList(end - longest, end);
    }
}
