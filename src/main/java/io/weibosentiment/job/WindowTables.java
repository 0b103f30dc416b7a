package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.weibosentiment.Columns;
import io.weibosentiment.ModelLabels;
import io.weibosentiment.WindowKind;
import io.weibosentiment.aggregate.Aggregation;
import io.weibosentiment.aggregate.LabelShares;
import io.weibosentiment.aggregate.Matrix;
import io.weibosentiment.aggregate.MatrixFigure;
import io.weibosentiment.aggregate.OneJob;
import io.weibosentiment.aggregate.Replicates;
import io.weibosentiment.aggregate.WindowSums;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.labels.correction.CorrectedTables;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Run;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
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

    private static final Map<Table, MatrixFigure> NUMBERS = new EnumMap<>(Map.of(
            Table.TRAJECTORIES, MatrixFigure.SENTIMENT,
            Table.TRAJECTORIES_SE, MatrixFigure.SENTIMENT_SE,
            Table.TRAJECTORIES_EFFECTIVE_COMMENTS, MatrixFigure.EFFECTIVE_COMMENTS));

    private final Aggregation aggregation;
    private final boolean severalWindows;
    private final Run run;
    private final ClosingCheck check;
    private final Optional<CorrectedTables> corrected;
    private final Optional<ModelLabels> labels;
    private TableNotes notes = TableNotes.NONE;

    /**
     * @param check is told the tables' sums
     * @param corrected adds means that are corrected by labels, if there are any
     * @param labels the model's labels, whose shares are added if there are more than two
     */
    WindowTables(
            AggregateConfig config,
            Run run,
            ClosingCheck check,
            Optional<CorrectedTables> corrected,
            Optional<ModelLabels> labels) {
        this.labels = labels;
        this.corrected = corrected;
        this.run = run;
        this.check = check;
        this.aggregation = new Aggregation(config);
        this.severalWindows = config.windows().size() > 1;
    }

    /** Notes {@code more} in the cells. */
    WindowTables with(TableNotes more) {
        notes = notes.then(more);
        return this;
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

        static Counts of(WindowSums.OfComments found) {
            Map<String, Long> ofKind = new LinkedHashMap<>();
            found.withoutWindowOfKind().forEach((window, comments) -> ofKind.put(window.text(), comments));
            return new Counts(found.withoutWindow(), ofKind);
        }
    }

    /**
     * Writes post_window_sentiment, blogger_window_sentiment, and trajectories with the matrices beside them.
     *
     * @param scored the comments to put into windows
     * @param kept the same comments as they were kept for readers, which the tables must agree with
     * @param withoutComments posts that no comment is on
     */
    void write(Dataset<Row> scored, Dataset<Row> kept, Dataset<Row> withoutComments) {
        run.step(STEP, () -> {
            Dataset<Row> rows = scored.unionByName(rowsOf(withoutComments, scored));
            Instant now = run.clock().instant();
            WindowSums.OfComments found = aggregation.sums().ofComments(kept, now);
            report(found);
            Optional<Instant> latest = found.times().latest();
            Dataset<Row> ofComments = aggregation.posts(rows, latest);
            Dataset<Row> noted = notes.posts().apply(ofComments);
            Dataset<Row> rawPosts = noted == ofComments ? noted : sortedPosts(noted);
            Optional<LabelShares> shares = labels.map(known -> aggregation.labelShares(scored, known));
            Dataset<Row> correctedPosts =
                    corrected.map(means -> sortedPosts(means.posts(rawPosts))).orElse(rawPosts);
            run.write(
                    Table.POST_WINDOW_SENTIMENT,
                    shares.map(known -> sortedPosts(known.ofPosts(correctedPosts)))
                            .orElse(correctedPosts));
            Dataset<Row> posts = run.read(Table.POST_WINDOW_SENTIMENT);
            Dataset<Row> rawBloggers = notes.bloggers().apply(aggregation.bloggers(posts, latest));
            Dataset<Row> correctedBloggers =
                    corrected.map(means -> means.bloggers(rawBloggers, posts)).orElse(rawBloggers);
            run.write(
                    Table.BLOGGER_WINDOW_SENTIMENT,
                    sorted(shares.map(known -> known.ofBloggers(correctedBloggers))
                            .orElse(correctedBloggers)));
            Dataset<Row> bloggers = run.read(Table.BLOGGER_WINDOW_SENTIMENT);
            writeTrajectories(posts, bloggers, checked(posts, bloggers, found));
        });
    }

    /**
     * Sums up the tables as they lie there now, and gives what the trajectories need to know of them, with one Spark job.
     */
    private List<Row> checked(Dataset<Row> posts, Dataset<Row> bloggers, WindowSums.OfComments comments) {
        WindowSums sums = aggregation.sums();
        List<List<Row>> rows = OneJob.collect(List.of(
                sums.ofPosts(posts),
                sums.ofBloggers(bloggers),
                aggregation.trajectories().extents(bloggers)));
        var ofPosts = sums.postSums(rows.get(0));
        check.sums(Table.POST_WINDOW_SENTIMENT, ofPosts, "the comments", comments.sums());
        check.sums(
                Table.BLOGGER_WINDOW_SENTIMENT,
                sums.bloggerSums(rows.get(1)),
                Table.POST_WINDOW_SENTIMENT.folder(),
                ofPosts);
        return rows.get(2);
    }

    /** A row for each post, with the columns of {@code scored}, null where it is not of the post. */
    static Dataset<Row> rowsOf(Dataset<Row> posts, Dataset<Row> scored) {
        List<String> known = List.of(posts.columns());
        return posts.select(Arrays.stream(scored.schema().fields())
                .map(field -> known.contains(field.name())
                        ? col(field.name())
                        : lit(null).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new));
    }

    private void report(WindowSums.OfComments found) {
        run.fact("counts", Counts.of(found));
        found.withoutWindowOfKind().forEach((window, comments) -> {
            if (comments > 0) {
                run.warn(String.format(
                        Locale.ROOT,
                        "%,d comments are in no window of '%s': they lack the time it needs",
                        comments,
                        window));
            }
        });
        found.times().implausible().warnings().forEach(run::warn);
    }

    private void writeTrajectories(Dataset<Row> posts, Dataset<Row> bloggers, List<Row> extents) {
        Map<String, MatrixFigure> figures = new LinkedHashMap<>();
        NUMBERS.forEach((table, figure) -> figures.put(table.folder(), figure));
        aggregation.trajectories().matrices(bloggers, extents).forEach((kind, matrix) -> {
            String folder = folder(kind);
            Dataset<Row> numbers = matrix.rows(figures, Table.COLUMN);
            run.writeWithCsv(NUMBERS.keySet(), folder, numbers, Columns.WINDOW_START);
            Dataset<Row> filled = matrix.rows(MatrixFigure.FILLED);
            run.writeWithCsv(Table.TRAJECTORIES_FILLED, folder, filled);
            writeReplicates(posts, matrix, aggregation.replicates(kind), folder);
            matrix.leftOutBecause().ifPresent(reason -> run.warn("trajectories are empty: " + reason));
        });
    }

    private void writeReplicates(Dataset<Row> posts, Matrix matrix, Replicates replicates, String folder) {
        Optional<String> tooLarge = matrix.tooLarge(replicates);
        tooLarge.ifPresent(reason -> run.warn("trajectories_replicates lacks a matrix: " + reason));
        if (replicates.count() > 0 && tooLarge.isEmpty()) {
            run.write(Table.TRAJECTORIES_REPLICATES, folder, matrix.replicates(posts, replicates));
        }
    }

    /** With one kind of window the matrix is the table; with several, each has a folder as Hive names partitions. */
    private String folder(WindowKind spec) {
        return severalWindows
                ? Columns.WINDOW + "=" + spec.text().replace("/", "%2F").replace(":", "%3A")
                : "";
    }

    private static Dataset<Row> sorted(Dataset<Row> bloggers) {
        return bloggers.sortWithinPartitions(Columns.WINDOW, Columns.BLOGGER_ID, Columns.WINDOW_START);
    }

    private static Dataset<Row> sortedPosts(Dataset<Row> posts) {
        return posts.sortWithinPartitions(Columns.WINDOW, Columns.BLOGGER_ID, Columns.POST_ID, Columns.WINDOW_START);
    }
}
