package io.weibosentiment.run;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.output.RunManifest.Facts;
import io.weibosentiment.output.RunTables;
import io.weibosentiment.output.Table;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * One run of a command: it names and times the steps, stages what they make, writes the tables, and gathers facts,
 * figures and warnings for the manifest and the console. It knows no step.
 *
 * <p>A run without an output folder stages in the executors' memory and disks, and publishes nothing.
 */
public final class Run implements Closeable {

    private static final String PUBLISH = "publish";

    private final String id;
    private final String command;
    private final JobConfig config;
    private final Session session;
    private final Instant started;
    private final Steps steps;
    private final Optional<OutputFolder> output;
    private final List<Dataset<Row>> cached = new ArrayList<>();
    private final List<InputSize> sized = new ArrayList<>();
    private final List<RunSummary.Figure> figures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Optional<RunManifest> standing = Optional.empty();
    private Facts facts = Facts.none();
    private String outcome = "";
    private long rejected;

    Run(String id, String command, JobConfig config, Session session, Instant started, Optional<OutputFolder> output) {
        this.id = id;
        this.command = command;
        this.config = config;
        this.session = session;
        this.started = started;
        this.output = output;
        this.steps = new Steps(session.spark().sparkContext(), session.stop());
    }

    /** A run that publishes nothing; the caller closes it. */
    public static Run unpublished(String command, JobConfig config, Session session) {
        Instant now = session.clock().instant();
        return new Run(RunId.at(now), command, config, session, now, Optional.empty());
    }

    /** The run's id: when it began, and six random digits. */
    public String id() {
        return id;
    }

    /** The Spark session. */
    public SparkSession spark() {
        return session.spark();
    }

    /** The clock of this process. */
    public Clock clock() {
        return session.clock();
    }

    /** The environment variables of this process. */
    public Map<String, String> environment() {
        return session.environment();
    }

    /** Adapts the rest of the run to the size of its input, which is {@code bytes} of text. */
    public void sizeTo(long bytes) {
        sized.add(InputSize.of(spark(), bytes));
    }

    /**
     * Does a step; its Spark jobs carry its name in the Spark UI.
     *
     * @throws io.weibosentiment.StopRequestedException if the run was asked to end
     */
    public <T> T step(String name, Supplier<T> work) {
        return steps.time(name, name, work);
    }

    /** As {@link #step(String, Supplier)}, for work without a result. */
    public void step(String name, Runnable work) {
        step(name, () -> {
            work.run();
            return true;
        });
    }

    /**
     * Does work of the current step that is finished even if the run is asked to end, as its result would be lost; the
     * run ends after it.
     *
     * @param done what is finished then, in words
     */
    public void finishing(String done, Runnable work) {
        steps.finishing(work);
        session.stop().check(done);
    }

    /** As {@link #stage(String, String, Dataset)}, for a step that stages one result, of its own name. */
    public Dataset<Row> stage(String name, Dataset<Row> rows) {
        return stage(name, name, rows);
    }

    /**
     * Computes {@code rows}, keeps them for the rest of the run, and reads them back, so that they are computed once
     * whatever uses them and whichever executor dies.
     *
     * @param step the step that they are the result of
     * @param name what they are called among the run's staged results
     */
    public Dataset<Row> stage(String step, String name, Dataset<Row> rows) {
        return steps.time(
                step, name, () -> output.map(folder -> folder.stage(name, rows)).orElseGet(() -> cache(rows)));
    }

    /** As {@link #stage(String, String, Dataset)}, with the number of rows; they may outlast a run that publishes nothing. */
    public StagedRows staged(String step, String name, Dataset<Row> rows) {
        return steps.time(
                step,
                name,
                () -> output.map(folder -> StagedRows.of(name, rows, folder))
                        .orElseGet(() -> StagedRows.withExecutors(rows)));
    }

    private Dataset<Row> cache(Dataset<Row> rows) {
        Dataset<Row> kept = cached(rows);
        kept.count();
        return kept;
    }

    /** {@code rows}, which stay in the executors' memory and disks from their first use to the end of the run. */
    public Dataset<Row> cached(Dataset<Row> rows) {
        Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        cached.add(kept);
        return kept;
    }

    /** The seconds that a step has taken so far. */
    public double seconds(String step) {
        return steps.seconds(step);
    }

    /**
     * Makes sure that readers of the output folder do not lose a table that this run does not make.
     *
     * @throws io.weibosentiment.InvalidInputException if the current run there has {@code table}
     */
    public void requireWithout(Table table) throws IOException {
        published().requireWithout(table);
    }

    /** The run that readers are sent to, if its tables are all there. */
    public Optional<RunManifest> current() throws IOException {
        return published().whole();
    }

    /** Leaves readers with the {@code current} run: this one publishes nothing. */
    public void leave(RunManifest current) {
        standing = Optional.of(current);
    }

    /** What was left, and its readers with it, see {@link #leave}; empty for a run that publishes. */
    Optional<RunSummary> left() {
        return standing.map(current -> new RunSummary(
                current,
                List.of(),
                figures,
                warnings,
                "nothing has changed since run " + current.run() + ", which stays current",
                current.facts().section("counts").path("rejected").asLong() > 0));
    }

    /** Writes a table. */
    public void write(Table table, Dataset<Row> rows) {
        write(table, "", rows);
    }

    /**
     * Writes a part of a table to a folder of its own below the table's.
     *
     * @param part the folder's name, for example {@code window=day}; empty for the table's folder itself
     */
    public void write(Table table, String part, Dataset<Row> rows) {
        tables().write(table, part, rows);
    }

    /** Writes a part of a table of few rows, see {@link RunTables#writeWithCsv(Table, String, Dataset)}. */
    public void writeWithCsv(Table table, String part, Dataset<Row> rows) {
        tables().writeWithCsv(table, part, rows);
    }

    /** Writes the same part of several tables, see {@link RunTables#writeWithCsv(Set, String, Dataset, String)}. */
    public void writeWithCsv(Set<Table> tables, String part, Dataset<Row> rows, String order) {
        tables().writeWithCsv(tables, part, rows, order);
    }

    /**
     * Keeps the rejected rows of this run, which ends because of them, where they outlast it.
     *
     * @return their folder
     */
    public String keepRejected(Dataset<Row> rows) {
        try {
            return published().keepRejected(rows);
        } catch (IOException e) {
            throw new UncheckedIOException("the rejected rows cannot be kept: " + e.getMessage(), e);
        }
    }

    /** A table of this run, read back before it is published. */
    public Dataset<Row> read(Table table) {
        return tables().read(table);
    }

    /** How many rows of a table of this run lie where they were written. */
    public long rows(Table table) {
        return tables().rows(table);
    }

    private OutputFolder published() {
        return output.orElseThrow(() -> new IllegalStateException(command + " publishes no tables"));
    }

    private RunTables tables() {
        return published().tables();
    }

    /** Adds a record to a section of the manifest, see {@link Facts#with}. */
    public void fact(String section, Record record) {
        facts = facts.with(section, record);
    }

    /** Takes over what the steps of an earlier run reported. */
    public void facts(Facts earlier) {
        facts = earlier;
    }

    /** A number worth a line at the end. */
    public void figure(String label, String value) {
        figures.add(new RunSummary.Figure(label, value));
    }

    /** Something the user may have to act on; shown at the end. */
    public void warn(String text) {
        warnings.add(text);
    }

    /** Shows at once what the user may have to act on. */
    void showWarnings() {
        warnings.forEach(warning -> line("warning", warning));
    }

    /** What the last line says of the run, such as the counts of its rows. */
    public void outcome(String text, long rejectedRows) {
        outcome = text;
        rejected = rejectedRows;
    }

    /** Shows a line about one aspect of the run at once. */
    public void line(String aspect, String text) {
        session.console().line(aspect, text);
    }

    /** Does {@code work} and shows how far it is, see {@link Console#following}. */
    public void follow(String unit, long total, LongSupplier done, Runnable work) {
        session.console().following(unit, total, done, () -> {
            work.run();
            return true;
        });
    }

    /** Completes a run whose tables are written: its row in the table of runs, its manifest, its summary. */
    RunSummary finish() {
        RunTables published = tables();
        Instant finished = clock().instant();
        return steps.time(PUBLISH, PUBLISH, () -> {
            RunHistory.write(spark(), published(), manifest(finished, Map.of()));
            Map<String, Long> rows = new LinkedHashMap<>();
            List<RunSummary.Table> tables = new ArrayList<>();
            for (Table table : published.written()) {
                long count = published.rows(table);
                rows.put(table.folder(), count);
                tables.add(new RunSummary.Table(table.folder(), count, published.place(table)));
            }
            RunManifest manifest = manifest(finished, rows);
            return new RunSummary(manifest, tables, figures, warnings, outcome, rejected > 0);
        });
    }

    private RunManifest manifest(Instant finished, Map<String, Long> rows) {
        return new RunManifest(
                id,
                command,
                new TreeMap<>(Map.of("weibo-sentiment", version(), "spark", spark().version())),
                SparkSessions.attempt(spark().sparkContext()),
                config.settings(),
                facts,
                started,
                finished,
                steps.seconds(),
                rows,
                tables().paths());
    }

    private static String version() {
        return Optional.ofNullable(Run.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** Gives back what the executors hold, and the session as it was. */
    @Override
    public void close() {
        cached.forEach(Dataset::unpersist);
        sized.forEach(InputSize::close);
    }
}
