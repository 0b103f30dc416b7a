package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;

import io.weibosentiment.Columns;
import io.weibosentiment.WindowKind;
import io.weibosentiment.aggregate.Aggregation;
import io.weibosentiment.aggregate.BloggerWindows;
import io.weibosentiment.aggregate.ImplausibleTimes;
import io.weibosentiment.aggregate.Trajectories;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.output.Table;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the tables per window from scored comments; each is made from the one before it as it was written. */
final class WindowTables {

    private final Aggregation aggregation;
    private final boolean severalWindows;
    private final OutputFolder output;
    private final Clock clock;

    WindowTables(AggregateConfig config, OutputFolder output, Clock clock) {
        this.output = output;
        this.clock = clock;
        this.aggregation = new Aggregation(config);
        this.severalWindows = config.windows().size() > 1;
    }

    /**
     * What the comments gave.
     *
     * @param withoutWindow comments that stand in no window
     * @param warnings what could not be made, and why
     */
    record Outcome(Aggregation.WithoutWindow withoutWindow, List<String> warnings) {}

    /** Writes post_window_sentiment, blogger_window_sentiment and trajectories. */
    Outcome write(Dataset<Row> scored) {
        output.write(Table.POST_WINDOW_SENTIMENT, sorted(aggregation.posts(scored), Columns.POST_ID));
        Instant now = clock.instant();
        Optional<Instant> latest = BloggerWindows.latestTime(scored, now);
        Dataset<Row> posts = output.read(Table.POST_WINDOW_SENTIMENT);
        output.write(Table.BLOGGER_WINDOW_SENTIMENT, sorted(aggregation.bloggers(posts, latest), Columns.WINDOW_START));
        List<String> warnings = trajectories(output.read(Table.BLOGGER_WINDOW_SENTIMENT));
        warnings.addAll(ImplausibleTimes.among(scored, now).warnings());
        return new Outcome(aggregation.withoutWindow(scored), warnings);
    }

    private List<String> trajectories(Dataset<Row> bloggers) {
        List<String> warnings = new ArrayList<>();
        for (Map.Entry<WindowKind, Trajectories.Matrix> entry :
                aggregation.trajectories(bloggers).entrySet()) {
            Trajectories.Matrix matrix = entry.getValue();
            Dataset<Row> rows = matrix.rows().orElseGet(() -> noRows(bloggers));
            output.write(Table.TRAJECTORIES, folder(entry.getKey()), rows.coalesce(1));
            matrix.leftOutBecause().ifPresent(reason -> warnings.add("trajectories are empty: " + reason));
        }
        return warnings;
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
