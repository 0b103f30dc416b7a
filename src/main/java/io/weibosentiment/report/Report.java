package io.weibosentiment.report;

import io.weibosentiment.files.AtomicFile;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The page of one published run. */
public final class Report {

    /** The page's name beside the tables. */
    public static final String FILE = "report.html";

    /** A run none of whose tables has more rows is read here; others by Spark. */
    static final long MOST_ROWS = 200_000;

    private static final List<Table> READ = List.of(
            Table.BLOGGER_WINDOW_SENTIMENT,
            Table.POST_WINDOW_SENTIMENT,
            Table.COMMENT_SCORES,
            Table.INFLUENCE,
            Table.FORECASTS);

    private final PublishedRun run;
    private final Configuration hadoop;
    private final Supplier<SparkSession> spark;

    /**
     * The page of {@code run}.
     *
     * @param hadoop how its files are accessed
     * @param spark the session that reads it if it is large; asked for only then
     */
    public Report(PublishedRun run, Configuration hadoop, Supplier<SparkSession> spark) {
        this.run = run;
        this.hadoop = hadoop;
        this.spark = spark;
    }

    /**
     * Writes the page; readers of {@code file} see the old one or the new one, never a part.
     *
     * @throws IOException if a table cannot be read or the page cannot be written
     */
    public void write(Path file, Language language) throws IOException {
        new AtomicFile(file.getFileSystem(hadoop), file).replace(html(language, Limits.PAGE, MOST_ROWS));
    }

    /** The page; tables with more than {@code mostRows} rows are read by Spark. */
    String html(Language language, Limits limits, long mostRows) throws IOException {
        PageTexts texts = PageTexts.in(language);
        if (run.has(Table.INFLUENCE)) {
            return Page.FIT.of(
                    run.id(), new FitPageData(run, FitLimits.PAGE, Page.FIT.texts(texts), hadoop).json(), texts);
        }
        RunFacts facts = new RunFacts(run.manifest());
        PageData data = new PageData(
                facts,
                tables(facts, mostRows),
                limits,
                Page.TABLES.texts(texts),
                SensitivityTable.in(run.root(), hadoop));
        return Page.TABLES.of(run.id(), data.json(), texts);
    }

    /** Whether the run is read without Spark. */
    public boolean isOfSmallRun() {
        return isSmall(new RunFacts(run.manifest()), MOST_ROWS);
    }

    private static boolean isSmall(RunFacts facts, long mostRows) {
        return READ.stream().mapToLong(facts::rows).allMatch(rows -> rows <= mostRows);
    }

    private PublishedTables tables(RunFacts facts, long mostRows) throws IOException {
        return isSmall(facts, mostRows)
                ? new DirectTables(run, facts.isWeightedByPostLikes(), hadoop)
                : new SparkTables(run, facts.isWeightedByPostLikes(), spark.get());
    }
}
