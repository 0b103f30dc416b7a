package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.weibosentiment.Columns;
import io.weibosentiment.WindowKind;
import io.weibosentiment.aggregate.Aggregation;
import io.weibosentiment.aggregate.BloggerWindows;
import io.weibosentiment.aggregate.ImplausibleTimes;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Run;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the tables of windows from scored comments; each is made from the one before it as it was written. */
final class WindowTables {

    private static final String STEP = "window tables";

    private final Aggregation aggregation;
    private final boolean severalWindows;
    private final Run run;

    WindowTables(AggregateConfig config, Run run) {
        this.run = run;
        this.aggregation = new Aggregation(config);
        this.severalWindows = config.windows().size() > 1;
    }

    /**
     * Comments without a window, in the manifest's section {@code counts}.
     *
     * @param commentsWithoutWindow in no window of any kind
     * @param commentsWithoutWindowOfKind in no window of each kind
     */
    record Counts(long commentsWithoutWindow, Map<String, Long> commentsWithoutWindowOfKind) {

        Counts {
            commentsWithoutWindowOfKind = Collections.unmodifiableMap(new LinkedHashMap<>(commentsWithoutWindowOfKind));
        }

        static Counts of(Aggregation.WithoutWindow found) {
            Map<String, Long> ofKind = new LinkedHashMap<>();
            found.ofKind().forEach((window, comments) -> ofKind.put(window.text(), comments));
            return new Counts(found.atAll(), ofKind);
        }
    }

    /**
     * Writes post_window_sentiment, blogger_window_sentiment and trajectories.
     *
     * @param scored comments with their scores and what is known of their posts
     * @param withoutComments posts that no comment is on
     */
    void write(Dataset<Row> scored, Dataset<Row> withoutComments) {
        run.step(STEP, () -> {
            Dataset<Row> rows = scored.unionByName(rowsOf(withoutComments, scored));
            run.write(Table.POST_WINDOW_SENTIMENT, sorted(aggregation.posts(rows), Columns.POST_ID));
            Instant now = run.clock().instant();
            Optional<Instant> latest = BloggerWindows.latestTime(scored, now);
            Dataset<Row> posts = run.read(Table.POST_WINDOW_SENTIMENT);
            run.write(
                    Table.BLOGGER_WINDOW_SENTIMENT, sorted(aggregation.bloggers(posts, latest), Columns.WINDOW_START));
            report(aggregation.withoutWindow(scored));
            writeTrajectories(run.read(Table.BLOGGER_WINDOW_SENTIMENT));
            ImplausibleTimes.among(scored, now).warnings().forEach(run::warn);
        });
    }

    /** A row for each post, with the columns of {@code scored}, null where it is not of the post. */
    private static Dataset<Row> rowsOf(Dataset<Row> posts, Dataset<Row> scored) {
        List<String> known = List.of(posts.columns());
        return posts.select(Arrays.stream(scored.schema().fields())
                .map(field -> known.contains(field.name())
                        ? col(field.name())
                        : lit(null).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new));
    }

    private void report(Aggregation.WithoutWindow found) {
        run.fact("counts", Counts.of(found));
        found.ofKind().forEach((window, comments) -> {
            if (comments > 0) {
                run.warn(String.format(
                        Locale.ROOT,
                        "%,d comments are in no window of '%s': they lack the time it needs",
                        comments,
                        window));
            }
        });
    }

    private void writeTrajectories(Dataset<Row> bloggers) {
        aggregation.trajectories(bloggers).forEach((kind, matrix) -> {
            Dataset<Row> rows = matrix.rows().orElseGet(() -> noRows(bloggers));
            run.write(Table.TRAJECTORIES, folder(kind), rows.coalesce(1));
            matrix.leftOutBecause().ifPresent(reason -> run.warn("trajectories are empty: " + reason));
        });
    }

    /** A matrix without bloggers, so that the table is there for its readers. */
    private static Dataset<Row> noRows(Dataset<Row> bloggers) {
        return bloggers.select(Columns.WINDOW_START).limit(0);
    }

    /** With one kind of window the matrix is the table; with several, each has a folder as Hive names partitions. */
    private String folder(WindowKind spec) {
        return severalWindows
                ? Columns.WINDOW + "=" + spec.text().replace("/", "%2F").replace(":", "%3A")
                : "";
    }

    private static Dataset<Row> sorted(Dataset<Row> rows, String second) {
        Column[] order = {col(Columns.WINDOW), col(Columns.BLOGGER_ID), col(second), col(Columns.WINDOW_START)};
        return rows.sort(order);
    }
}
