package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.aggregate.Windows;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ModelConfig;
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
import io.weibosentiment.output.OutputPlace;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.text.CleanText;
import io.weibosentiment.text.TextKeys;
import io.weibosentiment.training.EpochFigures;
import io.weibosentiment.training.Examples;
import io.weibosentiment.training.Training;
import io.weibosentiment.training.TrainingProgress;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Labelled texts to a model bundle, and to figures of how well it fits those that it did not learn from. */
public final class TrainJob {

    private static final String TRAIN = "training";

    private final JobConfig config;
    private final TrainingRequest request;
    private final Run run;
    private final Console console;
    private final RowReport report;

    private TrainJob(JobConfig config, TrainingRequest request, Run run, Console console) {
        this.console = console;
        this.config = config;
        this.request = request;
        this.run = run;
        this.report = new RowReport(run, config.input().maxRejected());
    }

    /**
     * The run and what it made.
     *
     * @param summary the run
     * @param epochs the figures of each epoch
     * @param evaluation how well the bundle fits the texts that it did not learn from; empty where an earlier attempt at the
     *     application has published it
     */
    public record Outcome(RunSummary summary, List<EpochFigures> epochs, Optional<Evaluation> evaluation) {

        public Outcome {
            epochs = List.copyOf(epochs);
        }
    }

    /** The learning curve in the manifest. */
    private record Curve(List<EpochFigures> epochs) {}

    /**
     * Trains the model that {@code config} names on its input, writes the bundle, and publishes the scores that it gives
     * the validation part.
     *
     * @throws InvalidInputException if an option, path, label or model cannot be used; nothing is trained then
     * @throws io.weibosentiment.RejectLimitExceededException if too many rows cannot be used; nothing is trained then
     */
    public static Outcome run(JobConfig config, TrainingRequest request, Session session) {
        AtomicReference<List<EpochFigures>> epochs = new AtomicReference<>(List.of());
        AtomicReference<Evaluation> evaluation = new AtomicReference<>();
        RunSummary summary = new Publication("train", config, session).of(run -> {
            TrainJob job = new TrainJob(config, request, run, session.console());
            job.train(epochs, evaluation);
        });
        return new Outcome(summary, epochs.get(), Optional.ofNullable(evaluation.get()));
    }

    private void train(AtomicReference<List<EpochFigures>> epochs, AtomicReference<Evaluation> evaluation)
            throws IOException {
        run.requireWithout(Table.COMMENT_SCORES);
        LabelledColumns columns = request.columns().of(run.spark(), config.input());
        Optional<InputConfig> apart = request.validation().isEmpty()
                ? Optional.empty()
                : Optional.of(config.input().at(request.validation()));
        InputFiles files = run.step("input", () -> input(columns, config.input()));
        Optional<InputFiles> others = apart.map(input -> run.step("input", () -> input(columns, input)));
        Training training = run.step("model", this::open);
        run.line("model", training.described());

        LabelledRows labels = new LabelledRows(request.values(), true, false);
        IngestedRows read = ingested("records", files, labels);
        Optional<IngestedRows> judged = others.map(found -> ingested("validation", found, labels));
        Dataset<Row> rows = split(read, judged);
        Dataset<Row> examples = Examples.of(rows);
        Examples.Counts counts = run.step("examples", () -> Examples.count(examples));
        run.line("examples", counts.described());
        run.fact("examples", counts);
        epochs.set(run.step(TRAIN, () -> trained(training, examples)));
        run.fact(TRAIN, new Curve(epochs.get()));
        training.tidy();
        run.line("wrote", request.to());
        evaluation.set(evaluated(read, judged, rows, labels, columns));
        report.end();
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
            return Training.open(run.spark(), config.model().bundle(), request.to(), request.options(), config.model());
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the model '" + config.model().bundle() + "' cannot be read, or " + request.to()
                            + " not be written: " + e.getMessage(),
                    e);
        }
    }

    private IngestedRows ingested(String name, InputFiles files, LabelledRows labels) {
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

    private List<EpochFigures> trained(Training training, Dataset<Row> examples) {
        AtomicReference<String> last = new AtomicReference<>("no step done yet");
        return console.following(
                () -> {
                    training.progress().map(TrainingProgress::described).ifPresent(last::set);
                    return last.get();
                },
                () -> training.run(run.spark(), examples));
    }

    private Evaluation evaluated(
            IngestedRows read,
            Optional<IngestedRows> judged,
            Dataset<Row> rows,
            LabelledRows labels,
            LabelledColumns columns) {
        ModelConfig asked = config.model();
        ScoringModel model = run.step(
                "model",
                () -> ScoringModel.open(
                        run.spark(),
                        new ModelConfig(
                                request.to(), asked.precision(), asked.device(), asked.maxTokens(), asked.cacheDir())));
        run.fact("model", model.facts());
        Dataset<Row> validation = rows.where(col(Examples.VALIDATION)).drop(Examples.VALIDATION);
        TextScores.Outcome scores = TextScores.of(run, model, config, EvaluatedTexts.texts(validation, labels, true));
        report.scored(scores);
        Dataset<Row> evaluated = run.step("evaluated texts", () -> {
            Dataset<Row> rejected = read.rejected();
            run.write(
                    Table.REJECTED_COMMENTS,
                    judged.map(IngestedRows::rejected).map(rejected::union).orElse(rejected));
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
        return Evaluation.of(
                evaluated, counts, new Evaluation.Coders(columns.labels(), 1), windows, request.bootstrap());
    }
}
