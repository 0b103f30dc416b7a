package io.weibosentiment.job;

import static org.apache.spark.sql.functions.lit;

import io.weibosentiment.Columns;
import io.weibosentiment.aggregate.CountedSentiment;
import io.weibosentiment.config.InputPaths;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.Posts;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

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
     * @param labelValues the sentiment of each label, if another than the scores have; see {@link ScoredLabels}
     * @throws io.weibosentiment.InvalidInputException if an option or path cannot be used; nothing is published then
     * @throws io.weibosentiment.RejectLimitExceededException if too many rows cannot be used; nothing is published then
     */
    public static RunSummary run(
            JobConfig config, ScoredColumns columns, Optional<String> labelValues, Session session) {
        return new Publication("aggregate", config, session)
                .of(
                        run -> new AggregateJob(config, run).writeTables(columns, labelValues),
                        (summary, published) -> ReportJob.renewed(summary, published, config.output(), session));
    }

    /** The same with the sentiments that the scores have. */
    public static RunSummary run(JobConfig config, ScoredColumns columns, Session session) {
        return run(config, columns, Optional.empty(), session);
    }

    private void writeTables(ScoredColumns columns, Optional<String> labelValues) throws IOException {
        run.requireWithout(Table.COMMENT_SCORES);
        run.fact(NamedColumns.SECTION, NamedColumns.of(columns));
        ScoredInput input = run.step("read", () -> ScoredInput.check(run.spark(), config, columns));
        Optional<ScoredLabels> ofModel = ScoredLabels.of(
                InputPaths.of(config.input().paths()).files(),
                labelValues,
                run.spark().sparkContext().hadoopConfiguration());
        ofModel.flatMap(ScoredLabels::facts).ifPresent(values -> run.fact(ScoredLabels.SECTION, values));
        LabelCorrection labels = LabelCorrection.read(config, run);
        InputFiles files = input.scores();
        run.line("input", files.described());
        files.warnings().forEach(run::warn);
        run.sizeTo(files.textBytes() + input.posts().map(InputFiles::textBytes).orElse(0L));

        IngestedRows rows = read("records", files);
        Optional<IngestedRows> postRows = input.posts().map(found -> read("post-records", found));
        ReadCrawl crawl = ReadCrawl.of("read", rows, postRows, config, run, report);
        Dataset<Row> posts = labelValues.isPresent() ? withoutSentiment(crawl.posts()) : crawl.posts();
        Dataset<Row> facts = posts.drop(
                Columns.POST_TEXT, Columns.TOPICS, Columns.COMMENTS, Columns.KNOWN, Columns.SEVERAL_BLOGGERS);
        // As it counts here, whatever it counted as where the scores were made.
        Dataset<Row> comments = ofModel.map(found -> found.applied(rows.comments()))
                .orElseGet(() -> rows.comments().drop(Columns.PROBABILITIES));
        Dataset<Row> scored = run.cached(comments.join(facts, Columns.POST_KEY)
                .drop(Columns.POST_KEY)
                .withColumn(
                        Columns.SENTIMENT,
                        CountedSentiment.of(config.aggregate().ruleDecided())));
        ofModel.ifPresent(found -> run.step("read", () -> found.require(scored)));
        run.step("read", () -> {
            run.write(Table.REJECTED_COMMENTS, crawl.rejected());
            run.write(Table.POSTS, PostScores.facts(posts));
            report.comments(CommentTotals.of(scored), check);
        });
        new WindowTables(config.aggregate(), run, check, labels.corrected(scored), ofModel.map(ScoredLabels::labels))
                .with(Breaks.ofScores(config.input().paths(), run))
                .write(scored, scored, Posts.withoutComments(posts));
        check.require();
        report.end();
    }

    /** Without the sentiment of the posts' own texts, whose probabilities nobody kept. */
    private Dataset<Row> withoutSentiment(Dataset<Row> posts) {
        boolean hasSentiment = List.of(posts.columns()).contains(Columns.POST_SENTIMENT);
        if (!hasSentiment) {
            return posts;
        }
        run.warn("the sentiments of posts' own texts, where there are any, are left out: they were scored with other"
                + " values of the labels");
        return posts.withColumn(Columns.POST_SENTIMENT, lit(null).cast(DataTypes.DoubleType));
    }

    private IngestedRows read(String name, InputFiles files) {
        Dataset<Row> records = run.step("read", () -> RecordReader.records(run.spark(), files));
        return new IngestedRows(InputFiles.reading(() -> run.stage("read", name, records)));
    }
}
