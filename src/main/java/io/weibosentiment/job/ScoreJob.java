package io.weibosentiment.job;

import io.weibosentiment.Columns;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.TextScores;
import io.weibosentiment.ingest.CrawlFiles;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.text.CleanText;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Raw comments to published tables: reads, cleans, scores and aggregates. */
public final class ScoreJob {

    private final JobConfig config;
    private final Run run;
    private final RowReport report;

    private ScoreJob(JobConfig config, Run run) {
        this.config = config;
        this.run = run;
        this.report = new RowReport(run, config.input().maxRejected());
    }

    /**
     * Scores the comments that {@code config} names and publishes the tables.
     *
     * @throws io.weibosentiment.InvalidInputException if an option, path or model cannot be used; nothing is published then
     * @throws io.weibosentiment.RejectLimitExceededException if too many rows cannot be used; nothing is published then
     */
    public static RunSummary run(JobConfig config, Session session) {
        return new Publication("score", config, session).of(run -> new ScoreJob(config, run).writeTables());
    }

    private void writeTables() {
        Optional<UserHash> users = UserHash.asked(config.output(), run.environment());
        InputFiles files = run.step(
                "input", () -> CrawlFiles.check(run.spark(), config.input()).comments());
        run.line("input", files.described());
        ScoringModel model = run.step("model", () -> ScoringModel.open(run.spark(), config.model()));
        run.line("model", model.described());
        run.fact("model", model.facts());
        run.fact("engine", model.engine());

        Dataset<Row> records = run.step("ingest", () -> RecordReader.records(run.spark(), files));
        IngestedRows rows = new IngestedRows(files.reading(run.spark(), () -> run.stage("ingest", "records", records)));
        report.read(run.step("ingest", rows::counts));
        Dataset<Row> posts = run.stage("posts", rows.posts());
        Dataset<Row> comments = run.stage("text", "comments", new CleanText(config.policy()).clean(rows.comments()));
        Dataset<Row> texts = run.stage("text", "texts", CommentScores.distinctTexts(comments));
        TextScores.Outcome scores = TextScores.of(run, model, config, texts);
        report.scored(scores);
        run.step("rejected", () -> run.write(Table.REJECTED_COMMENTS, rejected(rows, comments, scores)));

        Dataset<Row> shown = config.output().text() ? comments : comments.drop(Columns.TEXT, Columns.CLEANED_TEXT);
        Dataset<Row> scored = run.cached(CommentScores.join(
                shown, posts, scores.scores(), config.aggregate().ruleDecided()));
        run.step("comment scores", () -> {
            run.write(
                    Table.COMMENT_SCORES,
                    CommentScores.published(scored, config.output().text(), users));
            report.comments(CommentTotals.of(run.read(Table.COMMENT_SCORES)));
        });
        new WindowTables(config.aggregate(), run).write(scored);
        report.end();
    }

    /** The rows that could not be used, and the comments whose text the model could not score. */
    private Dataset<Row> rejected(IngestedRows rows, Dataset<Row> comments, TextScores.Outcome scores) {
        if (scores.counts().unscoredTexts() == 0) {
            return rows.rejected();
        }
        Dataset<Row> unscorable = CommentScores.unscorable(comments, scores.scores());
        report.rejected(CommentScores.NOT_SCORED, unscorable.count());
        return rows.rejected().unionByName(unscorable);
    }
}
