package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.report.Language;
import io.weibosentiment.report.Report;
import io.weibosentiment.report.ShownRun;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** A published run to its page. */
public final class ReportJob {

    private ReportJob() {}

    /**
     * Makes the page of a run that was just published, beside its tables, unless {@code output} wants none: then a page
     * of an earlier run is removed. Should that fail, the run stays published, and the summary warns of it.
     */
    static RunSummary after(RunSummary summary, PublishedRun run, OutputConfig output, Session session) {
        PageBeside page = new PageBeside(run, hadoop(session), session::spark);
        return page.orWarning(summary, () -> {
            if (output.report()) {
                page.make(language(output), session.console());
            } else {
                page.removeOutdated(session.console());
            }
        });
    }

    /** As {@link #after}, but makes no page where there is none yet. */
    static RunSummary renewed(RunSummary summary, PublishedRun run, OutputConfig output, Session session) {
        PageBeside page = new PageBeside(run, hadoop(session), session::spark);
        return page.orWarning(summary, () -> {
            if (output.report() && page.shown().isPresent()) {
                page.make(language(output), session.console());
            } else {
                page.removeOutdated(session.console());
            }
        });
    }

    /** Makes the page beside the tables again, in its language, if it shows {@code run}, which now has more to show. */
    static void again(PublishedRun run, Session session) {
        PageBeside page = new PageBeside(run, hadoop(session), session::spark);
        try {
            Optional<ShownRun> shown = page.shown().filter(found -> found.run().equals(run.id()));
            if (shown.isPresent()) {
                page.make(shown.get().language(), session.console());
            }
        } catch (IOException | RuntimeException e) {
            session.console()
                    .warn("the page of run " + run.id() + " was not made again: " + e + "; make it with: report"
                            + " --input " + run.root());
        }
    }

    private static Configuration hadoop(Session session) {
        return session.spark().sparkContext().hadoopConfiguration();
    }

    /** The language of a page: the one that is set, or the locale's. */
    static Language language(OutputConfig output) {
        return Language.named(output.reportLanguage()).orElseGet(() -> Language.of(Locale.getDefault()));
    }

    /**
     * Lets the page beside the tables, if there is one, show the run that readers were sent back to: it is made again in
     * its language, or, if the run is large, removed.
     *
     * @param runs the runs of the output folder
     */
    public static void afterRollBack(RunFolders runs, Console console) throws IOException {
        PublishedRun run = runs.published();
        for (boolean isOutdated = true; isOutdated; ) { // a run may be published meanwhile
            PageBeside page = new PageBeside(run, HadoopSettings.ofProcess(), () -> {
                throw new IllegalStateException("a small run is read without Spark");
            });
            page.followRollBack(console);
            PublishedRun current = runs.published();
            isOutdated = !current.id().equals(run.id());
            run = current;
        }
    }

    /**
     * Writes the page of the current run of {@code tables}; starts Spark only if the run is large.
     *
     * @return the page's path
     * @throws InvalidInputException if nothing was published there, or {@code file} is no place for a file
     */
    public static Path run(String tables, Path file, Language language) {
        Configuration hadoop = HadoopSettings.ofProcess();
        PublishedRun run = RunFolders.of(tables, hadoop).published();
        List<SparkSession> opened = new ArrayList<>();
        Supplier<SparkSession> spark = () -> {
            opened.add(SparkSessions.open("report", ScoringMetrics.class));
            return opened.get(0);
        };
        try {
            Path whole = place(file, hadoop);
            new Report(run, hadoop, spark).write(whole, language);
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the page of run " + run.id() + " cannot be written to " + file + ": " + e, e);
        } finally {
            opened.forEach(SparkSession::stop);
        }
    }

    private static Path place(Path file, Configuration hadoop) throws IOException {
        FileSystem files = file.getFileSystem(hadoop);
        Path whole = files.makeQualified(file);
        if (files.exists(whole) && files.getFileStatus(whole).isDirectory()) {
            throw new InvalidInputException("--output: found the folder " + whole + "; expected a file, such as "
                    + new Path(whole, Report.FILE));
        }
        if (!files.exists(whole.getParent())) {
            throw new InvalidInputException("--output: the folder " + whole.getParent() + " of " + whole.getName()
                    + " does not exist; make it, or give another");
        }
        return whole;
    }
}
