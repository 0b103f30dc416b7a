package io.weibosentiment.job;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.aggregate.Choice;
import io.weibosentiment.aggregate.Sensitivity;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.Posts;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.output.DerivedTable;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.Session;
import io.weibosentiment.util.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Holds the cells of a published run against alternatives to its choices; no model runs. */
public final class SensitivityJob {

    private static final String STEP = "sensitivity";
    private static final double TOLERANCE = 1e-9;
    /** A comment in comment_scores, as text. */
    private static final long BYTES_OF_COMMENT = 150;

    private final SensitivityInput input;
    private final int minComments;
    private final Run run;

    private SensitivityJob(SensitivityInput input, int minComments, Run run) {
        this.input = input;
        this.minComments = minComments;
        this.run = run;
    }

    /**
     * Writes the table sensitivity beside the runs of the output folder and shows what moves the cells.
     *
     * @param minComments how many comments a post needs in the alternative that asks for evidence
     * @throws InvalidInputException if the run's scores cannot be read, or are not those that it published
     */
    public static void run(SensitivityInput input, int minComments, Session session) {
        try (Run run = Run.unpublished(STEP, input.config(), session)) {
            new SensitivityJob(input, minComments, run).write();
            ReportJob.again(input.run(), session);
        }
    }

    private void write() {
        PublishedRun published = input.run();
        run.line("run", published.id() + " of " + published.manifest().command() + " in " + published.root());
        run.sizeTo(published.manifest().facts().section("counts").path("kept").asLong() * BYTES_OF_COMMENT);
        Dataset<Row> scored = published.has(Table.COMMENT_SCORES) ? ofScore(published) : ofAggregate();
        Sensitivity sensitivity = new Sensitivity(input.config().aggregate(), minComments);
        Dataset<Row> everyWindow = run.stage(STEP, "windows", sensitivity.everyWindow(scored));
        Dataset<Row> cells = sensitivity.cells(everyWindow).coalesce(partitions());
        List<Column> columns = new ArrayList<>(List.of(lit(published.id()).as(Columns.RUN)));
        for (String name : cells.columns()) {
            columns.add(col(name));
        }
        DerivedTable table = new DerivedTable(published.root(), DerivedTable.SENSITIVITY);
        run.step(STEP, () -> {
            table.replace(
                    cells.select(columns.toArray(Column[]::new))
                            .sortWithinPartitions(Columns.WINDOW, Columns.BLOGGER_ID, Columns.WINDOW_START),
                    input.config().output().compression(),
                    this::check);
            run.line("wrote", table.place().toString());
        });
    }

    private int partitions() {
        return Math.max(1, run.spark().sparkContext().defaultParallelism());
    }

    private Dataset<Row> ofScore(PublishedRun published) {
        Dataset<Row> comments = published
                .read(run.spark(), Table.COMMENT_SCORES)
                .select(
                        Columns.BLOGGER_ID,
                        Columns.POST_ID,
                        Columns.COMMENT_TIME,
                        Columns.POST_TIME,
                        Columns.LIKES,
                        Columns.POST_LIKES,
                        Columns.SENTIMENT,
                        Columns.DECIDED_BY);
        return published.has(Table.POSTS)
                ? comments.unionByName(
                        WindowTables.rowsOf(Posts.withoutComments(published.read(run.spark(), Table.POSTS)), comments))
                : comments;
    }

    /** An aggregation keeps no comments: what it read is read again. */
    private Dataset<Row> ofAggregate() {
        JobConfig config = input.config();
        ScoredColumns columns = NamedColumns.in(input.run().manifest());
        ScoredInput found = run.step("read", () -> ScoredInput.check(run.spark(), config, columns));
        run.line("input", found.scores().described());
        IngestedRows rows = read("records", found.scores());
        Optional<IngestedRows> postRows = found.posts().map(files -> read("post-records", files));
        ReadCrawl crawl = ReadCrawl.of(
                "read",
                rows,
                postRows,
                config,
                run,
                new RowReport(run, config.input().maxRejected()));
        Dataset<Row> facts = crawl.posts()
                .drop(Columns.POST_TEXT, Columns.TOPICS, Columns.COMMENTS, Columns.KNOWN, Columns.SEVERAL_BLOGGERS);
        Dataset<Row> read = ScoredLabels.in(input.run().manifest())
                .map(labels -> labels.applied(rows.comments()))
                .orElseGet(rows::comments)
                .drop(Columns.PROBABILITIES, Columns.LABEL);
        Dataset<Row> comments = read.join(facts, Columns.POST_KEY).drop(Columns.POST_KEY);
        return comments.unionByName(WindowTables.rowsOf(Posts.withoutComments(crawl.posts()), comments));
    }

    private IngestedRows read(String name, InputFiles files) {
        Dataset<Row> records = run.step("read", () -> RecordReader.records(run.spark(), files));
        return new IngestedRows(InputFiles.reading(() -> run.stage("read", name, records)));
    }

    /** Holds the cells against those that the run published, and shows what moves them. */
    private void check(Dataset<Row> cells) {
        if (input.isAsPublished()) {
            requirePublished(cells);
        }
        List<Column> columns = new ArrayList<>(List.of(count(lit(1)), avg(Columns.SPREAD), max(Columns.SPREAD)));
        for (Choice choice : Choice.values()) {
            Column move = abs(col(choice.column()).minus(col(Columns.SENTIMENT)));
            columns.add(avg(move));
            columns.add(max(move));
            columns.add(count(move));
            columns.add(count_if(col(Columns.MOVED_MOST_BY).equalTo(choice.column())));
        }
        Row found = cells.select(columns.toArray(Column[]::new)).first();
        run.line(
                "cells",
                String.format(
                        Locale.ROOT,
                        "%,d; they spread over %s on average, at most %s",
                        found.getLong(0),
                        shown(found, 1),
                        shown(found, 2)));
        List<Choice> choices = List.of(Choice.values());
        for (Choice choice : choices) {
            int place = 3 + 4 * choices.indexOf(choice);
            if (found.getLong(place + 2) > 0) {
                run.line(
                        "moved",
                        String.format(
                                Locale.ROOT,
                                "%s on average, at most %s, more than by any other choice in %,d of %,d: %s (%s)",
                                shown(found, place),
                                shown(found, place + 1),
                                found.getLong(place + 3),
                                found.getLong(place + 2),
                                choice.described(input.config().aggregate(), minComments),
                                choice.column()));
            }
        }
    }

    private static String shown(Row row, int place) {
        return row.isNullAt(place) ? "nothing" : String.format(Locale.ROOT, "%.3f", row.getDouble(place));
    }

    /** Scores that changed since the run would give other cells. */
    private void requirePublished(Dataset<Row> cells) {
        PublishedRun published = input.run();
        Dataset<Row> theirs = published
                .read(run.spark(), Table.BLOGGER_WINDOW_SENTIMENT)
                .select(
                        col(Columns.BLOGGER_ID).as("b"),
                        col(Columns.WINDOW).as("w"),
                        col(Columns.WINDOW_START).as("s"),
                        col(Columns.SENTIMENT).as("published"),
                        lit(1).as("there"));
        Column isSame = col("there")
                .isNotNull()
                .and(col(Columns.RUN).isNotNull())
                .and(coalesce(
                        abs(col("published").minus(col(Columns.SENTIMENT))).leq(TOLERANCE),
                        col("published").isNull().and(col(Columns.SENTIMENT).isNull())));
        Row found = cells.join(
                        theirs,
                        col(Columns.BLOGGER_ID)
                                .eqNullSafe(col("b"))
                                .and(col(Columns.WINDOW).equalTo(col("w")))
                                .and(col(Columns.WINDOW_START).equalTo(col("s"))),
                        "full")
                .select(count(lit(1)), count_if(isSame))
                .first();
        long others = found.getLong(0) - found.getLong(1);
        if (others > 0) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%,d of %s not as run %s published them, so its scores are not those that it read;"
                            + " expected the same input: run %s again, and then sensitivity",
                    others,
                    Counted.of(found.getLong(0), "cell is", "cells are"),
                    published.id(),
                    published.manifest().command()));
        }
    }
}
