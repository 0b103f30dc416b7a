package io.weibosentiment.job;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.output.OutputFolder;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Stages;
import io.weibosentiment.run.StopSignal;
import io.weibosentiment.text.CleanText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** The whole pipeline, from raw files or scored comments to published tables. */
public final class SentimentJob {

    private final JobConfig config;
    private final SparkSession spark;
    private final Console console;
    private final StopSignal stop;
    private final Clock clock = Clock.systemUTC();
    private final Stages stages;
    private final RunReport report;

    private SentimentJob(String command, JobConfig config, SparkSession spark, Console console, StopSignal stop) {
        this.config = config;
        this.spark = spark;
        this.console = console;
        this.stop = stop;
        this.stages = new Stages(spark.sparkContext(), stop);
        this.report = new RunReport(command, config, spark.sparkContext(), stages, console, clock);
    }

    /**
     * Reads, scores and aggregates raw comments.
     *
     * @param stop ends the run early if asked to
     * @throws io.weibosentiment.InvalidInputException if something given cannot be used; nothing has been written then
     * @throws RejectLimitExceededException if too many rows cannot be used; nothing is published then
     */
    public static RunSummary score(JobConfig config, SparkSession spark, Console console, StopSignal stop) {
        SentimentJob job = new SentimentJob("score", config, spark, console, stop);
        return job.publish(job::score);
    }

    /**
     * Makes the tables from comments that are scored already.
     *
     * @param columns the input's own names of our columns
     * @param stop ends the run early if asked to
     * @throws io.weibosentiment.InvalidInputException if something given cannot be used; nothing has been written then
     * @throws RejectLimitExceededException if too many rows cannot be used; nothing is published then
     */
    public static RunSummary aggregate(
            JobConfig config, ScoredColumns columns, SparkSession spark, Console console, StopSignal stop) {
        SentimentJob job = new SentimentJob("aggregate", config, spark, console, stop);
        return job.publish(output -> {
            output.requireWithout(Table.COMMENT_SCORES);
            return job.aggregate(output, columns);
        });
    }

    private RunSummary score(OutputFolder output) {
        Optional<UserHash> users =
                config.output().users() ? Optional.of(UserHash.of(config.output())) : Optional.empty();
        InputFiles plan = InputFiles.check(spark, config.input());
        report.input(plan);
        ScoringModel model = stages.time("model", () -> open(config.model()));
        report.model(model);

        IngestedRows staged = stages.time("ingest", () -> ingest(output, plan));
        Dataset<Row> posts = stages.time("posts", () -> output.stage("posts", staged.posts()));
        Dataset<Row> comments = stages.time("text", () -> clean(output, staged));
        Dataset<Row> texts = stages.time("text", () -> output.stage("texts", CommentScores.distinctTexts(comments)));
        WaveScorer.Outcome outcome =
                new WaveScorer(spark, output, model, config, report.run(), stages, console, stop).score(texts);
        report.scoring(outcome);
        Dataset<Row> scores = outcome.scores();
        output.write(Table.REJECTED_COMMENTS, rejected(staged, comments, outcome));
        Dataset<Row> shown = config.output().text() ? comments : comments.drop(Columns.TEXT, Columns.CLEANED_TEXT);
        Dataset<Row> scored =
                CommentScores.join(shown, posts, scores, config.aggregate().ruleDecided());
        return tables(output, scored, users);
    }

    /** Files to records and rejected rows; stops if too many were rejected. */
    private IngestedRows ingest(OutputFolder output, InputFiles files) {
        IngestedRows staged = new IngestedRows(output.stage("records", RecordReader.records(spark, files)));
        files.requireUnchanged(spark);
        report.ingest(staged.counts());
        report.checkLimit(config.input().maxRejected());
        return staged;
    }

    /** The rows that could not be used, and the comments that the model could not score. */
    private Dataset<Row> rejected(IngestedRows staged, Dataset<Row> comments, WaveScorer.Outcome outcome) {
        if (outcome.unscored() == 0) {
            return staged.rejected();
        }
        Dataset<Row> unscorable = CommentScores.unscorable(comments, outcome.scores());
        report.unscorable(unscorable.count());
        report.checkLimit(config.input().maxRejected());
        return staged.rejected().unionByName(unscorable);
    }

    private Dataset<Row> clean(OutputFolder output, IngestedRows staged) {
        return output.stage("comments", new CleanText(config.policy()).clean(staged.comments()));
    }

    private RunSummary tables(OutputFolder output, Dataset<Row> joined, Optional<UserHash> users) {
        Dataset<Row> scored = joined.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            stages.run("comment scores", () -> {
                output.write(
                        Table.COMMENT_SCORES,
                        CommentScores.published(scored, config.output().text(), users));
                report.counts(RunCounts.of(output.read(Table.COMMENT_SCORES)));
            });
            report.windows(stages.time(
                    "window tables", () -> new WindowTables(config.aggregate(), output, clock).write(scored)));
            return report.finish(spark, output);
        } finally {
            scored.unpersist();
        }
    }

    private RunSummary aggregate(OutputFolder output, ScoredColumns columns) {
        InputFiles files = InputFiles.check(
                spark,
                config.input(),
                columns.layout(config.input(), config.aggregate().times()));
        Dataset<Row> scored = stages.time("read", () -> {
            IngestedRows rows = ingest(output, files);
            output.write(Table.REJECTED_COMMENTS, rows.rejected());
            report.counts(RunCounts.of(rows.kept()));
            return rows.kept();
        });
        report.windows(
                stages.time("window tables", () -> new WindowTables(config.aggregate(), output, clock).write(scored)));
        return report.finish(spark, output);
    }

    private ScoringModel open(ModelConfig model) {
        try {
            return ScoringModel.open(spark, model);
        } catch (IOException e) {
            throw new InvalidInputException("model '" + model.bundle() + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** What is done between opening the output and publishing it. */
    @FunctionalInterface
    private interface Work {
        RunSummary apply(OutputFolder output) throws IOException;
    }

    private RunSummary publish(Work work) {
        try (OutputFolder output = open(config.output())) {
            Optional<RunSummary> earlier = output.runs().current().flatMap(report::ofEarlierAttempt);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            report.leftovers(output.removeLeftovers());
            RunSummary summary = work.apply(output);
            stop.finishing(since -> false, () -> publish(output));
            return summary;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + config.output().dir() + ": " + e.getMessage(), e);
        }
    }

    private OutputFolder open(OutputConfig output) {
        AtomicBoolean told = new AtomicBoolean();
        Runnable whileWaiting = () -> {
            if (!told.getAndSet(true)) {
                console.line(
                        "waiting",
                        "another run holds " + output.dir() + "; for "
                                + output.waiting().toMinutes() + " minutes at the most");
            }
            stop.check("waiting for the output folder");
        };
        return OutputFolder.open(spark, output, report.run(), report.attempt(), whileWaiting);
    }

    private boolean publish(OutputFolder output) {
        try {
            output.publish(report.manifest());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
