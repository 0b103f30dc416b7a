package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.inference.ScoringMetrics;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.report.Language;
import io.weibosentiment.report.Report;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.util.HadoopSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** A published run to its page. */
public final class ReportJob {

    private ReportJob() {}

    /**
     * Makes the page of a run that was just published, beside its tables, unless {@code output} wants none. Should that
     * fail, the run stays published, and the summary warns of it.
     */
    static RunSummary after(RunSummary summary, PublishedRun run, OutputConfig output, Session session) {
        if (!output.report()) {
            return summary;
        }
        Path file = new Path(run.root(), Report.FILE);
        try {
            Configuration hadoop = session.spark().sparkContext().hadoopConfiguration();
            Language language =
                    Language.named(output.reportLanguage()).orElseGet(() -> Language.of(Locale.getDefault()));
            new Report(run, hadoop, session::spark).write(file, language);
            session.console().line("page", file.toString());
            return summary;
        } catch (IOException | RuntimeException e) {
            return summary.warned("the run is published, but its page " + file + " was not made: " + e
                    + "; make it with: report --input " + output.dir());
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
