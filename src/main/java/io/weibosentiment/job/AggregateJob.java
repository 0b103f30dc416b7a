package io.weibosentiment.job;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.aggregate.CountedSentiment;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.output.OutputPlace;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.util.SparkPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scored comments to published tables of posts, bloggers and trajectories; no model runs. */
public final class AggregateJob {

    private final JobConfig config;
    private final Run run;
    private final RowReport report;
    private final ClosingCheck check = new ClosingCheck();

    private AggregateJob(JobConfig config, Run run) {
        this.config = config;
        this.run = run;
        this.report = new RowReport(run, config.input().maxRejected());
    }

    /**
     * Aggregates the scored comments that {@code config} names and publishes the tables.
     *
     * @param columns the input's own names of our columns
     * @throws io.weibosentiment.InvalidInputException if an option or path cannot be used; nothing is published then
     * @throws io.weibosentiment.RejectLimitExceededException if too many rows cannot be used; nothing is published then
     */
    public static RunSummary run(JobConfig config, ScoredColumns columns, Session session) {
        return new Publication("aggregate", config, session)
                .of(run -> new AggregateJob(config, run).writeTables(columns));
    }

    private void writeTables(ScoredColumns columns) throws IOException {
        run.requireWithout(Table.COMMENT_SCORES);
        InputFiles files = run.step("read", () -> input(columns));
        run.line("input", files.described());

        Dataset<Row> records = run.step("read", () -> RecordReader.records(run.spark(), files));
        IngestedRows rows = new IngestedRows(files.reading(run.spark(), () -> run.stage("read", "records", records)));
        report.read(run.step("read", rows::counts), rows.rejected());
        // As it counts here, whatever it counted as where the scores were made.
        Dataset<Row> scored = rows.kept()
                .withColumn(
                        Columns.SENTIMENT,
                        CountedSentiment.of(config.aggregate().ruleDecided()));
        run.step("read", () -> {
            run.write(Table.REJECTED_COMMENTS, rows.rejected());
            report.comments(CommentTotals.of(scored), check);
        });
        new WindowTables(config.aggregate(), run, check).write(scored, scored);
        check.require();
        report.end();
    }

    /** The files to read: of an output folder, those of its current run's comment_scores. */
    private InputFiles input(ScoredColumns columns) {
        Configuration hadoop = run.spark().sparkContext().hadoopConfiguration();
        List<Path> paths = new ArrayList<>();
        List<String> read = new ArrayList<>();
        for (String given : config.input().paths()) {
            Optional<Path> table = table(given, hadoop);
            paths.add(table.orElseGet(() -> new Path(given)));
            read.add(table.map(SparkPaths::literal).orElse(given));
        }
        new OutputPlace(config.output().dir(), Optional.empty()).requireApart(paths, hadoop);
        InputConfig input = config.input().at(read);
        return InputFiles.check(
                run.spark(), input, columns.layout(input, config.aggregate().times()));
    }

    private static Optional<Path> table(String given, Configuration hadoop) {
        try {
            return RunFolders.tableIn(new Path(given), Table.COMMENT_SCORES, hadoop);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "input '" + given + "' cannot be read: " + e.getMessage()
                            + "; expected a path on a file system that Hadoop knows",
                    e);
        }
    }
}
