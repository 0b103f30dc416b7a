package io.weibosentiment.job;

import io.weibosentiment.Columns;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.TextScores;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.output.OutputPlace;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.text.CleanText;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Raw comments to published tables: reads, cleans, scores and aggregates. */
public final class ScoreJob {

    private final JobConfig config;
    private final Run run;
    private final RowReport report;
    private final ClosingCheck check = new ClosingCheck();

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
        InputFiles files = run.step("input", this::input);
        run.line("input", files.described());
        ScoringModel model = run.step("model", () -> ScoringModel.open(run.spark(), config.model()));
        run.line("model", model.described());
        run.fact("model", model.facts());
        run.fact("engine", model.engine());

        Dataset<Row> records = run.step("ingest", () -> RecordReader.records(run.spark(), files));
        IngestedRows rows = new IngestedRows(files.reading(run.spark(), () -> run.stage("ingest", "records", records)));
        report.read(run.step("ingest", rows::counts), rows.rejected());
        Dataset<Row> posts = run.stage("posts", rows.posts());
        Dataset<Row> comments = run.stage("text", "comments", new CleanText(config.policy()).clean(rows.comments()));
        Dataset<Row> texts = run.stage("text", "texts", CommentScores.distinctTexts(comments));
        TextScores.Outcome scores = TextScores.of(run, model, config, texts);
        report.scored(scores);
        check.texts(scores.counts());
        run.step("rejected", () -> run.write(Table.REJECTED_COMMENTS, rejected(rows, comments, scores)));

        Dataset<Row> shown = config.output().text() ? comments : comments.drop(Columns.TEXT, Columns.CLEANED_TEXT);
        Dataset<Row> scored = run.cached(CommentScores.join(
                shown, posts, scores.scores(), config.aggregate().ruleDecided()));
        Dataset<Row> written = run.step("comment scores", () -> {
            run.write(
                    Table.COMMENT_SCORES,
                    CommentScores.published(scored, config.output().text(), users));
            return run.read(Table.COMMENT_SCORES);
        });
        run.step("comment scores", () -> {
            CommentTotals totals = CommentTotals.of(written);
            check.scores(totals);
            report.comments(totals, check);
        });
        new WindowTables(config.aggregate(), run, check).write(scored, written);
        check.require();
        report.end();
    }

    private InputFiles input() {
        List<Path> paths = config.input().paths().stream().map(Path::new).toList();
        new OutputPlace(config.output().dir(), config.scoring().store())
                .requireApart(paths, run.spark().sparkContext().hadoopConfiguration());
        return InputFiles.check(run.spark(), config.input());
    }

    /** The rows that could not be used, and the comments whose text the model could not score. */
    private Dataset<Row> rejected(IngestedRows rows, Dataset<Row> comments, TextScores.Outcome scores) {
        if (scores.counts().unscoredTexts() == 0) {
            return rows.rejected();
        }
        Dataset<Row> unscorable = CommentScores.unscorable(comments, scores.scores());
        Dataset<Row> all = rows.rejected().unionByName(unscorable);
        report.rejected(CommentScores.NOT_SCORED, unscorable.count(), all);
        return all;
    }
}
