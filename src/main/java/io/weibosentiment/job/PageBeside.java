package io.weibosentiment.job;

import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.report.Language;
import io.weibosentiment.report.Report;
import io.weibosentiment.report.ShownRun;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.RunSummary;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The page beside the tables of an output folder: it shows the current run, or is not there. */
final class PageBeside {

    private static final String ASPECT = "page";

    private final PublishedRun run;
    private final Configuration hadoop;
    private final Report report;
    private final Path file;

    /**
     * The page of {@code run}, the current one.
     *
     * @param spark the session that reads the run if it is large
     */
    PageBeside(PublishedRun run, Configuration hadoop, Supplier<SparkSession> spark) {
        this.run = run;
        this.hadoop = hadoop;
        this.report = new Report(run, hadoop, spark);
        this.file = new Path(run.root(), Report.FILE);
    }

    /** Something that is done with the page. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does {@code work}; if that fails, {@code summary} warns of it. */
    RunSummary orWarning(RunSummary summary, Work work) {
        try {
            work.run();
            return summary;
        } catch (IOException | RuntimeException e) {
            return summary.warned(
                    "the run is published, but its page " + file + " was not made, and one that lies there"
                            + " shows an earlier run: " + e + "; make it with: report --input " + run.root());
        }
    }

    /** What the page that lies there shows; empty if there is none. */
    Optional<ShownRun> shown() throws IOException {
        return ShownRun.in(file, hadoop);
    }

    void make(Language language, Console console) throws IOException {
        report.write(file, language);
        console.line(ASPECT, file.toString());
    }

    /** Removes a page of another run. */
    void removeOutdated(Console console) throws IOException {
        Optional<ShownRun> outdated = shown().filter(page -> !page.run().equals(run.id()));
        if (outdated.isPresent()) {
            file.getFileSystem(hadoop).delete(file, false);
            console.line(
                    ASPECT,
                    file + " showed run " + outdated.get().run()
                            + " and was removed; make that of the current run with:" + " report --input " + run.root());
        }
    }

    /** Makes the page again if there is one, or removes it if that takes Spark. */
    void followRollBack(Console console) throws IOException {
        Optional<ShownRun> page = shown();
        if (page.isPresent() && report.isOfSmallRun()) {
            make(page.get().language(), console);
        } else {
            removeOutdated(console);
        }
    }
}
