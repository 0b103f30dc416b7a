package io.weibosentiment.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.ingest.LabelledColumns;
import io.weibosentiment.job.EvaluateJob;
import io.weibosentiment.job.EvaluationRequest;
import io.weibosentiment.labels.evaluation.Evaluation;
import io.weibosentiment.labels.evaluation.EvaluationJson;
import io.weibosentiment.labels.evaluation.EvaluationTable;
import io.weibosentiment.labels.statistics.Bootstrap;
import io.weibosentiment.run.RunSummary;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the model's scores with labels of people, or with the scores of others. */
@Command(
        name = "evaluate",
        sortOptions = false,
        description = {
            "Compares the model's scores with labels of people: accuracy, F1, ROC AUC, Brier score, calibration, and the"
                    + " same with emoticons masked. Texts are read, cleaned and scored as by the command score.",
            "Labels are 1, true, positive or 正面, and 0, false, negative or 负面; a row with another one is rejected. A"
                    + " text that a rule decides, or that cannot be scored, is counted and left out of the figures.",
            "Several sheets of a sample are taken together: one comment may have labels in each. Rows that nobody"
                    + " labelled are counted, and the others of their stratum stand for them."
        },
        synopsisHeading = "Usage: ",
        optionListHeading = ConfigOptions.HEADING,
        footer = {
            "",
            "Examples",
            "  weibo-sentiment evaluate --input validation.csv.gz --columns text=review,label=label",
            "  A sample that two people have labelled, as the command sample wrote it:",
            "    weibo-sentiment evaluate --input sample.csv --json figures.json",
            "  Beside the scores of another model:",
            "    weibo-sentiment evaluate --input scored.csv --columns text=comment --scores score"
        })
final class EvaluateCommand implements Callable<Integer>, Configured {

    /** Where the texts with their scores go unless the user says. */
    private static final String OUTPUT = "evaluation";

    private static final int MOST_REPLICATES = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CommandContext context;

    @Mixin
    private final KeyOptions keys = new KeyOptions(
            InputConfig.PATHS,
            OutputConfig.DIR,
            ModelConfig.BUNDLE,
            ModelConfig.PRECISION,
            ModelConfig.DEVICE,
            JobConfig.POLICY,
            AggregateConfig.WINDOWS,
            AggregateConfig.ZONE,
            InputConfig.MAX_REJECTED,
            OutputConfig.FAIL_ON_REJECTED,
            OutputConfig.WAIT_MINUTES);

    @Option(
            names = "--columns",
            paramLabel = "FIELD=COLUMN,…",
            description = "The columns of fields. Fields are text, label (once for each coder), time,"
                    + " inclusion-probability, stratum, comment-key, comment-id. Without it: text or review; label, or"
                    + " all that begin with coder_; comment_time; inclusion_probability; stratum; comment_key;"
                    + " comment_id.")
    private String columns = "";

    @Mixin
    private final LabelOptions labels = new LabelOptions();

    @Option(
            names = "--scores",
            paramLabel = "COLUMN",
            description = "A column with the scores of others, from 0 to 1, to compare with; needs no labels.")
    private Optional<String> scores = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "BUNDLE",
            description = "Another model to compare with on the same texts: McNemar's test and paired differences.")
    private Optional<String> against = Optional.empty();

    @Option(
            names = "--replicates",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many bootstrap replicates the intervals come from (${DEFAULT-VALUE}).")
    private int replicates;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of the bootstrap (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the figures as JSON: a local file, or a URI such as hdfs://….")
    private Optional<String> json = Optional.empty();

    @Mixin
    private ConfigOptions config;

    EvaluateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public JobConfig config(ConfigLoader loader) {
        return config.withOutput(OUTPUT, keys.settings(), loader);
    }

    @Override
    public Integer call() {
        JobConfig job = config(new ConfigLoader(context.environment()));
        if (replicates < 1 || replicates > MOST_REPLICATES) {
            throw new InvalidInputException("--replicates: found " + replicates + "; expected 1 to " + MOST_REPLICATES);
        }
        EvaluationRequest request = new EvaluationRequest(
                LabelledColumns.parse(columns, scores), labels.values(), against, new Bootstrap(replicates, seed));
        Optional<ResultFile> file = json.map(ResultFile::new);
        file.ifPresent(ResultFile::requireWritable);
        return JobRun.inSession("evaluate", context, job, session -> {
                    EvaluateJob.Outcome outcome = EvaluateJob.run(job, request, session);
                    outcome.evaluation().ifPresent(evaluation -> show(evaluation, outcome.summary(), file));
                    return outcome.summary();
                })
                .code();
    }

    private void show(Evaluation evaluation, RunSummary summary, Optional<ResultFile> file) {
        EvaluationTable.of(evaluation).forEach(context.out()::println);
        context.out().println();
        file.ifPresent(result -> {
            ObjectNode figures = JSON.createObjectNode();
            figures.put("run", summary.manifest().run());
            figures.set("rows_read", summary.manifest().facts().section("counts"));
            figures.set("model", summary.manifest().facts().section("model"));
            figures.setAll(EvaluationJson.of(evaluation));
            against.ifPresent(bundle -> figures.withObject("/against")
                    .set("model", summary.manifest().facts().section("against")));
            scores.ifPresent(column -> figures.withObject("/scores").put("column", column));
            result.write(figures.toPrettyString() + "\n");
        });
    }
}
