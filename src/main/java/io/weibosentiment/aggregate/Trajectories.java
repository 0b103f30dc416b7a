package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

import io.weibosentiment.Columns;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Fill;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The step from {@code blogger_window_sentiment} to {@code trajectories}, the matrix of one kind of window. */
public final class Trajectories {

    /** One comment with a wrong date makes more; two thousand years of days are fewer. */
    private static final long MOST_WINDOWS = 1_000_000;

    private static final String FIRST = "__first";
    private static final String LAST = "__last";
    private static final String CELLS = "__cells";

    private final Windows windows;
    private final Fill fill;
    private final int maxBloggers;

    /** @param windows the kind of window that becomes the matrix */
    public Trajectories(AggregateConfig config, Windows windows) {
        this.windows = windows;
        this.fill = config.fill();
        this.maxBloggers = config.maxBloggers();
    }

    /**
     * A matrix, or why there is none.
     *
     * @param rows {@code window_start} and one double column per blogger, ids ascending; rows chronological
     * @param leftOutBecause the reason, a sentence for the user, where {@code rows} is empty
     */
    public record Matrix(Optional<Dataset<Row>> rows, Optional<String> leftOutBecause) {

        private static Matrix leftOut(String reason) {
            return new Matrix(Optional.empty(), Optional.of(reason));
        }
    }

    /**
     * The sentiment of every blogger who has one in any window, in every window from the first to the last in which any
     * of them has comments. Runs a Spark job for the bloggers' ids.
     *
     * @param bloggerWindows the rows of {@code blogger_window_sentiment}, of other kinds of windows too
     */
    public Matrix of(Dataset<Row> bloggerWindows) {
        Dataset<Row> rows = bloggerWindows.filter(col(Columns.WINDOW)
                .equalTo(windows.spec().text())
                .and(col(Columns.BLOGGER_ID).isNotNull())
                .and(col(Columns.COMMENTS).gt(0).or(col(Columns.SENTIMENT).isNotNull())));
        List<String> bloggers = bloggers(rows);
        if (bloggers.isEmpty()) {
            return Matrix.leftOut("no blogger has a sentiment in any window of '" + windows.spec() + "'");
        }
        if (bloggers.size() > maxBloggers) {
            return Matrix.leftOut("there are more than " + maxBloggers + " bloggers; raise"
                    + " aggregate.trajectories.max-bloggers to get a column for each");
        }
        return clash(bloggers)
                .or(() -> tooManyWindows(rows))
                .map(Matrix::leftOut)
                .orElseGet(() -> new Matrix(Optional.of(matrix(rows, bloggers)), Optional.empty()));
    }

    private List<String> bloggers(Dataset<Row> rows) {
        return rows
                .filter(col(Columns.SENTIMENT).isNotNull())
                .select(Columns.BLOGGER_ID)
                .distinct()
                .orderBy(Columns.BLOGGER_ID)
                .limit(maxBloggers + 1)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
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

    private Optional<String> tooManyWindows(Dataset<Row> rows) {
        Row range = rows.agg(min(unix_micros(col(Columns.WINDOW_START))), max(unix_micros(col(Columns.WINDOW_START))))
                .first();
        Instant first = Instant.EPOCH.plus(range.getLong(0), ChronoUnit.MICROS);
        Instant last = Instant.EPOCH.plus(range.getLong(1), ChronoUnit.MICROS);
        long count = windows.count(first, last);
        return count <= MOST_WINDOWS
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "there are %,d windows of '%s' from %s to %s and at most %,d are written; correct the"
                                + " comments' times or ask for longer windows",
                        count,
                        windows.spec(),
                        first,
                        last,
                        MOST_WINDOWS));
    }

    private Dataset<Row> matrix(Dataset<Row> rows, List<String> bloggers) {
        Dataset<Row> cells = fill == Fill.PREVIOUS ? carriedForward(rows) : rows;
        Dataset<Row> sparse = cells.filter(col(Columns.SENTIMENT).isNotNull())
                .groupBy(Columns.WINDOW_START)
                .agg(collect_list(struct(Columns.BLOGGER_ID, Columns.SENTIMENT)).as(CELLS));
        return everyWindow(rows)
                .join(sparse, Columns.WINDOW_START, "left")
                .select(Columns.WINDOW_START, CELLS)
                .orderBy(Columns.WINDOW_START)
                .flatMap(new MatrixRows(bloggers, fill), Encoders.row(MatrixRows.schema(bloggers)));
    }

    private Dataset<Row> everyWindow(Dataset<Row> rows) {
        return rows.agg(
                        min(Columns.WINDOW_START).as(FIRST),
                        max(Columns.WINDOW_START).as(LAST))
                .select(explode(windows.startsBetween(col(FIRST), col(LAST))).as(Columns.WINDOW_START));
    }

    /** A row per blogger and window, each with the blogger's last sentiment up to then. */
    private Dataset<Row> carriedForward(Dataset<Row> rows) {
        Dataset<Row> known = rows.select(Columns.BLOGGER_ID, Columns.WINDOW_START, Columns.SENTIMENT)
                .filter(col(Columns.SENTIMENT).isNotNull());
        WindowSpec upToThen = Window.partitionBy(Columns.BLOGGER_ID)
                .orderBy(Columns.WINDOW_START)
                .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
        return everyWindow(rows)
                .crossJoin(known.select(Columns.BLOGGER_ID).distinct())
                .join(known, new String[] {Columns.BLOGGER_ID, Columns.WINDOW_START}, "left")
                .withColumn(
                        Columns.SENTIMENT, last(col(Columns.SENTIMENT), true).over(upToThen));
    }
}
