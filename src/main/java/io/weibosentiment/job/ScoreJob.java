package io.weibosentiment.job;

import io.weibosentiment.Columns;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.Names;
import io.weibosentiment.inference.EarlyModel;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.TextScores;
import io.weibosentiment.ingest.CrawlFiles;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.Posts;
import io.weibosentiment.output.OutputPlace;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.SmallSide;
import io.weibosentiment.run.StagedRows;
import io.weibosentiment.text.CleanText;
import io.weibosentiment.text.TextKeys;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Raw comments to published tables: reads, cleans, scores and aggregates. */
public final class ScoreJob {

    /** Long, and repeated in each comment by some crawls: read only where they are needed. */
    private static final Set<Field> POST_TEXTS = Set.of(Field.POST_TEXT, Field.TOPICS);

    /** Below it, sending posts and scores to the executors a second time takes longer than reading comments again saves. */
    private static final long MOST_KEPT_IN_MEMORY = 200_000;

    private final JobConfig config;
    private final Run run;
    private final RowReport report;
    private final Optional<UserHash> users;
    private final ClosingCheck check = new ClosingCheck();

    private ScoreJob(JobConfig config, Run run) {
        this.config = config;
        this.run = run;
        this.report = new RowReport(run, config.input().maxRejected());
        this.users = UserHash.asked(config.output(), run.environment());
    }

    /**
     * Scores the comments that {@code config} names and publishes the tables.
     *
     * @throws io.weibosentiment.InvalidInputException if an option, path or model cannot be used; nothing is published then
     * @throws io.weibosentiment.RejectLimitExceededException if too many rows cannot be used; nothing is published then
     */
    public static RunSummary run(JobConfig config, Session session) {
        return new Publication("score", config, session)
                .of(
                        run -> new ScoreJob(config, run).writeTables(),
                        (summary, published) -> ReportJob.after(summary, published, config.output(), session));
    }

    /**
     * The secret of the texts' keys, in the manifest's section {@code text_keys}.
     *
     * @param fingerprint tells it from others
     */
    private record TextKeyFacts(String fingerprint) {}

    private void writeTables() {
        CrawlFiles files = run.step("input", this::input);
        run.line("input", files.described());
        run.fact("input", files.facts());
        files.tables().ifPresent(tables -> run.fact("input_tables", tables));
        files.warnings().forEach(run::warn);
        run.sizeTo(files.textBytes());
        LabelCorrection labels = LabelCorrection.read(config, run);
        ScoringModel model = run.step("model", () -> ScoringModel.open(run.spark(), config.model()));
        run.line("model", model.described());
        run.fact("model", model.facts());
        model.labelFacts().ifPresent(facts -> run.fact(ScoredLabels.SECTION, facts));
        run.fact("engine", model.engine());
        Optional<LeftOut> leftOut = LeftOut.of(config, run);
        RunInputs inputs = RunInputs.of(config, run, files, model, leftOut, users);
        Optional<RunManifest> same = config.output().ifChanged() ? inputs.sameRun(run) : Optional.empty();
        if (same.isPresent()) {
            run.leave(same.get());
            return;
        }
        try (EarlyModel early = model.early(run.spark())) {
            writeTables(files, model, early, labels, leftOut, inputs);
        }
        check.require();
        report.end();
    }

    private void writeTables(
            CrawlFiles files,
            ScoringModel model,
            EarlyModel early,
            LabelCorrection labels,
            Optional<LeftOut> leftOut,
            RunInputs inputs) {
        String secret = TextKeys.of(config.scoring()).fingerprint();
        if (!secret.isEmpty()) {
            run.fact("text_keys", new TextKeyFacts(secret));
        }
        CleanText cleaner = new CleanText(config.policy(), TextKeys.of(config.scoring()));
        Ingest ingest = new Ingest(config, run, early::begin, leftOut);
        IngestedRows rows = ingest.rows(
                "records", read(files.comments()), records -> CleanText.withoutSameTexts(cleaner.clean(records)));
        Optional<IngestedRows> postRows =
                files.posts().map(found -> ingest.rows("post-records", read(found), UnaryOperator.identity()));
        ReadCrawl crawl = ReadCrawl.of("ingest", rows, postRows, config, run, report);
        boolean isSelected = !config.input().only().isAll() || leftOut.isPresent();
        Dataset<Row> posts =
                leftOut.map(erased -> erased.posts(crawl.posts(), report)).orElse(crawl.posts());
        Dataset<Row> all = CleanText.withSameTexts(rows.comments());
        Dataset<Row> comments = isSelected ? on(posts, all) : all;
        Optional<Dataset<Row>> postTexts = config.scoring().posts()
                ? Optional.of(run.stage("text", "post-texts", PostScores.cleaned(posts, cleaner)))
                : Optional.empty();
        TextScores.Outcome scores = TextScores.of(run, model, config, union(comments, postTexts));
        report.scored(scores);
        check.texts(scores.counts());
        if (scores.counts().unscoredTexts() == 0) {
            inputs.noteIn(run);
        }
        run.step("rejected", () -> run.write(Table.REJECTED_COMMENTS, rejected(crawl, comments, scores)));

        Dataset<Row> facts = postTexts
                .map(cleaned -> writePostScores(posts, cleaned, scores, model))
                .orElse(posts);
        run.step("posts", () -> run.write(Table.POSTS, PostScores.facts(facts)));
        Dataset<Row> scored = scored(comments, facts, scores, model, crawl.counts());
        Dataset<Row> written = writeComments(scored);
        new WindowTables(config.aggregate(), run, check, labels.corrected(scored), model.labels())
                .with(run.step("posts", () -> Breaks.notes(config, run, facts(model))))
                .write(scored, written, Posts.withoutComments(facts));
    }

    /**
     * The comments with their scores and the facts of their posts. Kept by the executors, unless reading them again and
     * joining them without a shuffle takes less than keeping so many.
     */
    private Dataset<Row> scored(
            Dataset<Row> comments,
            Dataset<Row> facts,
            TextScores.Outcome scores,
            ScoringModel model,
            ReadCrawl.Counts counts) {
        Dataset<Row> shown = config.output().text() ? comments : comments.drop(Columns.TEXT, Columns.CLEANED_TEXT);
        Dataset<Row> scored = CommentScores.join(
                shown,
                SmallSide.of(facts, counts.posts()),
                scores.scores(),
                model.labels(),
                config.aggregate().ruleDecided());
        boolean needsNoShuffle = config.input().only().isAll()
                && SmallSide.isSmall(counts.posts())
                && SmallSide.isSmall(scores.counts().distinctTexts());
        return needsNoShuffle && counts.kept() > MOST_KEPT_IN_MEMORY ? scored : run.cached(scored);
    }

    private Dataset<Row> writeComments(Dataset<Row> scored) {
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
        return written;
    }

    private Breaks.Facts facts(ScoringModel model) {
        return new Breaks.Facts(
                model.manifest().fingerprint(),
                model.precision(),
                Names.of(config.policy()),
                Names.of(config.input().preset()),
                report.rows().kept(),
                Breaks.Facts.share(report.rows().unusable(), report.rows().read()));
    }

    private CrawlFiles input() {
        List<Path> paths = config.input().allPaths().stream().map(Path::new).toList();
        new OutputPlace(config.output().dir(), config.scoring().store())
                .requireApart(paths, run.spark().sparkContext().hadoopConfiguration());
        return CrawlFiles.check(run.spark(), config.input());
    }

    private InputFiles read(InputFiles files) {
        boolean needsPostTexts =
                config.scoring().posts() || config.input().only().topic().isPresent();
        return needsPostTexts ? files : files.without(POST_TEXTS);
    }

    /** The comments on {@code posts}. */
    private static Dataset<Row> on(Dataset<Row> posts, Dataset<Row> comments) {
        String[] key = {Columns.POST_KEY};
        return comments.join(posts.select(Columns.POST_KEY), key, "left_semi");
    }

    private static Dataset<Row> union(Dataset<Row> comments, Optional<Dataset<Row>> postTexts) {
        Dataset<Row> texts = comments.select(Columns.TEXT_KEY, Columns.CLEANED_TEXT);
        return postTexts
                .map(posts -> texts.unionByName(posts.select(Columns.TEXT_KEY, Columns.CLEANED_TEXT)))
                .orElse(texts);
    }

    /** Writes the scores of the posts' own texts, and gives the posts with them. */
    private Dataset<Row> writePostScores(
            Dataset<Row> posts, Dataset<Row> cleaned, TextScores.Outcome scores, ScoringModel model) {
        Dataset<Row> scored = PostScores.join(
                cleaned, scores.scores(), model.labels(), config.aggregate().ruleDecided());
        return run.step("post scores", () -> {
            run.write(
                    Table.POST_SCORES,
                    PostScores.published(scored, config.output().text()));
            return run.stage("post-scores", PostScores.withSentiment(posts, scored));
        });
    }

    /** The rows that could not be used, and the comments whose text the model could not score. */
    private Dataset<Row> rejected(ReadCrawl crawl, Dataset<Row> comments, TextScores.Outcome scores) {
        Dataset<Row> rejected = LeftOut.withoutFiles(crawl.rejected());
        if (scores.counts().unscoredTexts() == 0) {
            return rejected;
        }
        StagedRows unscorable =
                run.staged("rejected", "not-scored", CommentScores.unscorable(comments, scores.scores()));
        if (unscorable.count() == 0) { // they are texts of posts
            return rejected;
        }
        Dataset<Row> all = rejected.unionByName(unscorable.rows());
        report.rejected(CommentScores.NOT_SCORED, unscorable.count(), all);
        return all;
    }
}
