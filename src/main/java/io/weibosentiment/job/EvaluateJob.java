package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.aggregate.Windows;
import io.weibosentiment.config.InputPaths;
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
import io.weibosentiment.labels.evaluation.SheetComments;
import io.weibosentiment.output.OutputPlace;
import io.weibosentiment.output.Table;
import io.weibosentiment.run.Publication;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.run.Session;
import io.weibosentiment.text.CleanText;
import io.weibosentiment.text.TextKeys;
import io.weibosentiment.util.Counted;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Labelled texts to figures of how well the model's scores fit them: reads, cleans and scores as {@link ScoreJob} does. */
public final class EvaluateJob {

    private final JobConfig config;
    private final EvaluationRequest request;
    private final Run run;
    private final RowReport report;

    private EvaluateJob(JobConfig config, EvaluationRequest request, Run run) {
        this.config = config;
        this.request = request;
        this.run = run;
        this.report = new RowReport(run, config.input().maxRejected());
    }

    /**
     * The run and what it found.
     *
     * @param summary the run
     * @param evaluation the figures; empty where an earlier attempt at the application has published them
     */
    public record Outcome(RunSummary summary, Optional<Evaluation> evaluation) {}

    /**
     * Evaluates the texts that {@code config} names, and publishes them with their scores and the rejected rows.
     *
     * @throws InvalidInputException if an option, path or model cannot be used; nothing is published then
     * @throws io.weibosentiment.RejectLimitExceededException if too many rows cannot be used; nothing is published then
     */
    public static Outcome run(JobConfig config, EvaluationRequest request, Session session) {
        AtomicReference<Evaluation> evaluation = new AtomicReference<>();
        RunSummary summary = new Publication("evaluate", config, session)
                .of(run -> evaluation.set(new EvaluateJob(config, request, run).evaluate()));
        return new Outcome(summary, Optional.ofNullable(evaluation.get()));
    }

    private Evaluation evaluate() throws IOException {
        run.requireWithout(Table.COMMENT_SCORES);
        LabelledColumns columns = request.columns().of(run.spark(), config.input());
        InputFiles files = run.step("input", () -> input(columns));
        run.line("input", files.described());
        files.warnings().forEach(run::warn);
        run.sizeTo(files.textBytes());
        ScoringModel model = run.step("model", () -> open("model", config.model()));
        Optional<ScoringModel> other =
                request.against().map(bundle -> run.step("model", () -> open("against", another(bundle))));

        LabelledRows labels = new LabelledRows(
                request.values(), !columns.labels().isEmpty(), columns.score().isPresent());
        IngestedRows read = new Ingest(config, run, () -> {})
                .rows("records", files, records -> cleaned(labels, columns.haveKeys(), records));
        report(read);
        RowWeights weights = weights(labels, columns, read);
        Dataset<Row> rows = read.kept();
        Dataset<Row> texts = EvaluatedTexts.texts(rows, labels, labels.hasLabels());
        TextScores.Outcome scores = TextScores.of(run, model, config, texts);
        report.scored(scores);
        Optional<TextScores.Outcome> others =
                other.map(found -> TextScores.ofSecond(run, found, config, EvaluatedTexts.texts(rows, labels, false)));

        Dataset<Row> evaluated = run.step("evaluated texts", () -> {
            run.write(Table.REJECTED_COMMENTS, rejected(read, scores));
            Optional<Dataset<Row>> against = others.map(TextScores.Outcome::scores);
            run.write(
                    Table.EVALUATED_TEXTS,
                    EvaluatedTexts.of(
                            rows,
                            weights,
                            scores.scores(),
                            against,
                            config.output().text()));
            return run.read(Table.EVALUATED_TEXTS);
        });
        Evaluation evaluation = run.step("figures", () -> figures(evaluated, columns, files.files()));
        report.end();
        return evaluation;
    }

    /** The rows that could not be used, and those whose text the model could not score. */
    private static Dataset<Row> rejected(IngestedRows read, TextScores.Outcome scores) {
        return scores.counts().unscoredTexts() == 0
                ? read.rejected()
                : read.rejected().unionByName(CommentScores.unscorable(read.kept(), scores.scores()));
    }

    private InputFiles input(LabelledColumns columns) {
        new OutputPlace(config.output().dir(), config.scoring().store())
                .requireApart(
                        InputPaths.of(config.input().paths()).files().stream()
                                .map(Path::new)
                                .toList(),
                        run.spark().sparkContext().hadoopConfiguration());
        return columns.files(run.spark(), config.input());
    }

    private ScoringModel open(String section, ModelConfig asked) {
        ScoringModel model = ScoringModel.open(run.spark(), asked);
        run.line(section, model.described());
        run.fact(section, model.facts());
        return model;
    }

    private ModelConfig another(String bundle) {
        ModelConfig own = config.model();
        return new ModelConfig(bundle, own.precision(), own.device(), own.maxTokens(), own.cacheDir());
    }

    private Dataset<Row> cleaned(LabelledRows labels, boolean haveKeys, Dataset<Row> records) {
        Dataset<Row> checked = labels.checked(records);
        Dataset<Row> comments = haveKeys ? SheetComments.together(checked) : checked;
        return LabelledRows.masked(
                new CleanText(config.policy(), TextKeys.of(config.scoring())).clean(comments),
                TextKeys.of(config.scoring()));
    }

    private RowWeights weights(LabelledRows labels, LabelledColumns columns, IngestedRows read) {
        if (!labels.hasLabels() || !columns.areOfSample()) {
            return RowWeights.none();
        }
        RowWeights weights = run.step("weights", () -> RowWeights.of(read.staged()));
        if (weights.unlabelled() > 0) {
            run.warn(String.format(
                    Locale.ROOT,
                    "of %s drawn, %s no label; the others of the stratum stand for such a comment, as if it were chance"
                            + " which has none",
                    Counted.of(weights.classes().drawn(), "comment"),
                    Counted.of(weights.unlabelled(), "has", "have")));
        }
        return weights;
    }

    private void report(IngestedRows read) {
        IngestedRows.Outcome outcome = run.step("ingest", read::outcome);
        report.readTexts(outcome.counts(), read.rejected());
        new DamageReport(run, config.input().maxRejected())
                .comments(outcome.damaged(), outcome.counts().kept());
        if (outcome.counts().kept() == 0) {
            throw new InvalidInputException(
                    "input " + config.input().paths() + " has no row that can be used; expected labelled texts, found "
                            + outcome.counts().described());
        }
    }

    private Evaluation figures(Dataset<Row> evaluated, LabelledColumns columns, int files) {
        EvaluatedTexts.Counts counts =
                EvaluatedTexts.counts(evaluated, !columns.labels().isEmpty());
        run.fact("evaluation", counts);
        if (counts.withProbability() != 0 && counts.withProbability() != counts.rows()) {
            throw new InvalidInputException(
                    "of " + Counted.of(counts.rows(), "row") + " only " + counts.withProbability()
                            + " have an inclusion probability, and figures of both would mean nothing; evaluate the sample"
                            + " by itself, or give --columns inclusion-probability=COLUMN for all files");
        }
        if (!columns.labels().isEmpty() && counts.unlabelled() == counts.rows()) {
            throw new InvalidInputException("none of " + Counted.of(counts.rows(), "row") + " has a label in "
                    + String.join(", ", columns.labels()) + "; expected "
                    + request.values().described());
        }
        ZoneId zone = config.aggregate().zone();
        NamedWindows windows =
                new NamedWindows(new Windows(config.aggregate().windows().get(0), WindowBy.COMMENT, zone), zone);
        Evaluation.Coders coders = new Evaluation.Coders(columns.labels(), columns.haveKeys() ? files : 1);
        return Evaluation.of(evaluated, counts, coders, windows, request.bootstrap());
    }
}
