package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.aggregate.Windows;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.WindowBy;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.TextScores;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.LabelledColumns;
import io.weibosentiment.labels.evaluation.EvaluatedTexts;
import io.weibosentiment.labels.evaluation.Evaluation;
import io.weibosentiment.labels.evaluation.LabelledRows;
import io.weibosentiment.labels.evaluation.NamedWindows;
import io.weibosentiment.labels.evaluation.RowWeights;
import io.weibosentiment.output.Lease;
import io.weibosentiment.output.OutputPlace;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import io.weibosentiment.report.TrainingPage;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.SparkSessions;
import io.weibosentiment.text.CleanText;
import io.weibosentiment.text.TextKeys;
import io.weibosentiment.training.CheckpointFolder;
import io.weibosentiment.training.Examples;
import io.weibosentiment.training.LearningCurve;
import io.weibosentiment.training.Training;
import io.weibosentiment.training.TrainingOptions;
import io.weibosentiment.training.TrainingProgress;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Labelled texts to a model bundle, and to figures of how well it fits those that it did not learn from. */
public final class TrainJob {

    private final JobConfig config;
    private final TrainingRequest request;
    private final Run run;
    private final Session session;
    private final LabelledRows labels;
    private final RowReport report;

    private TrainJob(JobConfig config, TrainingRequest request, Run run, Session session) {
        this.session = session;
        this.config = config;
        this.request = request;
        this.run = run;
        this.labels = new LabelledRows(request.values(), true, false);
        this.report = new RowReport(run, config.input().maxRejected());
    }

    /**
     * The run and what it made.
     *
     * @param summary the run
     * @param curve how the model became better; empty where an earlier attempt at the application has published it
     * @param evaluation how well the bundle fits the texts that it did not learn from; empty where an earlier attempt at the
     *     application has published it
     */
    public record Outcome(RunSummary summary, Optional<LearningCurve> curve, Optional<Evaluation> evaluation) {}

    /** What the manifest says of the training, beside the learning curve. */
    private record Trained(String bundle, String from, TrainingOptions options, int best) {}

    /**
     * Trains the model that {@code config} names on its input, writes the bundle, and publishes the scores that it gives
     * the validation part.
     *
     * @throws InvalidInputException if an option, path, label or model cannot be used; nothing is trained then
     * @throws io.weibosentiment.RejectLimitExceededException if too many rows cannot be used; nothing is trained then
     */
    public static Outcome run(JobConfig config, TrainingRequest request, Session session) {
        AtomicReference<LearningCurve> curve = new AtomicReference<>();
        AtomicReference<Evaluation> evaluation = new AtomicReference<>();
        RunSummary summary = new Publication("train", config, session)
                .of(
                        run -> new TrainJob(config, request, run, session).train(curve, evaluation),
                        (published, run) -> withPage(published, run, config.output(), session));
        return new Outcome(summary, Optional.ofNullable(curve.get()), Optional.ofNullable(evaluation.get()));
    }

    private static RunSummary withPage(RunSummary summary, PublishedRun run, OutputConfig output, Session session) {
        Path page = new Path(run.root(), TrainingPage.FILE);
        try {
            new TrainingPage(run.manifest())
                    .write(page, session.spark().sparkContext().hadoopConfiguration(), ReportJob.language(output));
            session.console().line("page", page.toString());
            return summary;
        } catch (IOException | RuntimeException e) {
            return summary.warned("the run is published, but its page " + page + " was not made: " + e);
        }
    }

    private void train(AtomicReference<LearningCurve> curve, AtomicReference<Evaluation> evaluation)
            throws IOException {
        run.requireWithout(Table.COMMENT_SCORES);
        LabelledColumns columns = request.columns().of(run.spark(), config.input());
        Optional<InputConfig> apart = request.validation().isEmpty()
                ? Optional.empty()
                : Optional.of(config.input().at(request.validation()));
        InputFiles files = run.step("input", () -> input(columns, config.input()));
        Optional<InputFiles> others = apart.map(input -> run.step("input", () -> input(columns, input)));
        CheckpointFolder checkpoints =
                CheckpointFolder.of(request.to(), run.spark().sparkContext().hadoopConfiguration());
        Texts texts;
        try (Lease held = hold(checkpoints)) {
            Training training = run.step("model", this::open);
            run.line("model", training.described());
            texts = texts(files, others);
            curve.set(learn(training, texts));
            held.check();
        } finally {
            checkpoints.removeIfEmpty();
        }
        checkpoints.delete();
        run.line("wrote", request.to());
        evaluation.set(evaluated(texts, columns));
        report.end();
    }

    private Lease hold(CheckpointFolder checkpoints) {
        Lease.Holder holder = new Lease.Holder(
                run.id(),
                SparkSessions.attempt(run.spark().sparkContext()),
                session.clock().instant());
        OutputConfig output = config.output();
        try {
            return checkpoints.hold(
                    holder, output.leaseExpires(), new Lease.Waiting(output.waiting(), whileWaiting(checkpoints)));
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the checkpoints of the training cannot be written to " + checkpoints + ": " + e.getMessage(), e);
        }
    }

    private Runnable whileWaiting(CheckpointFolder checkpoints) {
        AtomicBoolean isTold = new AtomicBoolean();
        return () -> {
            if (!isTold.getAndSet(true)) {
                run.line("waiting", "another training holds " + checkpoints);
            }
            session.stop().check("waiting for " + checkpoints);
        };
    }

    /** The labelled texts: of the input, of the files to judge by if there are any, and all of them with their side. */
    private record Texts(IngestedRows read, Optional<IngestedRows> judged, Dataset<Row> rows) {}

    private Texts texts(InputFiles files, Optional<InputFiles> others) {
        IngestedRows read = ingested("records", files);
        Optional<IngestedRows> judged = others.map(found -> ingested("validation", found));
        return new Texts(read, judged, split(read, judged));
    }

    private LearningCurve learn(Training training, Texts texts) {
        Dataset<Row> examples = Examples.of(learned(texts.rows()));
        Examples.Counts counts = run.step("examples", () -> Examples.count(examples));
        run.line("examples", counts.described());
        run.fact(TrainingPage.EXAMPLES, counts);
        LearningCurve curve = run.step("training", () -> trained(training, examples));
        if (curve.best().missesOneLabel()) {
            run.warn(
                    "of one label not one of the texts to judge by is recognized: the bundle has learned which label is more"
                            + " frequent, and not what tells them apart; give more --epochs, more texts, --balanced, or another"
                            + " --learning-rate");
        }
        int best = curve.best().epoch();
        run.fact(TrainingPage.TRAINING, new Trained(request.to(), config.model().bundle(), training.options(), best));
        run.fact(TrainingPage.TRAINING, curve);
        return curve;
    }

    private InputFiles input(LabelledColumns columns, InputConfig input) {
        new OutputPlace(config.output().dir(), config.scoring().store())
                .requireApart(
                        input.paths().stream().map(Path::new).toList(),
                        run.spark().sparkContext().hadoopConfiguration());
        InputFiles files = columns.files(run.spark(), input);
        run.line("input", files.described());
        files.warnings().forEach(run::warn);
        run.sizeTo(files.textBytes());
        return files;
    }

    private Training open() {
        try {
            return Training.open(
                    run.spark(),
                    config.model().bundle(),
                    request.to(),
                    request.options(),
                    request.ontology(),
                    config.model());
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the model '" + config.model().bundle() + "' cannot be read, or " + request.to()
                            + " not be written: " + e.getMessage(),
                    e);
        }
    }

    private IngestedRows ingested(String name, InputFiles files) {
        IngestedRows read = new Ingest(config, run, () -> {})
                .rows(
                        name,
                        files,
                        records -> LabelledRows.masked(
                                new CleanText(config.policy(), TextKeys.of(config.scoring()))
                                        .clean(labels.checked(records)),
                                TextKeys.of(config.scoring())));
        IngestedRows.Outcome outcome = run.step("ingest", read::outcome);
        report.more(outcome.counts(), read.rejected());
        new DamageReport(run, config.input().maxRejected())
                .comments(outcome.damaged(), outcome.counts().kept());
        if (outcome.counts().kept() == 0) {
            throw new InvalidInputException(files.described() + " has no row that can be used; expected labelled texts,"
                    + " found " + outcome.counts().described());
        }
        return read;
    }

    private Dataset<Row> split(IngestedRows read, Optional<IngestedRows> judged) {
        return judged.map(apart -> read.kept()
                        .withColumn(Examples.VALIDATION, lit(false))
                        .unionByName(apart.kept().withColumn(Examples.VALIDATION, lit(true))))
                .orElseGet(() -> Examples.split(read.kept(), request.validationShare()));
    }

    /** The texts as the model is trained on them; those that are nothing but emoticons go with these. */
    private Dataset<Row> learned(Dataset<Row> rows) {
        return switch (request.options().emoticons()) {
            case KEPT -> rows;
            case MASKED ->
                rows.where(col(LabelledRows.MASKED_KEY).isNotNull())
                        .withColumn(Columns.TEXT_KEY, col(LabelledRows.MASKED_KEY))
                        .withColumn(Columns.CLEANED_TEXT, col(LabelledRows.MASKED_TEXT));
        };
    }

    private LearningCurve trained(Training training, Dataset<Row> examples) {
        AtomicReference<String> last = new AtomicReference<>("no step done yet");
        return session.console()
                .following(
                        () -> {
                            training.progress().map(TrainingProgress::described).ifPresent(last::set);
                            return last.get();
                        },
                        () -> training.run(run.spark(), examples));
    }

    private Evaluation evaluated(Texts texts, LabelledColumns columns) {
        ModelConfig asked = config.model();
        ScoringModel model = run.step(
                "model",
                () -> ScoringModel.open(
                        run.spark(),
                        new ModelConfig(
                                request.to(), asked.precision(), asked.device(), asked.maxTokens(), asked.cacheDir())));
        run.fact("model", model.facts());
        Dataset<Row> validation = texts.rows().where(col(Examples.VALIDATION)).drop(Examples.VALIDATION);
        TextScores.Outcome scores = TextScores.of(run, model, config, EvaluatedTexts.texts(validation, labels, true));
        report.scored(scores);
        Dataset<Row> evaluated = run.step("evaluated texts", () -> {
            Dataset<Row> rejected = texts.read().rejected();
            run.write(
                    Table.REJECTED_COMMENTS,
                    texts.judged()
                            .map(IngestedRows::rejected)
                            .map(rejected::union)
                            .orElse(rejected));
            run.write(
                    Table.EVALUATED_TEXTS,
                    EvaluatedTexts.of(
                            validation,
                            RowWeights.none(),
                            scores.scores(),
                            Optional.empty(),
                            config.output().text()));
            return run.read(Table.EVALUATED_TEXTS);
        });
        return run.step("figures", () -> figures(evaluated, columns));
    }

    private Evaluation figures(Dataset<Row> evaluated, LabelledColumns columns) {
        EvaluatedTexts.Counts counts = EvaluatedTexts.counts(evaluated, true);
        run.fact("evaluation", counts);
        ZoneId zone = config.aggregate().zone();
        NamedWindows windows =
                new NamedWindows(new Windows(config.aggregate().windows().get(0), WindowBy.COMMENT, zone), zone);
        Evaluation evaluation = Evaluation.of(
                evaluated, counts, new Evaluation.Coders(columns.labels(), 1), windows, request.bootstrap());
        run.fact(TrainingPage.TRAINING, ValidationFigures.of(evaluation));
        return evaluation;
    }
}
