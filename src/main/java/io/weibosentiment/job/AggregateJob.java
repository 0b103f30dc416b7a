package io.weibosentiment.job;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordLayout;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scored comments to published tables of posts, bloggers and trajectories; no model runs. */
public final class AggregateJob {

    private final JobConfig config;
    private final Run run;
    private final RowReport report;

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
        RecordLayout layout = columns.layout(config.input(), config.aggregate().times());
        InputFiles files = run.step("read", () -> InputFiles.check(run.spark(), config.input(), layout));
        run.line("input", files.described());
        files.warnings().forEach(run::warn);

        Dataset<Row> records = run.step("read", () -> RecordReader.records(run.spark(), files));
        IngestedRows rows = new IngestedRows(files.reading(run.spark(), () -> run.stage("read", "records", records)));
        report.read(run.step("read", rows::counts));
        Dataset<Row> scored = rows.kept();
        run.step("read", () -> {
            run.write(Table.REJECTED_COMMENTS, rows.rejected());
            report.comments(CommentTotals.of(scored));
        });
        new WindowTables(config.aggregate(), run).write(scored);
        report.end();
    }
}
